using System.Diagnostics;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ArticleSearch.Analysis;

/// <summary>A word of a text: where it stands, and its key.</summary>
internal struct ScannedWord
{
    public int Start;
    public int End;
    public WordKey Key;

    /// <summary>For whoever looks words up by their key.</summary>
    public int Number;
}

/// <summary>
/// Finds the words of a text many at a time: the fast twin of <see cref="WordBreaker"/>, whose words it finds exactly. A text is
/// classified 64 characters at a time; runs of letters, with an apostrophe or full stop between letters here and there, are words as
/// they stand. Whatever else a run has or touches, it goes to the breaker. For one thread.
/// </summary>
/// <remarks>
/// A breaker started at a run finds the words that it would have found there on its way from the start of the text, unless the text
/// has surrogates: then where it reads to matters (see <see cref="ReadWindow"/>), and it is given the text whole. A run that
/// reaches into the last two characters of a chunk is left to the next chunk, as its end is not known yet.
/// </remarks>
internal sealed class WordScanner
{
    private const int Block = WordCodes.BlockLength;
    private const int ChunkBlocks = 32;
    private const int ChunkLength = ChunkBlocks * Block;
    private const int Lookahead = 2;

    private readonly byte[] _codes = new byte[ChunkLength + Block + WordKey.MaxLength];
    private readonly ulong[] _letters = new ulong[ChunkBlocks + 2];
    private readonly ulong[] _joiners = new ulong[ChunkBlocks + 2];
    private readonly ulong[] _others = new ulong[ChunkBlocks + 2];
    private readonly ulong[] _doubts = new ulong[ChunkBlocks + 2];
    private readonly int[] _edges = new int[ChunkLength + 2]; // starts and ends of runs, by turns
    private int _edgeCount;
    private int _nextEdge;
    private bool _hasDoubts;
    private int _chunkStart;
    private int _chunkEnd; // where the next chunk starts
    private int _position; // no word starts before
    private WordBreaker _breaker;
    private int _breakerEnd; // of the run that is the breaker's; 0 if none is

    /// <summary>Starts with a new text.</summary>
    public void Reset(ReadOnlySpan<char> text)
    {
        _edgeCount = 0;
        _nextEdge = 0;
        _chunkEnd = 0;
        _position = 0;
        _breaker = default;
        _breakerEnd = HasSurrogates(text) ? int.MaxValue : 0;
    }

    /// <summary>Finds the next words; none only after the last.</summary>
    /// <param name="text">The text, the same at each call since <see cref="Reset"/>.</param>
    /// <param name="words">Becomes the words.</param>
    /// <returns>How many there are.</returns>
    public int Read(ReadOnlySpan<char> text, Span<ScannedWord> words)
    {
        int count = 0;
        while (count < words.Length)
        {
            if (_breakerEnd > 0)
            {
                count += BreakOff(text, ref words[count]) ? 1 : 0;
            }
            else if (_nextEdge == _edgeCount)
            {
                int start = Math.Max(_position, _chunkEnd);
                if (start >= text.Length)
                {
                    break;
                }

                Load(text, start);
            }
            else
            {
                count += TakeRuns(words[count..]);
            }
        }

        return count;
    }

    // Not ContainsAnyInRange, which allocates until it is compiled a second time.
    private static bool HasSurrogates(ReadOnlySpan<char> text)
    {
        var units = MemoryMarshal.Cast<char, ushort>(text);
        int i = 0;
        for (; i <= units.Length - Vector128<ushort>.Count; i += Vector128<ushort>.Count)
        {
            var high = Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(units), (nuint)i) & Vector128.Create((ushort)0xF800);
            if (Vector128.EqualsAny(high, Vector128.Create((ushort)0xD800)))
            {
                return true;
            }
        }

