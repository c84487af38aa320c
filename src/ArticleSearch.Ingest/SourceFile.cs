namespace ArticleSearch.Ingest;

/// <summary>A file of the input.</summary>
/// <param name="FullPath">Where it is.</param>
/// <param name="Name">Its path as the user gave it, or below the folder that the user gave.</param>
/// <param name="RelativeName">Its path below the root, separated by <c>/</c>: what ids are made of.</param>
/// <param name="Length">Its length in bytes when it was found.</param>
internal sealed record SourceFile(string FullPath, string Name, string RelativeName, long Length)
{
    /// <summary>What the index knows it by: the relative name, or the path as the user gave it where that is the file's own.</summary>
    public string IndexedName { get; init; } = RelativeName;

    /// <summary>When its content was changed last, when it was found.</summary>
    public DateTime Modified { get; init; }

    /// <summary>The extension in small letters with its dot, or nothing.</summary>
    public string Extension => Path.GetExtension(FullPath).ToLowerInvariant();

    /// <summary>The relative name without its extension; with it where nothing else would be left.</summary>
    public string Stem
    {
        get
        {
            string extension = Path.GetExtension(RelativeName);
            string stem = RelativeName[..^extension.Length];
            return stem.Length == 0 || stem.EndsWith('/') ? RelativeName : stem;
        }
    }

    /// <summary>The file that holds the bytes: the one that a link leads to, or the file itself. It need not be there.</summary>
    public static FileInfo ContentOf(FileInfo file) =>
        file.LinkTarget is null ? file : file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file;
}
