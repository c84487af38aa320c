using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.IndexFormat.Postings;

/// <summary>
/// Moves forward through a term's skip data (see <see cref="SkipWriter"/>): finds the last full block that ends before a
/// document, and the impacts around that document. Reads the impacts' bytes only when they are asked for; never moves back.
/// </summary>
internal sealed class SkipCursor
{
    private readonly IndexFile _file;
    private readonly int _maxDocument;
    private readonly Level[] _levels;
    private bool _hasPositions;
    private bool _hasPayloads;
    private bool _hasOffsets;
    private long _offset;
    private SkipPoint _start;
    private int _documentFrequency;
    private int _levelCount;
    private bool _opened;
    private SkipPoint _last;
    private long _lastChild;

    public SkipCursor(IndexFile file, int maxDocument)
    {
        _file = file;
        _maxDocument = maxDocument;
        _levels = new Level[SkipWriter.LevelCount(maxDocument)];
    }

    /// <summary>
    /// The last point passed: all documents up to it lie before the target. Its count is 0 where no full block does.
    /// </summary>
    public ref readonly SkipPoint Last => ref _last;

    /// <summary>How many levels have an entry at or after the target; 0 behind the last entry.</summary>
    public int LevelCount => _opened ? _levelCount : 0;

    /// <summary>Turns to another term; reads nothing yet.</summary>
    /// <param name="field">The term's field.</param>
    /// <param name="state">The state of a term of more than one block.</param>
    public void Reset(FieldInfo field, in TermState state)
    {
        _hasPositions = field.IndexOptions >= IndexOptions.Positions;
        _hasOffsets = field.IndexOptions >= IndexOptions.Offsets;
        _hasPayloads = field.HasPayloads;
        _offset = state.DocStart + state.SkipOffset;
        _documentFrequency = state.DocumentFrequency;
        _start = new SkipPoint(0, 0, state.DocStart, state.PosStart, 0, state.PayStart);
        _last = _start;
        _opened = false;
    }

    /// <summary>The last document of the entry of a level at or after the target.</summary>
    public int Document(int level)
    {
        Debug.Assert(level < LevelCount, "the level has an entry");
        return _levels[level].Point.Document;
    }

    /// <summary>
    /// The impacts of the documents up to <see cref="Document"/>, from the level's entry before on: the bounds of each alone.
    /// </summary>
    /// <exception cref="CorruptIndexException">The impacts are not such.</exception>
    public ReadOnlySpan<Impact> Impacts(int level)
    {
        Debug.Assert(level < LevelCount, "the level has an entry");
        ref var entry = ref _levels[level];
        if (entry.ImpactCount == 0)
        {
            ReadImpacts(ref entry);
        }

        return entry.Impacts.AsSpan(0, entry.ImpactCount);
    }

    /// <summary>Moves on so that <see cref="Last"/> is the last point before a document. A target passed already does nothing.</summary>
    /// <exception cref="CorruptIndexException">The skip data are damaged.</exception>
    public void SkipTo(int target)
    {
        if (!_opened)
        {
            OpenLevels();
        }
        else if (_levelCount == 0 || target <= _levels[0].Point.Document)
        {
            return;
        }

        int level = 0;
        while (level + 1 < _levelCount && target > _levels[level + 1].Point.Document)
        {
            level++;
        }

        while (true)
        {
            ref var entry = ref _levels[level];
            if (level < _levelCount && target > entry.Point.Document)
            {
                _last = entry.Point;
                _lastChild = entry.Child;
                Load(level);
            }
            else if (level > 0)
            {
                level--;
                if (_lastChild > _levels[level].Next)
                {
                    Descend(level);
                }
            }
            else
            {
                return;
            }
        }
    }

    private void OpenLevels()
    {
        // A full last block has no entry: no document follows it.
        int documents = _documentFrequency % PackedBlock.Length == 0 ? _documentFrequency - 1 : _documentFrequency;
        _levelCount = SkipWriter.LevelCount(documents);
        long offset = _offset;
        for (int i = _levelCount - 1; i >= 0; i--)
        {
            ref var level = ref _levels[i];
            long length;
            if (i > 0)
            {
                var cursor = _file.CursorAt(offset);
                length = cursor.ReadVLong();
                offset = cursor.Position;
                if (length > cursor.Remaining)
                {
                    cursor.Throw($"a level of the skip data has {length} bytes, more than are left");
                }
            }
            else
            {
                length = _file.Length - offset;
            }

            level.Start = offset;
            level.Next = offset;
            level.End = offset + length;
            level.Point = _start with { Document = -1 };
            level.Child = i > 0 ? -1 : 0;
            level.ImpactCount = 0;
            offset = level.End;
        }

        _last = _start with { Document = -1 };
        _lastChild = -1;
        _opened = true;
    }