        foreach (char c in text[i..])
        {
            if (char.IsSurrogate(c))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Takes runs as words, up to one that is the breaker's.</summary>
    private int TakeRuns(Span<ScannedWord> words)
    {
        var edges = _edges.AsSpan(0, _edgeCount);
        int next = _nextEdge;
        int count = 0;
        while (count < words.Length && next + 1 < edges.Length)
        {
            int start = edges[next];
            int end = edges[next + 1];
            next += 2;
            if (start < _position || (_hasDoubts && HasDoubt(start - _chunkStart, end - _chunkStart)) || end - start > ReadWindow.Length)
            {
                if (end > _position)
                {
                    _breaker = WordBreaker.At(Math.Max(start, _position));
                    _breakerEnd = end;
                    break;
                }

                continue;
            }

            ref var word = ref words[count++];
            word.Start = start;
            word.End = end;
            word.Key = WordKey.Of(ref _codes[start - _chunkStart], end - start);
        }

        _nextEdge = next;
        return count;
    }

    /// <summary>The next word of the breaker's run; false if the run is done.</summary>
    private bool BreakOff(ReadOnlySpan<char> text, ref ScannedWord word)
    {
        if (!_breaker.MoveNext(text) || _breaker.Start >= _breakerEnd)
        {
            _position = _breakerEnd == int.MaxValue ? text.Length : _breakerEnd;
            _breakerEnd = 0;
            return false;
        }

        word.Start = _breaker.Start;
        word.End = _breaker.End;
        word.Key = WordKey.Of(text[word.Start..word.End]);
        if (word.End >= _breakerEnd)
        {
            _position = word.End;
            _breakerEnd = 0;
        }

        return true;
    }

    /// <summary>Whether a run, or the character behind it, is more than the classes can tell.</summary>
    private bool HasDoubt(int start, int end)
    {
        for (int block = start / Block; block <= end / Block; block++)
        {
            ulong doubts = _doubts[block];
            doubts &= block == start / Block ? ulong.MaxValue << start : ulong.MaxValue;
            doubts &= block == end / Block ? ulong.MaxValue >> (Block - 1 - (end % Block)) : ulong.MaxValue;
            if (doubts != 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Classifies the next piece of the text and finds its runs.</summary>
    private void Load(ReadOnlySpan<char> text, int start)
    {
        text = text.Slice(start, Math.Min(ChunkLength, text.Length - start));
        bool isLast = text.Length < ChunkLength;
        int blocks = (text.Length + Block - 1) / Block;
        for (int block = 0; block < blocks; block++)
        {
            int at = block * Block;
            (_letters[block], _joiners[block], _others[block]) =
                WordCodes.Classify(text.Slice(at, Math.Min(Block, text.Length - at)), _codes.AsSpan(at, Block));
        }

        (_letters[blocks], _joiners[blocks], _others[blocks]) = (0, 0, 0);
        (_letters[blocks + 1], _joiners[blocks + 1], _others[blocks + 1]) = (0, 0, 0);
        _chunkStart = start;
        _chunkEnd = start + text.Length;
        FindRuns(blocks);
        int count = _edgeCount;
        if (!isLast && count > 0 && _edges[count - 1] > _chunkEnd - Lookahead)
        {
            if (_edges[count - 2] > start)
            {
                _chunkEnd = _edges[count - 2];
                _edgeCount = count - 2;
            }
            else
            {
                Debug.Assert(ChunkLength > ReadWindow.Length + Lookahead, "a run that fills a chunk is the breaker's");
            }
        }
    }

    private void FindRuns(int blocks)
    {
        Span<int> edges = _edges;
        int count = 0;
        ulong lettersBefore = 0; // the top bits of the block before, in the lowest
        ulong runBefore = 0;
        ulong anyDoubt = 0;
        for (int block = 0; block <= blocks; block++)
        {
            ulong letters = _letters[block];
            ulong others = _others[block];
            ulong joined = _joiners[block] & (letters << 1 | lettersBefore) & (letters >> 1 | _letters[block + 1] << (Block - 1));
            ulong doubts = others | (_joiners[block] & ~joined & (others >> 1 | _others[block + 1] << (Block - 1)));
            _doubts[block] = doubts;
            anyDoubt |= doubts;
            ulong runs = letters | joined | others;
            for (ulong changes = runs ^ (runs << 1 | runBefore); changes != 0; changes &= changes - 1)
            {
                edges[count++] = _chunkStart + (block * Block) + BitOperations.TrailingZeroCount(changes);
            }

            lettersBefore = letters >> (Block - 1);
            runBefore = runs >> (Block - 1);
        }

        Debug.Assert(count % 2 == 0, "a run has a start and an end");
        _edgeCount = count;
        _nextEdge = 0;
        _hasDoubts = anyDoubt != 0;
    }
}
