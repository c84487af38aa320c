namespace ArticleSearch.Ingest;

/// <summary>A file of the input.</summary>
/// <param name="FullPath">Where it is.</param>
/// <param name="Name">Its path as the user gave it, or below the folder that the user gave.</param>
/// <param name="RelativeName">Its path below the root, separated by <c>/</c>: what ids are made of.</param>
/// <param name="Length">Its length in bytes when it was found.</param>
internal sealed record SourceFile(string FullPath, string Name, string RelativeName, long Length)
{
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
}