    /// <summary>Reads the next entry of a level; behind the last the level is gone, and those above it.</summary>
    private void Load(int level)
    {
        ref var entry = ref _levels[level];
        ref var point = ref entry.Point;
        long count = point.Count + ((long)PackedBlock.Length << (3 * level));
        if (count >= _documentFrequency)
        {
            _levelCount = level;
            return;
        }

        var cursor = _file.CursorAt(entry.Next, (int)Math.Min(int.MaxValue, entry.End - entry.Next));
        long position = cursor.Position;
        long document = Math.Max(point.Document, 0) + (long)cursor.ReadVInt();
        long docOffset = point.DocOffset + cursor.ReadVLong();
        long posOffset = point.PosOffset;
        long payOffset = point.PayOffset;
        int posIndex = 0;
        if (_hasPositions)
        {
            posOffset += cursor.ReadVLong();
            posIndex = cursor.ReadVInt();
            if (_hasPayloads)
            {
                cursor.ReadVInt();
            }

            if (_hasOffsets || _hasPayloads)
            {
                payOffset += cursor.ReadVLong();
            }
        }

        // An entry ends no later than the one above it, in which it lies.
        int limit = level + 1 < _levelCount ? _levels[level + 1].Point.Document : _maxDocument - 1;
        if (document <= point.Document || document > limit || (uint)posIndex >= PackedBlock.Length)
        {
            ThrowEntry(position, document, posIndex);
        }

        point = new SkipPoint((int)document, count, docOffset, posOffset, posIndex, payOffset);
        int length = cursor.ReadVInt();
        entry.ImpactOffset = cursor.Position;
        entry.ImpactLength = length;
        entry.ImpactCount = 0;
        cursor.Skip(length);
        if (level > 0)
        {
            ReadChild(level, ref cursor);
        }

        entry.Next = cursor.Position;
    }

    /// <summary>Goes on in a lower level where the entry last passed has its child.</summary>
    private void Descend(int level)
    {
        ref var entry = ref _levels[level];
        entry.Point = _last;
        entry.Next = _lastChild;
        if (level > 0)
        {
            var cursor = _file.CursorAt(entry.Next, (int)Math.Min(int.MaxValue, entry.End - entry.Next));
            ReadChild(level, ref cursor);
            entry.Next = cursor.Position;
        }
    }

    private void ReadChild(int level, ref ByteCursor cursor)
    {
        long position = cursor.Position;
        long child = cursor.ReadVLong();
        ref readonly var below = ref _levels[level - 1];
        if (child > below.End - below.Start)
        {
            cursor.Throw($"a skip entry's child is {child} bytes into a level of {below.End - below.Start}", position);
        }

        _levels[level].Child = below.Start + child;
    }

    private void ReadImpacts(ref Level entry)
    {
        var cursor = _file.CursorAt(entry.ImpactOffset, entry.ImpactLength);
        long frequency = 0;
        long norm = 0;
        int count = 0;
        while (cursor.Remaining > 0)
        {
            uint code = (uint)cursor.ReadVInt();
            long nextNorm = norm + 1;
            if ((code & 1) != 0)
            {
                nextNorm = unchecked(nextNorm + cursor.ReadZLong());
            }

            frequency += 1 + (code >> 1);
            if (frequency > int.MaxValue || (count > 0 && (ulong)nextNorm <= (ulong)norm))
            {
                cursor.Throw($"impacts do not ascend: frequency {frequency}, norm {nextNorm} after norm {norm}");
            }

            norm = nextNorm;
            if (count == (entry.Impacts?.Length ?? 0))
            {
                Array.Resize(ref entry.Impacts, Math.Max(8, 2 * count));
            }

            entry.Impacts![count++] = new Impact((int)frequency, norm);
        }

        if (count == 0)
        {
            cursor.Throw("a skip entry has no impacts");
        }

        entry.ImpactCount = count;
    }

    [DoesNotReturn]
    private void ThrowEntry(long position, long document, int posIndex) => throw new CorruptIndexException(
        $"a skip entry leads to document {document} of {_maxDocument}, position {posIndex} of its block", _file.Name, position);

    private struct Level
    {
        public long Start;
        public long Next; // the next entry to read
        public long End;
        public SkipPoint Point; // of the entry read last: at or after the target, once SkipTo has returned
        public long Child; // where in the level below that entry ends
        public long ImpactOffset;
        public int ImpactLength;
        public int ImpactCount; // 0: not decoded yet
        public Impact[]? Impacts;
    }
}
