namespace ArticleSearch.Analysis;

/// <summary>
/// The tokens of <see cref="FrenchAnalyzer"/>: the pipeline from words to terms, of which each step is a class of its own, with a
/// memo around it. With the memo or without, the tokens are the same.
/// </summary>
/// <remarks>
/// Words are looked up in the memo a batch at a time: the look-ups wait for memory, and a row of them waits together.
/// </remarks>
internal sealed class FrenchTokenStream : TokenStream
{
    private const int BatchLength = 32;

    private readonly char[] _term = new char[ReadWindow.Length];
    private readonly Word[] _batch = new Word[BatchLength];
    private readonly WordMemo? _memo;
    private ReadOnlyMemory<char> _text;
    private WordBreaker _words;
    private int _batchCount;
    private int _next;
    private int _termLength;
    private int _termNumber;
    private int _positionIncrement;
    private int _startOffset;
    private int _endOffset;

    /// <param name="memo">What became of words in earlier texts; null to walk through the pipeline for every word.</param>
    public FrenchTokenStream(WordMemo? memo) => _memo = memo;

    public override ReadOnlySpan<char> Term => _termNumber < 0 ? _term.AsSpan(0, _termLength) : _memo!.Term(_termNumber);

    public override int TermNumber => _termNumber;

    public override int PositionIncrement => _positionIncrement;

    public override int StartOffset => _startOffset;

    public override int EndOffset => _endOffset;

    public override void Reset(ReadOnlyMemory<char> text)
    {
        _text = text;
        _words = default;
        _batchCount = 0;
        _next = 0;
    }

    public override bool MoveNext()
    {
        int increment = 0;
        while (_next < _batchCount || Fill())
        {
            increment++;
            ref Word word = ref _batch[_next++];
            _termNumber = word.Number;
            if (_termNumber == WordMemo.LeftOut || (_termNumber == WordMemo.Unknown && !Analyze(word)))
            {
                continue;
            }

            _startOffset = word.Start;
            _endOffset = word.End;
            _positionIncrement = increment;
            return true;
        }

        return false;
    }

    /// <summary>Breaks off the next words and looks them up; false if there are none.</summary>
    private bool Fill()
    {
        var text = _text.Span;
        var batch = _batch;
        int count = 0;
        while (count < batch.Length && _words.MoveNext(text))
        {
            ref Word word = ref batch[count++];
            word.Start = _words.Start;
            word.End = _words.End;
            word.Key = WordKey.Of(text, word.Start, word.End - word.Start);
        }

        foreach (ref Word word in batch.AsSpan(0, count))
        {
            word.Number = _memo is null ? WordMemo.Unknown : _memo.Find(word.Key, text[word.Start..word.End]);
        }

        _batchCount = count;
        _next = 0;
        return count > 0;
    }

    /// <summary>
    /// Sets the term of a word that was unknown when the batch was looked up, and remembers it; false if the word is left out.
    /// </summary>
    private bool Analyze(in Word word)
    {
        var letters = _text.Span[word.Start..word.End];
        if (_memo is null)
        {
            return Analyze(letters);
        }

        _termNumber = _memo.Find(word.Key, letters);
        if (_termNumber != WordMemo.Unknown)
        {
            return _termNumber != WordMemo.LeftOut;
        }

        if (!Analyze(letters))
        {
            _memo.AddLeftOut(word.Key, letters);
            return false;
        }

        _termNumber = _memo.Add(word.Key, letters, _term.AsSpan(0, _termLength));
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

    private struct Word
    {
        public int Start;
        public int End;
        public int Number;
        public WordKey Key;
    }
}
