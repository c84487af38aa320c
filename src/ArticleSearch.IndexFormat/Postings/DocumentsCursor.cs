using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.IndexFormat.Postings;

/// <summary>
/// Documents and frequencies of a term, decoded block by block. Frequencies are decoded when they are first asked for.
/// Allocates when it is made, when it first meets a term of more than one block, and never while it moves.
/// Longer than most files: its moves share the state of one block, and splitting them would cost a call a document.
/// </summary>
internal class DocumentsCursor : PostingsCursor
{
    private readonly int[] _documents = new int[BlockSearch.BufferLength];
    private readonly int[] _frequencies = new int[PackedBlock.Length];
    private TermState _state;
    private bool _hasFrequencies;
    private bool _wantsFrequencies;
    private SkipCursor? _skip;
    private bool _canSkip;

    private int _count; // documents in the block
    private int _index; // the current one's place, or -1 while the current document still belongs to the block before
    private int _lastInBlock; // the last document of the block
    private int _passed; // documents up to the end of the block
    private long _nextBlock; // where the next block starts, or -1 while the block's frequencies have not been passed
    private long _frequencyBlock; // where the block's frequencies stand
    private bool _frequenciesRead;
    private int _heldFrequency;
    private Impact _bound; // no document scores higher: the others have the term at least once each, and no norm is below 1

    public DocumentsCursor(PostingsReader reader)
    {
        Reader = reader;
        DocFile = reader.DocFile;
        MaxDocument = reader.MaxDocument;
    }

    public sealed override int DocumentFrequency => _state.DocumentFrequency;

    public sealed override int Frequency
    {
        get
        {
            int index = _index;
            if (index < 0)
            {
                return _heldFrequency;
            }

            if (!_frequenciesRead)
            {
                ReadFrequencies();
            }

            return _frequencies[index];
        }
    }

    public override int StartOffset => -1;

    public override int EndOffset => -1;

    public sealed override int ImpactLevels => _canSkip ? _skip!.LevelCount + 1 : 1;

    /// <summary>Whose term this is; a cursor can be reused by its own reader alone.</summary>
    internal PostingsReader Reader { get; }

    protected IndexFile DocFile { get; }

    protected int MaxDocument { get; }

    protected ref readonly TermState State => ref _state;

    /// <summary>The current document's place in the block.</summary>
    protected int Index => _index;

    /// <summary>How many documents there are in the block.</summary>
    protected int BlockCount => _count;

    /// <summary>Turns to another term.</summary>
    public virtual void Reset(FieldInfo field, in TermState state, PostingsFeatures features)
    {
        _state = state;
        _hasFrequencies = field.IndexOptions >= IndexOptions.Frequencies;
        bool wantsFrequencies = _hasFrequencies && features >= PostingsFeatures.Frequencies;
        if (!wantsFrequencies)
        {
            _frequencies.AsSpan().Fill(1);
        }

        _wantsFrequencies = wantsFrequencies;
        Document = -1;
        _count = 0;
        _index = -1;
        _lastInBlock = -1;
        _passed = 0;
        _nextBlock = state.DocStart;
        _frequenciesRead = true;
        _heldFrequency = 0;
        _bound = new Impact((int)Math.Clamp(state.TotalTermFrequency - state.DocumentFrequency + 1, 1, int.MaxValue), 1);
        _canSkip = state.DocumentFrequency > PackedBlock.Length;
        if (_canSkip)
        {
            _skip ??= new SkipCursor(DocFile, MaxDocument);
            _skip.Reset(field, state);
        }
    }

    public sealed override int NextDocument()
    {
        int next = _index + 1;
        if (next < _count)
        {
            _index = next;
            return Document = _documents[next];
        }

        return NextBlock();
    }

    public sealed override int Advance(int target)
    {
        Debug.Assert(target > Document || Document == NoMoreDocuments, "a cursor moves forward");
        if (target > _lastInBlock && !MoveToBlock(target))
        {
            _index = _count;
            return Document = NoMoreDocuments;
        }

        int index = _index = BlockSearch.FindFirst(_documents, _index + 1, target);
        return Document = _documents[index];
    }

