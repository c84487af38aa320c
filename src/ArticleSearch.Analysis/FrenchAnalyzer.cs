namespace ArticleSearch.Analysis;

/// <summary>
/// The chain <c>lucene-french</c>: the terms of Lucene 8's FrenchAnalyzer, exactly. Words, without elided articles, in small
/// letters, without stop words, stemmed lightly. It must never be made better: an index that real Lucene wrote or reads has
/// these terms and no others.
/// </summary>
internal sealed class FrenchAnalyzer : AnalysisChain
{
    /// <summary>The one analyser: it has no state.</summary>
    public static FrenchAnalyzer Instance { get; } = new();

    private FrenchAnalyzer()
    {
    }

    public override string Name => "lucene-french";

    public override FrenchTokenStream CreateStream() => new(new WordMemo());

    /// <summary>A part of a word as the index has it: without an elided article, in small letters. The text is taken as one word.</summary>
    public override string Normalize(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return string.Create(text.Length - Elision.Length(text), text, static (small, text) =>
        {
            text.AsSpan(text.Length - small.Length).CopyTo(small);
            Letters.ToLower(small);
        });
    }

    public override int ElidedLength(ReadOnlySpan<char> token) => Elision.Length(token);
}
