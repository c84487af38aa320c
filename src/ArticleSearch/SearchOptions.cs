using ArticleSearch.Indexing;
using ArticleSearch.Parsing;

namespace ArticleSearch;

/// <summary>What one result stands for.</summary>
public enum ResultUnit
{
    /// <summary>Every passage for itself.</summary>
    Passage,

    /// <summary>Each article once, shown by its best passage.</summary>
    Article,
}

/// <summary>How a search is to be done. The defaults are those of the console, but for <see cref="CorrectIfNothingFound"/>.</summary>
public sealed record SearchOptions
{
    private readonly int _top = 10;
    private readonly int? _fragmentLength;
    private readonly int _offset;
    private readonly int _context;
    private readonly PartialDate? _since;
    private readonly PartialDate? _until;
    private readonly string? _field;

    /// <summary>How many results are wanted at most; 0 or more, 0 only counts.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 0.</exception>
    public int Top
    {
        get => _top;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _top = value;
        }
    }

    /// <summary>How the query's text is read.</summary>
    public QuerySyntax Syntax { get; init; } = QuerySyntax.Simple;

    /// <summary>
    /// How far from the words of the query those of a passage may be: <see cref="MatchLevel.Derivation"/> by default, near ones first.
    /// It holds for bare words, in the simple syntax, where the chain of the index matches at levels.
    /// </summary>
    public MatchLevel Strictness { get; init; } = MatchLevel.Derivation;

    /// <summary>Whether other spellings of a name, and what an acronym stands for in the texts, are found as well.</summary>
    public bool Variants { get; init; } = true;

    /// <summary>
    /// Whether a query with an unlikely word comes back with a better one in <see cref="SearchResult.Suggestion"/>. Only in the simple
    /// syntax, and only of an index whose chain keeps words as they are written.
    /// </summary>
    public bool Suggest { get; init; } = true;

    /// <summary>
    /// Whether a query that finds nothing is replaced by its suggestion, which <see cref="SearchResult.IsCorrected"/> then tells. Off:
    /// whoever turns it on has to say so to who asked.
    /// </summary>
    public bool CorrectIfNothingFound { get; init; }

    /// <summary>Whether all results are counted. If not, <see cref="SearchResult.Total"/> is exact up to 1,000 and a lower bound beyond.</summary>
    public bool ExactTotal { get; init; }

    /// <summary>Passages, or articles each shown by its best passage.</summary>
    public ResultUnit Unit { get; init; } = ResultUnit.Passage;

    /// <summary>
    /// The length in UTF-16 code units to which a longer passage is cut, around its best matches; null gives whole passages.
    /// At least 20.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 20.</exception>
    public int? FragmentLength
    {
        get => _fragmentLength;
        init
        {
            if (value is { } length)
            {
                ArgumentOutOfRangeException.ThrowIfLessThan(length, 20, nameof(value));
            }

            _fragmentLength = value;
        }
    }

    /// <summary>Whether the matching words are located; without, <see cref="Hit.Highlights"/> is empty and the search is a little faster.</summary>
    public bool Highlight { get; init; } = true;

    /// <summary>How many of the best results are passed over before the first that is returned; 0 or more.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 0.</exception>
    public int Offset
    {
        get => _offset;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _offset = value;
        }
    }

    /// <summary>Whether the newest come first, by the date of their articles, and of one date the best; undated ones come last.</summary>
    public bool NewestFirst { get; init; }

    /// <summary>
    /// The first day that is wanted, or the first day of a month or a year: <c>2023-09-04</c>, <c>2023-09</c>, <c>2023</c>, and as the
    /// French write it, <c>4/9/2023</c>, <c>4 septembre 2023</c>, <c>sept. 2023</c>. Null is no bound; with one, undated articles are not found.
    /// </summary>
    /// <exception cref="ArgumentException">It is no date.</exception>
    public string? Since
    {
        get => _since?.Text;
        init => _since = DateOf(value);
    }

    /// <summary>The last day that is wanted, or the last day of a month or a year; see <see cref="Since"/>.</summary>
    /// <exception cref="ArgumentException">It is no date.</exception>
    public string? Until
    {
        get => _until?.Text;
        init => _until = DateOf(value);
    }

    /// <summary>
    /// The sources that are wanted, any of them, as <see cref="Article.Source"/> gives them; <c>*</c> stands for any letters and <c>?</c>
    /// for one. Empty: all.
    /// </summary>
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>
    /// Where words that name no field are sought: <c>text</c>, <c>title</c>, or another field that is searched. Null leaves it to the
    /// syntax and the chain of the index.
    /// </summary>
    /// <exception cref="ArgumentException">There is no such field to search in.</exception>
    public string? Field
    {
        get => _field;
        init
        {
            if (value is not null && !PassageFields.IsSearched(value))
            {
                throw new ArgumentException($"There is no field {value} to search in.", nameof(value));
            }

            _field = value;
        }
    }

    /// <summary>How many neighbouring paragraphs come with each result, before it and after it; see <see cref="Hit.Before"/>. 0 or more.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 0.</exception>
    public int Context
    {
        get => _context;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _context = value;
        }
    }

    /// <summary>Whether all results are counted by month and by source: <see cref="SearchResult.Months"/>, <see cref="SearchResult.Sources"/>.</summary>
    public bool Facets { get; init; }

    /// <summary>The days that are wanted; null for all, dated or not.</summary>
    internal (PartialDate? From, PartialDate? To)? Period => _since is null && _until is null ? null : (_since, _until);

    private static PartialDate? DateOf(string? text) => text switch
    {
        null => null,
        _ when PartialDate.TryParse(text, out var date) => date,
        _ => throw new ArgumentException($"\"{text}\" is no date; dates are 2023, 2023-09, 2023-09-04, 4/9/2023 or 4 septembre 2023."),
    };
}
