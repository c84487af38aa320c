namespace ArticleSearch.Ingest.Selecting;

/// <summary>
/// What the files called <c>.articlesearchignore</c> leave out, in a folder and all below it, as <c>.gitignore</c> does: of all patterns
/// that a path is of the last one counts, and those of the nearest folder before those further up.
/// </summary>
/// <param name="outer">The rules of the folders above; null if there are none.</param>
/// <param name="folder">The path of the folder below the root; empty for the root.</param>
/// <param name="patterns">The patterns of the folder.</param>
internal sealed class IgnoreRules(IgnoreRules? outer, string folder, IReadOnlyList<GlobPattern> patterns)
{
    /// <summary>The name of the files.</summary>
    public const string FileName = ".articlesearchignore";

    /// <summary>The rules of a folder; those of the folders above it where it has none of its own.</summary>
    /// <param name="outer">The rules of the folders above.</param>
    /// <param name="directory">The folder.</param>
    /// <param name="relative">Its path below the root.</param>
    /// <exception cref="IOException">The file can not be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static IgnoreRules? Of(IgnoreRules? outer, DirectoryInfo directory, string relative)
    {
        string path = Path.Combine(directory.FullName, FileName);
        return File.Exists(path)
            ? new IgnoreRules(outer, relative, [.. File.ReadLines(path).Select(GlobPattern.Parse).OfType<GlobPattern>()])
            : outer;
    }

    /// <summary>Whether a path is left out.</summary>
    /// <param name="relative">The path below the root.</param>
    /// <param name="isFolder">Whether it is a folder.</param>
    public bool Ignores(string relative, bool isFolder)
    {
        var path = folder.Length == 0 ? relative : relative.AsSpan(folder.Length + 1);
        for (int i = patterns.Count - 1; i >= 0; i--)
        {
            if (patterns[i].Matches(path, isFolder))
            {
                return !patterns[i].Takes;
            }
        }

        return outer?.Ignores(relative, isFolder) ?? false;
    }
}
