namespace ArticleSearch.Analysis.French;

/// <summary>
/// The chain <c>french</c>: words as they are written, in small letters, one a position; nothing is stemmed and nothing left out.
/// What an index holds of a text is what a reader sees in it; which words stand for which is decided when it is searched.
/// </summary>
internal sealed class FrenchChain : AnalysisChain
{
    // The queries of some minutes; what is longer than a line is a text that nobody types twice.
    private const int Remembered = 1024;
    private const int LongestRemembered = 80;

    private readonly RecentlyUsed<string, IReadOnlyList<QueryWord>> _queries = new(Remembered, StringComparer.Ordinal);

    private FrenchChain()
    {
    }

    /// <summary>The one chain: it has no state but streams to lend and queries read lately.</summary>
    public static FrenchChain Instance { get; } = new();

    public override string Name => "french";

    public override bool HasLevels => true;

    public override FrenchWordStream CreateStream() => new(new WordMemo());

    /// <summary>The words of a query, with what part each plays and how else it may be written.</summary>
    public override IReadOnlyList<QueryWord> ReadQuery(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > LongestRemembered)
        {
            return QueryReader.Read(this, text);
        }

        if (!_queries.TryGet(text, out var words))
        {
            words = QueryReader.Read(this, text);
            _queries.Add(text, words);
        }

        return words;
    }

    public override WordRole RoleOf(ReadOnlySpan<char> term) => MinorWords.Contains(term) ? WordRole.Minor : WordRole.Content;

    /// <summary>A part of a word as the index has it: small, its accents on the letters, without an elided article.</summary>
    public override string Normalize(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var written = new WrittenPiece();
        var normal = new System.Text.StringBuilder(text.Length);
        for (int start = 0; start < text.Length; start += WrittenPiece.MostUnits)
        {
            written.Read(text.AsSpan(start, Math.Min(WrittenPiece.MostUnits, text.Length - start)));
            var characters = written.Characters;
            normal.Append(start == 0 ? characters[Elisions.Length(characters)..] : characters);
        }

        return normal.ToString();
    }

    /// <summary>Always 0: an elided article is a token of its own.</summary>
    public override int ElidedLength(ReadOnlySpan<char> token) => 0;
}
