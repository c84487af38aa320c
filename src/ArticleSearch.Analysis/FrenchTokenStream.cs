namespace ArticleSearch.Analysis;

/// <summary>The tokens of <see cref="FrenchAnalyzer"/>: the pipeline from words to terms, of which each step is a class of its own.</summary>
internal sealed class FrenchTokenStream : TokenStream
{
    private readonly char[] _term = new char[ReadWindow.Length];
    private ReadOnlyMemory<char> _text;
    private WordBreaker _words;
    private int _termLength;
    private int _positionIncrement;

    public override void Reset(ReadOnlyMemory<char> text)
    {
        _text = text;
        _words = default;
    }

    public override bool MoveNext()
    {
        var text = _text.Span;
        _positionIncrement = 0;
        while (_words.MoveNext(text))
        {
            _positionIncrement++;
            var word = text[_words.Start.._words.End];
            word = word[Elision.Length(word)..];
            var term = _term.AsSpan(0, word.Length);
            word.CopyTo(term);
            Letters.ToLower(term);
            if (!FrenchStopWords.Contains(term))
            {
                _termLength = FrenchLightStemmer.Stem(term);
                return true;
            }
        }

        return false;
    }

    public override ReadOnlySpan<char> Term => _term.AsSpan(0, _termLength);

    public override int PositionIncrement => _positionIncrement;

    public override int StartOffset => _words.Start;

    public override int EndOffset => _words.End;
}
