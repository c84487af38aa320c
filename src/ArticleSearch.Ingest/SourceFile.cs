using System.Collections.Frozen;

namespace ArticleSearch.Ingest;

/// <summary>A file of the input.</summary>
/// <param name="FullPath">Where it is.</param>
/// <param name="Name">Its path as the user gave it, or below the folder that the user gave.</param>
/// <param name="RelativeName">Its path below the root, separated by <c>/</c>: what ids are made of.</param>
/// <param name="Length">Its length in bytes when it was found.</param>
internal sealed record SourceFile(string FullPath, string Name, string RelativeName, long Length)
{
    /// <summary>What stands for standard input among the paths.</summary>
    public const string StandardInputPath = "-";

    // What lies beside articles and holds none: what pages are dressed with, pictures, sounds, programs.
    private static readonly FrozenSet<string> NoArticles = FrozenSet.ToFrozenSet(
        """
        .css .js .mjs .map .ts .png .jpg .jpeg .gif .webp .svg .ico .bmp .tif .tiff .avif .heic .psd .ai .eps .woff .woff2 .ttf .otf .eot .mp3 .m4a .ogg .oga .wav .flac .aac
        .mp4 .m4v .avi .mov .mkv .webm .ogv .mpg .mpeg .exe .dll .so .dylib .class .jar .pyc .o .a .db .sqlite .lnk .ini .bak .tmp .swp
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries),
        StringComparer.OrdinalIgnoreCase);

    /// <summary>What the index knows it by: the relative name, or the path as the user gave it where that is the file's own.</summary>
    public string IndexedName { get; init; } = RelativeName;

    /// <summary>When its content was changed last, when it was found.</summary>
    public DateTime Modified { get; init; }

    /// <summary>Whether it is standard input: no file, and read once.</summary>
    public bool IsStandardInput => string.Equals(FullPath, StandardInputPath, StringComparison.Ordinal);

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

    /// <summary>Whether a file of that name is passed over where it is met in a folder or an archive.</summary>
    public static bool IsNoArticle(string name) => NoArticles.Contains(Path.GetExtension(name));

    /// <summary>The file that holds the bytes: the one that a link leads to, or the file itself. It need not be there.</summary>
    public static FileInfo ContentOf(FileInfo file) =>
        file.LinkTarget is null ? file : file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file;
}