    public sealed override int ReadBatch(Span<int> documents, Span<int> frequencies, int limit)
    {
        int written = 0;
        while (written < documents.Length)
        {
            int from = _index + 1;
            if (from >= _count)
            {
                if (_passed == _state.DocumentFrequency)
                {
                    break;
                }

                HoldCurrent();
                ReadBlock();
                from = 0;
            }

            int end = _lastInBlock < limit ? _count : Math.Max(from, BlockSearch.FindFirst(_documents, from, limit));
            int taken = Math.Min(end - from, documents.Length - written);
            if (taken == 0)
            {
                break;
            }

            if (!_frequenciesRead)
            {
                ReadFrequencies();
            }

            _documents.AsSpan(from, taken).CopyTo(documents[written..]);
            _frequencies.AsSpan(from, taken).CopyTo(frequencies[written..]);
            written += taken;
            _index = from + taken - 1;
            Document = _documents[_index];
        }

        return written;
    }

    public sealed override int ReadWanted(ReadOnlySpan<ulong> wanted, int first, int limit, Span<int> documents, Span<int> frequencies)
    {
        int from = _index + 1;
        if (from >= _count)
        {
            if (_passed == _state.DocumentFrequency)
            {
                return -1;
            }

            LeaveBlock(hold: false);
            ReadBlock();
            from = 0;
        }

        int end = _lastInBlock < limit ? _count : Math.Max(from, BlockSearch.FindFirst(_documents, from, limit));
        if (end == from)
        {
            return -1;
        }

        // Without a branch: what is not wanted is written over. Places stand for frequencies until all are known.
        int written = 0;
        ReadOnlySpan<int> block = _documents.AsSpan(0, end);
        for (int place = from; place < block.Length; place++)
        {
            int document = block[place];
            int at = document - first;
            documents[written] = document;
            frequencies[written] = place;
            written += (int)(wanted[at >> 6] >> at & 1);
        }

        if (written > 0 && !_frequenciesRead)
        {
            ReadFrequencies();
        }

        for (int i = 0; i < written; i++)
        {
            frequencies[i] = _frequencies[frequencies[i]];
        }

        _index = end - 1;
        Document = _documents[_index];
        return written;
    }

    public override int NextPosition() => -1;

    public sealed override void AdvanceShallow(int target)
    {
        if (_canSkip)
        {
            _skip!.SkipTo(target);
        }
    }

    public sealed override int ImpactsEnd(int level)
    {
        Debug.Assert((uint)level < (uint)ImpactLevels, "there is such a level");
        return _canSkip && level < _skip!.LevelCount ? _skip.Document(level) : NoMoreDocuments;
    }

    public sealed override ReadOnlySpan<Impact> Impacts(int level)
    {
        Debug.Assert((uint)level < (uint)ImpactLevels, "there is such a level");
        return _canSkip && level < _skip!.LevelCount ? _skip.Impacts(level) : new ReadOnlySpan<Impact>(in _bound);
    }

    /// <summary>The block is about to be left for the one after it; the current document may go on being the current one.</summary>
    /// <param name="hold">Whether the current document, the block's last, may be asked for after the block is gone.</param>
    protected virtual void LeaveBlock(bool hold)
    {
    }

    /// <summary>The cursor has jumped to the start of the block after a skip point.</summary>
    protected virtual void Jump(in SkipPoint point)
    {
    }

    /// <summary>The sum of the block's frequencies of the documents from one place to before another.</summary>
    protected long SumFrequencies(int from, int to)
    {
        if (from >= to)
        {
            return 0;
        }

        if (!_frequenciesRead)
        {
            ReadFrequencies();
        }

        long sum = 0;
        foreach (int frequency in _frequencies.AsSpan(from, to - from))
        {
            sum += frequency;
        }

        return sum;
    }

    private int NextBlock()
    {
        if (_passed == _state.DocumentFrequency)
        {
            _index = _count;
            return Document = NoMoreDocuments;
        }

        LeaveBlock(hold: false);
        ReadBlock();
        _index = 0;
        return Document = _documents[0];
    }

    /// <summary>Reads the block that holds the first document at or after a target behind the block; false where there is none.</summary>
    private bool MoveToBlock(int target)
    {
        // The first block holds at least the documents up to 127, if they are there.
        if (_canSkip && _passed < _state.DocumentFrequency && (_passed > 0 || target >= PackedBlock.Length))
        {
            _skip!.SkipTo(target);
            ref readonly var point = ref _skip.Last;
            // A shallow advance may have taken the skip data farther than the cursor shall go.
            if (point.Count >= _passed && point.Count > 0 && point.Document < target)
            {
                JumpTo(point);
            }
        }

        while (_lastInBlock < target)
        {
            if (_passed == _state.DocumentFrequency)
            {
                return false;
            }

            LeaveBlock(hold: false);
            ReadBlock();
        }

        return true;
    }

