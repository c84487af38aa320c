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
    private const int BatchLength = 64;

    private readonly char[] _term = new char[ReadWindow.Length];
    private readonly ScannedWord[] _batch = new ScannedWord[BatchLength];
    private readonly WordScanner _words = new();
    private readonly WordMemo? _memo;
    private ReadOnlyMemory<char> _text;
    private int _batchCount;
    private int _next;
    private int _leftOut; // words since the last token
    private int _termLength;
    private Token _current;

    /// <param name="memo">What became of words in earlier texts; null to walk through the pipeline for every word.</param>
    public FrenchTokenStream(WordMemo? memo) => _memo = memo;

    public override ReadOnlySpan<char> Term => TermOf(_current.Number);

    public override int TermNumber => _current.Number;

    public override int PositionIncrement => _current.Increment;

    public override int StartOffset => _current.Start;

    public override int EndOffset => _current.End;

    public override ReadOnlySpan<char> TermOf(int number) => number < 0 ? _term.AsSpan(0, _termLength) : _memo!.Term(number);

    public override void Reset(ReadOnlyMemory<char> text)
    {
        _text = text;
        _words.Reset(text.Span);
        _batchCount = 0;
        _next = 0;
        _leftOut = 0;
    }

    public override bool MoveNext() => Read(new Span<Token>(ref _current)) > 0;

    public override int Read(Span<Token> tokens)
    {
        int count = 0;
        int leftOut = _leftOut;
        int next = _next;
        while (count < tokens.Length)
        {
            if (next == _batchCount)
            {
                next = 0;
                if (!Fill())
                {
                    break;
                }
            }

            ref readonly var word = ref _batch[next++];
            int number = word.Number;
            if (number < 0 && (number == WordMemo.LeftOut || (number = Analyze(word)) == WordMemo.LeftOut))
            {
                leftOut++;
                continue;
            }

            tokens[count++] = new Token(number, leftOut + 1, word.Start, word.End);
            leftOut = 0;
            if (number < 0)
            {
                break; // only the last token's letters are kept
            }
        }

        _next = next;
        _leftOut = leftOut;
        if (count > 0)
        {
            _current = tokens[count - 1];
        }

        return count;
    }

    /// <summary>Breaks off the next words and looks them up; false if there are none.</summary>
    private bool Fill()
    {
        var text = _text.Span;
        _batchCount = _words.Read(text, _batch);
        var words = _batch.AsSpan(0, _batchCount);
        if (_memo is not null)
        {
            _memo.Find(text, words);
        }
        else
        {
            foreach (ref var word in words)
            {
                word.Number = WordMemo.Unknown;
            }
        }

        return _batchCount > 0;
    }

    /// <summary>The number of the term of a word that was unknown when the batch was looked up; remembers it if there is room.</summary>
    /// <returns><see cref="WordMemo.LeftOut"/> if it is left out; <see cref="WordMemo.Unknown"/> if its term has no number.</returns>
    private int Analyze(in ScannedWord word)
    {
        var letters = _text.Span[word.Start..word.End];
        int known = _memo?.Find(word.Key, letters) ?? WordMemo.Unknown;
        if (known != WordMemo.Unknown)
        {
            return known;
        }

        if (!Analyze(letters))
        {
            _memo?.AddLeftOut(word.Key, letters);
            return WordMemo.LeftOut;
        }

        return _memo?.Add(word.Key, letters, _term.AsSpan(0, _termLength)) ?? WordMemo.Unknown;
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
