namespace ArticleSearch.Analysis.French;

/// <summary>
/// The words of <see cref="FrenchChain"/>: pieces of the text, each cut into its words, with a memory of what became of pieces
/// around it. With the memory or without, the words are the same. Each word is one position.
/// </summary>
internal sealed class FrenchWordStream : TokenStream
{
    private const int BatchLength = 64;
    private const int FirstRow = -3; // what the memo says of a piece of several words, downwards
    private const int MostRowTokens = 1 << 18;

    private readonly PieceScanner _pieces = new();
    private readonly ScannedWord[] _batch = new ScannedWord[BatchLength];
    private readonly WordCutter _cutter = new();
    private readonly WordMemo? _memo;
    private ReadOnlyMemory<char> _text;
    private int _batchCount;
    private int _next;

    // The words of pieces that are several words or not all of them one, one row behind the other.
    private Token[] _rows = new Token[256];
    private int _rowsLength;
    private int[] _rowStarts = new int[64];
    private int _rowCount;

    // The words of the current piece that are still to come.
    private Token[] _cut = new Token[16];
    private Token[] _pending = [];
    private int _pendingNext;
    private int _pendingEnd;
    private int _pieceStart;

    private Token _current;
    private int _currentWord; // of the cutter's, if it has no number

    /// <param name="memo">What became of pieces in earlier texts; null to cut each of them.</param>
    public FrenchWordStream(WordMemo? memo) => _memo = memo;

    public override ReadOnlySpan<char> Term => TermOf(_current.Number);

    public override int TermNumber => _current.Number;

    public override int PositionIncrement => _current.Increment;

    public override int StartOffset => _current.Start;

    public override int EndOffset => _current.End;

    public override ReadOnlySpan<char> TermOf(int number) => number < 0 ? _cutter.TermOf(_currentWord) : _memo!.Term(number);

    public override void Reset(ReadOnlyMemory<char> text)
    {
        _text = text;
        _pieces.Reset();
        _batchCount = 0;
        _next = 0;
        _pendingNext = 0;
        _pendingEnd = 0;
    }

    public override bool MoveNext() => Read(new Span<Token>(ref _current)) > 0;

    public override int Read(Span<Token> tokens)
    {
        int count = 0;
        while (count < tokens.Length)
        {
            if (_pendingNext < _pendingEnd)
            {
                ref readonly var word = ref _pending[_pendingNext++];
                tokens[count++] = new Token(word.Number, 1, _pieceStart + word.Start, _pieceStart + word.End);
                if (word.Number < 0)
                {
                    _currentWord = _pendingNext - 1;
                    break; // the cutter knows the letters until it cuts another piece
                }

                continue;
            }

            if (_next == _batchCount && !Fill())
            {
                break;
            }

            ref readonly var piece = ref _batch[_next++];
            int number = piece.Number == WordMemo.Unknown ? Recall(piece) : piece.Number;
            if (number >= 0)
            {
                tokens[count++] = new Token(number, 1, piece.Start, piece.End);
            }
            else if (number <= FirstRow)
            {
                int row = FirstRow - number;
                _pieceStart = piece.Start;
                _pending = _rows;
                _pendingNext = _rowStarts[row];
                _pendingEnd = _rowStarts[row + 1];
            }
        }

        if (count > 0)
        {
            _current = tokens[count - 1];
        }

        return count;
    }

    private bool Fill()
    {
        var text = _text.Span;
        _next = 0;
        _batchCount = _pieces.Read(text, _batch);
        var pieces = _batch.AsSpan(0, _batchCount);
        if (_memo is not null)
        {
            _memo.Find(text, pieces);
        }
        else
        {
            foreach (ref var piece in pieces)
            {
                piece.Number = WordMemo.Unknown;
            }
        }

        return _batchCount > 0;
    }

    /// <summary>
    /// What the memo knows by now of a piece that was unknown when the batch was looked up, or else cuts it: its words are pending
    /// then, and nothing more is to be done.
    /// </summary>
    private int Recall(in ScannedWord piece)
    {
        var letters = _text.Span[piece.Start..piece.End];
        int known = _memo?.Find(piece.Key, letters) ?? WordMemo.Unknown;
        if (known != WordMemo.Unknown)
        {
            return known;
        }

        _cutter.Cut(letters);
        var words = _cutter.Words;
        if (words.Count > _cut.Length)
        {
            Array.Resize(ref _cut, words.Count * 2);
        }

        bool haveNumbers = _memo is not null;
        for (int i = 0; i < words.Count; i++)
        {
            int number = _memo?.NumberFor(_cutter.TermOf(i)) ?? WordMemo.Unknown;
            haveNumbers &= number >= 0;
            _cut[i] = new Token(number, 1, words[i].Start, words[i].End);
        }

        if (haveNumbers)
        {
            Remember(piece, letters, _cut.AsSpan(0, words.Count));
        }

        _pieceStart = piece.Start;
        _pending = _cut;
        _pendingNext = 0;
        _pendingEnd = words.Count;
        return WordMemo.LeftOut;
    }

    private void Remember(in ScannedWord piece, ReadOnlySpan<char> letters, ReadOnlySpan<Token> words)
    {
        if (words.IsEmpty)
        {
            _memo!.AddLeftOut(piece.Key, letters);
        }
        else if (words.Length == 1 && words[0].Start == 0 && words[0].End == letters.Length)
        {
            _memo!.Remember(piece.Key, letters, words[0].Number);
        }
        else if (_rowsLength + words.Length <= MostRowTokens && _memo!.Remember(piece.Key, letters, FirstRow - _rowCount))
        {
            while (_rowsLength + words.Length > _rows.Length)
            {
                Array.Resize(ref _rows, _rows.Length * 2);
            }

            if (_rowCount + 2 > _rowStarts.Length)
            {
                Array.Resize(ref _rowStarts, _rowStarts.Length * 2);
            }

            words.CopyTo(_rows.AsSpan(_rowsLength));
            _rowStarts[_rowCount++] = _rowsLength;
            _rowsLength += words.Length;
            _rowStarts[_rowCount] = _rowsLength;
        }
    }
}
