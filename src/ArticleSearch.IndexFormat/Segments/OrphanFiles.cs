namespace ArticleSearch.IndexFormat.Segments;

/// <summary>
/// Which files of a folder no commit needs: what crashes and superseded commits leave behind. A pure function: it looks at
/// names alone and deletes nothing.
/// </summary>
internal static class OrphanFiles
{
    /// <summary>
    /// The index files among <paramref name="files"/> that are needed neither by a commit nor by the writer, in the order in
    /// which to delete them: commits first, so that no commit is ever seen without its files. Files of no index name, such as
    /// the write lock, are never among them.
    /// </summary>
    /// <param name="files">What is in the folder.</param>
    /// <param name="commits">The commits to keep.</param>
    /// <param name="inUse">Files of segments that are not committed yet.</param>
    public static List<string> Find(IEnumerable<string> files, IEnumerable<CommitPoint> commits, IEnumerable<string>? inUse = null)
    {
        var needed = new HashSet<string>(inUse ?? [], StringComparer.Ordinal);
        foreach (var commit in commits)
        {
            needed.UnionWith(commit.Files);
        }

        return
        [
            .. files.Where(file => IsIndexFile(file) && !needed.Contains(file))
                .OrderBy(file => IndexFileNames.IsSegmentFile(file))
                .ThenBy(file => file, StringComparer.Ordinal),
        ];
    }

    /// <summary>Whether a name is one that an index gives its files, a commit in the making included.</summary>
    public static bool IsIndexFile(string file) =>
        IndexFileNames.IsSegmentFile(file)
        || IndexFileNames.TryParseCommit(file, out _)
        || IndexFileNames.TryParsePendingCommit(file, out _);
}
