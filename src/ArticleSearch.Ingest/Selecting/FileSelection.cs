namespace ArticleSearch.Ingest.Selecting;

/// <summary>
/// Which files are read: those that the user wants, and of these all but those he does not. What stands in files of the folders
/// (<see cref="IgnoreRules"/>) comes on top of it.
/// </summary>
internal sealed record FileSelection
{
    /// <summary>All files.</summary>
    public static FileSelection All { get; } = new();

    /// <summary>A file has to be of one of them, if there are any. Folders are walked whatever they say.</summary>
    public IReadOnlyList<GlobPattern> Include { get; init; } = [];

    /// <summary>What is of one of them is left out; of a folder, all that is in it.</summary>
    public IReadOnlyList<GlobPattern> Exclude { get; init; } = [];

    /// <summary>Whether a file or folder is taken.</summary>
    /// <param name="relative">Its path below the root, separated by <c>/</c>.</param>
    /// <param name="isFolder">Whether it is a folder.</param>
    public bool Takes(string relative, bool isFolder) =>
        !Exclude.Any(pattern => pattern.Matches(relative, isFolder))
        && (isFolder || Include.Count == 0 || Include.Any(pattern => pattern.Matches(relative, isFolder: false)));
}