    private void JumpTo(in SkipPoint point)
    {
        if (point.Count == _passed ? point.Document != _lastInBlock : point.Document <= _lastInBlock)
        {
            ThrowSkip(point);
        }

        _passed = (int)point.Count;
        _lastInBlock = point.Document;
        _nextBlock = point.DocOffset;
        _count = 0;
        _index = -1;
        _frequenciesRead = true;
        Jump(point);
    }

    /// <summary>Saves what can still be asked of the current document, the last of its block, when the next block is read.</summary>
    private void HoldCurrent()
    {
        if (_count > 0)
        {
            _heldFrequency = Frequency;
            LeaveBlock(hold: true);
        }
    }

    private void ReadBlock()
    {
        int left = _state.DocumentFrequency - _passed;
        Debug.Assert(left > 0, "there is another block");
        if (left >= PackedBlock.Length)
        {
            ReadFullBlock();
        }
        else if (_state.DocumentFrequency == 1)
        {
            _documents[0] = _state.SingletonDocument;
            _frequencies[0] = _wantsFrequencies ? (int)_state.TotalTermFrequency : 1;
            _count = 1;
            _passed = 1;
        }
        else
        {
            ReadTail(left);
        }

        _documents.AsSpan(_count).Fill(NoMoreDocuments); // what searches stop at
        _lastInBlock = _documents[_count - 1];
        _index = -1;
    }

    private void ReadFullBlock()
    {
        var cursor = DocFile.CursorAt(_nextBlock < 0 ? _frequencyBlock : _nextBlock);
        if (_nextBlock < 0)
        {
            PatchedBlock.Skip(ref cursor);
        }

        DeltaBlock.Read(ref cursor, _lastInBlock, MaxDocument, _documents);
        if (_hasFrequencies)
        {
            _frequencyBlock = cursor.Position;
            _nextBlock = -1;
            _frequenciesRead = !_wantsFrequencies;
        }
        else
        {
            _nextBlock = cursor.Position;
        }

        _count = PackedBlock.Length;
        _passed += PackedBlock.Length;
    }

    private void ReadFrequencies()
    {
        var cursor = DocFile.CursorAt(_frequencyBlock);
        PatchedBlock.Read(ref cursor, _frequencies);
        if (_frequencies.AsSpan().Contains(0))
        {
            cursor.Throw("a document of a term has frequency 0", _frequencyBlock);
        }

        _nextBlock = cursor.Position;
        _frequenciesRead = true;
    }

    /// <summary>Reads the last, not packed documents.</summary>
    private void ReadTail(int count)
    {
        var cursor = DocFile.CursorAt(_nextBlock < 0 ? _frequencyBlock : _nextBlock);
        if (_nextBlock < 0)
        {
            PatchedBlock.Skip(ref cursor);
        }

        int document = _lastInBlock;
        for (int i = 0; i < count; i++)
        {
            long position = cursor.Position;
            uint delta = (uint)cursor.ReadVInt();
            int frequency = 1;
            if (_hasFrequencies)
            {
                if ((delta & 1) == 0)
                {
                    frequency = cursor.ReadVInt();
                }

                delta >>= 1;
            }

            // The first difference of a term is its first document, which may be 0.
            long next = document < 0 ? delta : document + (long)delta;
            if (next <= document || next >= MaxDocument || frequency <= 0)
            {
                ThrowTail(position, next, frequency);
            }

            document = (int)next;
            _documents[i] = document;
            if (_wantsFrequencies)
            {
                _frequencies[i] = frequency;
            }
        }

        _frequenciesRead = true;
        _nextBlock = cursor.Position;
        _count = count;
        _passed += count;
    }

    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ThrowSkip(in SkipPoint point) => throw new CorruptIndexException(
        $"skip data lead to {point.Count} documents up to {point.Document}, after {_passed} up to {_lastInBlock}", DocFile.Name, _state.DocStart);

    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ThrowTail(long position, long document, int frequency) => throw new CorruptIndexException(
        $"document {document} of {MaxDocument} with frequency {frequency} does not follow", DocFile.Name, position);
}
