namespace ArticleSearch;

/// <summary>What one result stands for.</summary>
public enum ResultUnit
{
    /// <summary>Every passage for itself.</summary>
    Passage,

    /// <summary>Each article once, shown by its best passage.</summary>
    Article,
}

/// <summary>How a search is to be done. The defaults are those of the console.</summary>
public sealed record SearchOptions
{
    private readonly int _top = 10;
    private readonly int? _fragmentLength;

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
}
