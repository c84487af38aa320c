using ArticleSearch.Ingest.Selecting;

namespace ArticleSearch.Ingest;

/// <summary>
/// The files of a folder and the digests of their content at one time: two states are equal where nothing has changed that an index
/// of the folder could show. It opens no index and holds no lock.
/// </summary>
internal sealed class FolderState : IEquatable<FolderState>
{
    // No digest is like this.
    private const string Unreadable = "?";

    private readonly Dictionary<string, string?> _digests = new(StringComparer.Ordinal);

    private FolderState()
    {
    }

    /// <summary>Looks at a folder; null if it is not there or can not be listed.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="index">The index, which is left out.</param>
    /// <param name="selection">Which files are looked at.</param>
    /// <param name="digests">What is known of the files.</param>
    /// <param name="cancellation">Ends it.</param>
    public static FolderState? Read(string folder, string index, FileSelection selection, DigestMemory digests, CancellationToken cancellation)
    {
        if (!Directory.Exists(folder))
        {
            return null;
        }

        var state = new FolderState();
        var walk = new FolderWalk(index, selection);
        var files = new List<SourceFile>();
        foreach (var problem in walk.Collect([folder], files, cancellation))
        {
            state._digests[problem.File + "/"] = Unreadable;
        }

        foreach (var file in files)
        {
            try
            {
                state._digests[file.IndexedName] = digests.Of(file, cancellation);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                state._digests[file.IndexedName] = Unreadable;
            }
        }

        digests.Keep(files);
        return walk.UnlistedFolders.Contains("") ? null : state;
    }

    public bool Equals(FolderState? other) =>
        other is not null && _digests.Count == other._digests.Count
        && _digests.All(file => other._digests.TryGetValue(file.Key, out string? digest) && string.Equals(digest, file.Value, StringComparison.Ordinal));

    public override bool Equals(object? obj) => Equals(obj as FolderState);

    public override int GetHashCode() => _digests.Count;
}
