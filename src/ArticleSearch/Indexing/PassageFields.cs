using System.Collections.Immutable;
using System.Globalization;
using ArticleSearch.IndexFormat.Segments;

namespace ArticleSearch.Indexing;

/// <summary>The one table of the fields of a passage: name, number, and what of each is indexed, stored and kept as a column.</summary>
/// <remarks>
/// | field     | indexed                                  | stored | column  |
/// |-----------|------------------------------------------|--------|---------|
/// | id        | whole (<c>article#n</c>), documents only | string | –       |
/// | article   | whole, documents only                    | string | sorted  |
/// | paragraph | –                                        | int    | numeric |
/// | title     | words with positions, norms (where the chain matches at levels: of the article's first passage alone) | string | – |
/// | date      | whole, documents only                    | string | sorted  |
/// | source    | whole, documents only                    | string | –       |
/// | text      | words with positions and offsets, norms  | string | –       |
/// | start     | –                                        | int    | –       |
/// | end       | –                                        | int    | –       |
/// | file      | whole, documents only                    | –      | sorted  |
/// | place     | –                                        | –      | numeric |
/// | digest    | –                                        | –      | sorted  |
/// | count     | –                                        | –      | numeric |
/// | acronyms  | <see cref="AcronymTerms"/>, documents only; where the chain matches at levels | – | – |
/// The four before the last say where an article comes from; they are columns alone, which cost next to nothing for the many passages that
/// have them in common. <c>digest</c> is that of the whole file, and <c>count</c> stands on the last article of a file that was
/// read to its end without a problem: how many articles it has. So an index that has lost some of them shows it.
/// Numbers are the same in every segment of ours, so that a merge may copy stored fields as they are. A segment lists only the
/// fields that occur in it.
/// </remarks>
internal static class PassageFields
{
    public const string Id = "id";
    public const string Article = "article";
    public const string Paragraph = "paragraph";
    public const string Title = "title";
    public const string Date = "date";
    public const string Source = "source";
    public const string Text = "text";
    public const string Start = "start";
    public const string End = "end";
    public const string File = "file";
    public const string Place = "place";
    public const string Digest = "digest";
    public const string Count = "count";

    /// <summary>What the passage says about acronyms; searched by nobody but the expansion of words.</summary>
    public const string Acronyms = "acronyms";

    /// <summary>No field of the index but title and text together, where a bare word is sought by chains that match at levels.</summary>
    public const string Anywhere = "*";

    /// <summary>What stands between the article's id and the paragraph's number in the id of a passage.</summary>
    public const char IdSeparator = '#';

    /// <summary>User data of a commit: the name of the analysis chain.</summary>
    public const string ChainKey = "articlesearch.chain";

    /// <summary>User data of a commit: the version of this table.</summary>
    public const string VersionKey = "articlesearch.version";

    /// <summary>The version of this table: 2 since articles say where they come from.</summary>
    public const string Version = "2";

    /// <summary>All fields, in order of their numbers, from 0.</summary>
    public static ImmutableArray<FieldInfo> All { get; } =
    [
        new() { Name = Id, Number = 0, IndexOptions = IndexOptions.Documents, OmitsNorms = true },
        new() { Name = Article, Number = 1, IndexOptions = IndexOptions.Documents, OmitsNorms = true, DocValuesType = DocValuesType.Sorted },
        new() { Name = Paragraph, Number = 2, DocValuesType = DocValuesType.Numeric },
        new() { Name = Title, Number = 3, IndexOptions = IndexOptions.Positions },
        new() { Name = Date, Number = 4, IndexOptions = IndexOptions.Documents, OmitsNorms = true, DocValuesType = DocValuesType.Sorted },
        new() { Name = Source, Number = 5, IndexOptions = IndexOptions.Documents, OmitsNorms = true },
        new() { Name = Text, Number = 6, IndexOptions = IndexOptions.Offsets },
        new() { Name = Start, Number = 7 },
        new() { Name = End, Number = 8 },
        new() { Name = File, Number = 9, IndexOptions = IndexOptions.Documents, OmitsNorms = true, DocValuesType = DocValuesType.Sorted },
        new() { Name = Place, Number = 10, DocValuesType = DocValuesType.Numeric },
        new() { Name = Digest, Number = 11, DocValuesType = DocValuesType.Sorted },
        new() { Name = Count, Number = 12, DocValuesType = DocValuesType.Numeric },
        new() { Name = Acronyms, Number = 13, IndexOptions = IndexOptions.Documents, OmitsNorms = true },
    ];

    /// <summary>The fields that documents of a shape may have.</summary>
    public static IEnumerable<FieldInfo> Of(DocumentShape shape) =>
        shape == DocumentShape.Passages ? All : All.Where(field => field.Name is Id or Title or Text);

    /// <summary>Whether the terms of a field are whole values, which no chain analyses. A field that is none of ours holds words.</summary>
    public static bool IsWhole(string field) => All.Any(known => known.Name == field && known.IndexOptions == IndexOptions.Documents);

    /// <summary>Whether a field is one of ours that has terms to search for.</summary>
    public static bool IsSearched(string field) =>
        field != Acronyms && All.Any(known => known.Name == field && known.IndexOptions != IndexOptions.None);

    /// <summary>The id of a passage: <c>article#n</c>.</summary>
    public static string PassageId(string article, int paragraph) =>
        string.Concat(article, (uint)paragraph < (uint)LowNumbers.Texts.Length ? LowNumbers.Texts[paragraph] : Number(paragraph));

    /// <summary>The field of a name.</summary>
    public static FieldInfo Info(string name) => All.First(field => string.Equals(field.Name, name, StringComparison.Ordinal));

    private static string Number(int paragraph) => IdSeparator + paragraph.ToString(CultureInfo.InvariantCulture);

    /// <summary>Nearly all paragraphs have one of these: their ends of ids are made once, by the first that is indexed.</summary>
    private static class LowNumbers
    {
        public static readonly string[] Texts = [.. Enumerable.Range(0, 256).Select(Number)];
    }
}
