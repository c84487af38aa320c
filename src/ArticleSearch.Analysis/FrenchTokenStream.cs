namespace ArticleSearch.Analysis;

/// <summary>
/// The tokens of <see cref="FrenchAnalyzer"/>: the pipeline from words to terms, of which each step is a class of its own, with a
/// memo around it. With the memo or without, the tokens are the same.
/// </summary>
internal sealed class FrenchTokenStream : TokenStream
{
    private readonly char[] _term = new char[ReadWindow.Length];
    private readonly WordMemo? _memo;
    private ReadOnlyMemory<char> _text;
    private WordBreaker _words;
    private int _termLength;
    private int _termNumber;
    private int _positionIncrement;

    /// <param name="memo">What became of words in earlier texts; null to walk through the pipeline for every word.</param>
    public FrenchTokenStream(WordMemo? memo) => _memo = memo;

    public override ReadOnlySpan<char> Term => _termNumber < 0 ? _term.AsSpan(0, _termLength) : _memo!.Term(_termNumber);

    public override int TermNumber => _termNumber;

    public override int PositionIncrement => _positionIncrement;

    public override int StartOffset => _words.Start;

    public override int EndOffset => _words.End;

    public override void Reset(ReadOnlyMemory<char> text)
    {
        _text = text;
        _words = default;
    }

    public override bool MoveNext()
    {
        var text = _text.Span;
        int increment = 0;
        while (_words.MoveNext(text))
        {
            increment++;
            if (Remember(text))
            {
                _positionIncrement = increment;
                return true;
            }
        }

        return false;
    }

    /// <summary>Sets the term of the current word; false if the word is left out.</summary>
    private bool Remember(ReadOnlySpan<char> text)
    {
        var word = text[_words.Start.._words.End];
        if (_memo is null)
        {
            _termNumber = WordMemo.Unknown;
            return Analyze(word);
        }

        var key = WordKey.Of(text, _words.Start, word.Length);
        _termNumber = _memo.Find(key, word);
        if (_termNumber != WordMemo.Unknown)
        {
            return _termNumber != WordMemo.LeftOut;
        }

        if (!Analyze(word))
        {
            _memo.AddLeftOut(key, word);
            return false;
        }

        _termNumber = _memo.Add(key, word, _term.AsSpan(0, _termLength));
        return true;
    }

    /// <summary>The pipeline: elision, small letters, stop words, stem.</summary>
    private bool Analyze(ReadOnlySpan<char> word)
    {
        word = word[Elision.Length(word)..];
        var term = _term.AsSpan(0, word.Length);
        word.CopyTo(term);
        Letters.ToLower(term);
        if (FrenchStopWords.Contains(term))
        {
            return false;
        }

        _termLength = FrenchLightStemmer.Stem(term);
        return true;
    }
}
