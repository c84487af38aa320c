using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.IndexFormat.Segments;

/// <summary>
/// A commit between its two phases: all its files are durable, no reader sees it. Ends with <see cref="Publish"/>; disposed
/// before that, it is rolled back.
/// </summary>
internal sealed class PendingCommit : IDisposable
{
    private readonly IndexFolder _folder;
    private bool _ended;

    private PendingCommit(IndexFolder folder, CommitPoint commit)
    {
        _folder = folder;
        Commit = commit;
    }

    /// <summary>The commit as it will be.</summary>
    public CommitPoint Commit { get; }

    private string PendingName => IndexFileNames.PendingCommit(Commit.Generation);

    /// <summary>Writes and syncs the pending file.</summary>
    public static PendingCommit Write(IndexFolder folder, CommitPoint commit)
    {
        var pending = new PendingCommit(folder, commit);
        try
        {
            CommitFormat.Write(folder, pending.PendingName, commit);
            folder.Sync([pending.PendingName]);
            return pending;
        }
        catch
        {
            pending.Dispose();
            throw;
        }
    }

    /// <summary>
    /// The second phase: gives the file its name and syncs the folder. The commit is acknowledged when this returns, not before;
    /// if it throws, the commit has not taken place.
    /// </summary>
    public void Publish()
    {
        ObjectDisposedException.ThrowIf(_ended, this);
        _folder.Rename(PendingName, Commit.FileName);
        _ended = true;
        try
        {
            _folder.SyncFolder();
        }
        catch
        {
            DeleteQuietly(Commit.FileName);
            throw;
        }
    }

    /// <summary>Rolls back unless published: deletes the pending file. The segments' files are the writer's to delete.</summary>
    public void Dispose()
    {
        if (!_ended)
        {
            _ended = true;
            DeleteQuietly(PendingName);
        }
    }

    // Another failure is under way, and a pending file left behind is ignored by readers and deleted by the next writer.
    private void DeleteQuietly(string name)
    {
        try
        {
            if (_folder.Exists(name))
            {
                _folder.Delete(name);
            }
        }
        catch (IOException)
        {
        }
        catch (UnauthorizedAccessException)
        {
        }
    }
}
