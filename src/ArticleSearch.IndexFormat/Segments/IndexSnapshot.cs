using System.Collections.Immutable;
using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.IndexFormat.Segments;

/// <summary>
/// A commit opened for reading: its segments one after the other, documents numbered through. Files are unmapped only when it is
/// disposed and the last lease is returned: unmapping a file under a reader would kill the process.
/// </summary>
internal sealed class IndexSnapshot : IDisposable
{
    // One for the owner, one for each lease.
    private int _references = 1;
    private int _disposed;
    private readonly IDisposable _files;

    private IndexSnapshot(CommitPoint commit, ImmutableArray<SegmentReader> segments, IDisposable files)
    {
        Commit = commit;
        _files = files;
        Segments = segments;
        var bases = ImmutableArray.CreateBuilder<int>(segments.Length);
        foreach (var segment in segments)
        {
            bases.Add(MaxDocument);
            MaxDocument += segment.MaxDocument;
            LiveCount += segment.LiveCount;
        }

        Bases = bases.MoveToImmutable();
    }

    public CommitPoint Commit { get; }

    public ImmutableArray<SegmentReader> Segments { get; }

    /// <summary>The number of each segment's first document.</summary>
    public ImmutableArray<int> Bases { get; }

    /// <summary>How many documents there are, deleted ones included.</summary>
    public int MaxDocument { get; }

    public int LiveCount { get; }

    /// <summary>Opens the newest commit; once more where a writer replaces it meanwhile. The folder must outlive the snapshot.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="found">Is told of a commit before its segments are opened.</param>
    /// <exception cref="FileNotFoundException">There is no index in the folder.</exception>
    /// <exception cref="CorruptIndexException">The newest commit or a file of it is damaged.</exception>
    /// <exception cref="UnsupportedIndexException">It holds something that is not read here.</exception>
    public static IndexSnapshot Open(IndexFolder folder, Action<CommitPoint>? found = null) =>
        CommitPoint.UseLatest(folder, commit =>
        {
            found?.Invoke(commit);
            return Open(folder, commit, shared: null);
        })
        ?? throw new FileNotFoundException("There is no index in the folder.").Named("library.noindex.here");

    /// <summary>Opens one commit, which must not be deleted meanwhile.</summary>
    public static IndexSnapshot Open(IndexFolder folder, CommitPoint commit) => Open(folder, commit, shared: null);

    /// <summary>
    /// The newest commit, sharing every segment that is in both; null if this is still the newest. Both are to be disposed. An index
    /// that was deleted and made anew counts its commits from 1 again: what tells them apart is their id.
    /// </summary>
    public IndexSnapshot? OpenNewer(IndexFolder folder)
    {
        using var lease = Acquire();
        return IsNewest(folder) ? null : CommitPoint.UseLatest(folder, commit => Open(folder, commit, shared: this));
    }

    /// <summary>Which segment holds a document.</summary>
    public int SegmentOf(int document)
    {
        int index = Bases.BinarySearch(document);
        if (index < 0)
        {
            return ~index - 1;
        }

        // Segments without documents share their base with the next: the last of them holds it.
        while (index + 1 < Bases.Length && Bases[index + 1] == document)
        {
            index++;
        }

        return index;
    }

    /// <summary>Keeps the files mapped until the lease is disposed.</summary>
    /// <exception cref="ObjectDisposedException">The snapshot has been disposed.</exception>
    public Lease Acquire()
    {
        int count = Volatile.Read(ref _references);
        while (true)
        {
            ObjectDisposedException.ThrowIf(count == 0 || Volatile.Read(ref _disposed) != 0, this);
            int found = Interlocked.CompareExchange(ref _references, count + 1, count);
            if (found == count)
            {
                return new Lease(this);
            }

            count = found;
        }
    }

    /// <summary>No more leases; the files are closed with the last one.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            Release();
        }
    }

    private static IndexSnapshot Open(IndexFolder folder, CommitPoint commit, IndexSnapshot? shared)
    {
        var segments = ImmutableArray.CreateBuilder<SegmentReader>(commit.Segments.Length);
        var files = folder.Lease(commit.Files);
        try
        {
            foreach (var segment in commit.Segments)
            {
                var known = shared?.Segments.FirstOrDefault(reader => IsSame(reader.Info, segment.Info));
                segments.Add(known?.WithDeletions(segment) ?? SegmentReader.Open(folder, segment));
            }

            return new IndexSnapshot(commit, segments.MoveToImmutable(), files);
        }
        catch
        {
            foreach (var segment in segments)
            {
                segment.Dispose();
            }

            files.Dispose();
            throw;
        }
    }

    private bool IsNewest(IndexFolder folder)
    {
        try
        {
            long newest = CommitPoint.LastListed(folder);
            return newest == Commit.Generation && CommitPoint.ReadId(folder, newest).AsSpan().SequenceEqual(Commit.Id);
        }
        catch (IOException)
        {
            return false; // a writer has just replaced it, or it is damaged: whoever opens the newest is told
        }
    }

    private static bool IsSame(SegmentInfo one, SegmentInfo other) =>
        string.Equals(one.Name, other.Name, StringComparison.Ordinal) && one.Id.AsSpan().SequenceEqual(other.Id);

    private void Release()
    {
        if (Interlocked.Decrement(ref _references) == 0)
        {
            foreach (var segment in Segments)
            {
                segment.Dispose();
            }

            _files.Dispose();
        }
    }

    /// <summary>Keeps a snapshot's files mapped; dispose it when done, once or more.</summary>
    public sealed class Lease : IDisposable
    {
        private IndexSnapshot? _snapshot;

        internal Lease(IndexSnapshot snapshot) => _snapshot = snapshot;

        public void Dispose() => Interlocked.Exchange(ref _snapshot, null)?.Release();
    }
}
