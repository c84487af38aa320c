using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ArticleSearch.Analysis.French;

/// <summary>
/// Finds the pieces of a text: what stands between spaces and punctuation that is never part of a word. A space or comma between
/// two digits is no bound; a point behind two letters at the end of a piece is. A longer piece than
/// <see cref="WrittenPiece.MostUnits"/> is cut. It reads no words. For one thread.
/// </summary>
/// <remarks>
/// A text is classified 64 characters at a time, by the codes of <see cref="WordCodes"/>; characters without a code are looked at one
/// by one. A piece that reaches to the end of a chunk is left to the next chunk, as its end is not known yet.
/// </remarks>
internal sealed class PieceScanner
{
    private const int Block = WordCodes.BlockLength;
    private const int ChunkBlocks = 32;
    private const int ChunkLength = ChunkBlocks * Block;
    private const int Lookahead = 2;

    private static readonly CodeSet Bounds = new(code => code != 0 && IsBound(CharacterOf(code)));
    private static readonly CodeSet Digits = new(code => code is >= (byte)'0' and <= (byte)'9');
    private static readonly CodeSet Separators = new(code => code == (byte)',' || (code != 0 && FrenchSigns.IsDigitSpace((char)code)));
    private static readonly CodeSet WordEnds = new(code => code is >= (byte)'A' and <= (byte)'Z' or >= (byte)'a' and <= (byte)'z' or >= 0xC0 and not 0xD7 and not 0xF7);
    private static readonly CodeSet Points = new(code => code == (byte)'.');

    private readonly byte[] _codes = new byte[ChunkLength + Block + WordKey.MaxLength];
    private readonly BlockMasks[] _masks = new BlockMasks[ChunkBlocks + 1];
    private readonly int[] _edges = new int[ChunkLength + 2]; // starts and ends of pieces, by turns
    private int _edgeCount;
    private int _nextEdge;
    private bool _hasUncoded;
    private int _chunkStart;
    private int _chunkEnd; // where the next chunk starts

    /// <summary>Whether a character is never part of a word.</summary>
    public static bool IsBound(char c) => c switch
    {
        < '0' => c is not ('#' or '$' or '%' or '&' or '\'' or '+' or '-' or '.'),
        < 'A' => c is > '9' and not '@',
        < '\u007F' => c is '[' or '\\' or ']' or '^' or '`' or '{' or '|' or '}' or '~',
        < '\u0100' => c is (< '\u00AA' and not '£') or '«' or '»' or '¬' or '®' or '¯' or '±' or '¶' or '¸' or '¼' or '½' or '¾' or '¿' or '×' or '÷',
        < '\u2000' => false,
        <= '\u206F' => !FrenchSigns.IsInvisible(c) && c is not ('\u2010' or '\u2011' or '\u2013' or '’' or '‘' or '‛' or '•' or '‧'),
        >= '\u20A0' and <= '\u20CF' => c != '€',
        '\u3000' => true,
        _ => false,
    };

    /// <summary>Starts with a new text.</summary>
    public void Reset()
    {
        _edgeCount = 0;
        _nextEdge = 0;
        _chunkEnd = 0;
    }

    /// <summary>Finds the next pieces; none only after the last.</summary>
    /// <param name="text">The text, the same at each call since <see cref="Reset"/>.</param>
    /// <param name="pieces">Becomes the pieces.</param>
    /// <returns>How many there are.</returns>
    public int Read(ReadOnlySpan<char> text, Span<ScannedWord> pieces)
    {
        int count = 0;
        while (count < pieces.Length)
        {
            if (_nextEdge == _edgeCount)
            {
                if (_chunkEnd >= text.Length)
                {
                    break;
                }

                Load(text, _chunkEnd);
                continue;
            }

            int start = _edges[_nextEdge];
            int end = _edges[_nextEdge + 1];
            if (end - start > WrittenPiece.MostUnits)
            {
                end = CutOf(text, start);
                int rest = SkipBounds(text, end, _edges[_nextEdge + 1]);
                _edges[_nextEdge] = rest;
                _nextEdge += rest < _edges[_nextEdge + 1] ? 0 : 2;
            }
            else
            {
                _nextEdge += 2;
            }

            ref var piece = ref pieces[count++];
            piece.Start = start;
            piece.End = end;
            piece.Key = _hasUncoded && HasUncoded(start - _chunkStart, end - _chunkStart)
                ? WordKey.None
                : WordKey.Of(ref _codes[start - _chunkStart], end - start);
        }

        return count;
    }

    private static char CharacterOf(byte code) => code switch
    {
        0x8C => 'Œ',
        0x92 => '’',
        0x9C => 'œ',
        _ => (char)code,
    };

    /// <summary>Where a piece is cut that is too long; a pair of surrogates is left whole.</summary>
    private static int CutOf(ReadOnlySpan<char> text, int start)
    {
        int end = start + WrittenPiece.MostUnits;
        return char.IsLowSurrogate(text[end]) && char.IsHighSurrogate(text[end - 1]) ? end - 1 : end;
    }

    private static int SkipBounds(ReadOnlySpan<char> text, int position, int end)
    {
        while (position < end && IsBound(text[position]))
        {
            position++;
        }

        return position;
    }

    /// <summary>Whether a character of a piece that may have a key has no code.</summary>
    private bool HasUncoded(int start, int end)
    {
        if (end - start > WordKey.MaxLength)
        {
            return false; // it has no key anyway
        }

        return _codes.AsSpan(start, end - start).Contains((byte)0);
    }

    /// <summary>Classifies the next part of the text and finds its pieces.</summary>
    private void Load(ReadOnlySpan<char> text, int start)
    {
        var chunk = text.Slice(start, Math.Min(ChunkLength, text.Length - start));
        bool isLast = start + chunk.Length == text.Length;
        int blocks = (chunk.Length + Block - 1) / Block;
        ulong uncoded = 0;
        for (int block = 0; block < blocks; block++)
        {
            uncoded |= Classify(chunk[(block * Block)..], block);
        }

        _masks[blocks] = new BlockMasks { Bounds = ulong.MaxValue };
        _hasUncoded = uncoded != 0;
        _chunkStart = start;
        _chunkEnd = start + chunk.Length;
        FindPieces(blocks);
        int count = _edgeCount;
        if (isLast || count == 0 || _edges[count - 1] <= _chunkEnd - Lookahead)
        {
            return;
        }

        if (_edges[count - 2] > start)
        {
            _chunkEnd = _edges[count - 2];
            _edgeCount = count - 2;
        }
        else
        {
            // One piece fills the chunk: what is beyond its first cut is left to the next.
            _edges[1] = CutOf(text, start);
            _chunkEnd = _edges[1];
        }
    }

    /// <summary>Finds the masks of a block; returns a bit for each character without a code.</summary>
    private ulong Classify(scoped ReadOnlySpan<char> text, int block)
    {
        Span<char> padded = stackalloc char[Block];
        ulong known = ulong.MaxValue;
        if (text.Length < Block)
        {
            text.CopyTo(padded);
            padded[text.Length..].Clear();
            known = (1UL << text.Length) - 1;
            text = padded;
        }

        var masks = default(BlockMasks);
        ulong uncoded = 0;
        ref ushort units = ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(text));
        ref byte codes = ref _codes[block * Block];
        for (int i = 0; i < Block; i += Vector128<byte>.Count)
        {
            var code = WordCodes.Encode(ref Unsafe.Add(ref units, i));
            code.StoreUnsafe(ref codes, (nuint)i);
            var halves = CodeHalves.Of(code);
            masks.Bounds |= (ulong)Bounds.Of(halves) << i;
            masks.Digits |= (ulong)Digits.Of(halves) << i;
            masks.Separators |= (ulong)Separators.Of(halves) << i;
            masks.WordEnds |= (ulong)WordEnds.Of(halves) << i;
            masks.Points |= (ulong)Points.Of(halves) << i;
            uncoded |= (ulong)Vector128.Equals(code, Vector128<byte>.Zero).ExtractMostSignificantBits() << i;
        }

        uncoded &= known;
        for (ulong rest = uncoded; rest != 0; rest &= rest - 1)
        {
            int i = BitOperations.TrailingZeroCount(rest);
            masks.Bounds |= (IsBound(text[i]) ? 1UL : 0) << i;
            masks.Separators |= (FrenchSigns.IsDigitSpace(text[i]) ? 1UL : 0) << i;
        }

        masks.Bounds |= ~known;
        _masks[block] = masks;
        return uncoded;
    }

    private void FindPieces(int blocks)
    {
        Span<int> edges = _edges;
        int count = 0;
        var before = new BlockMasks { Bounds = ulong.MaxValue };
        ulong pieceBefore = 0;
        for (int block = 0; block <= blocks; block++)
        {
            ref var masks = ref _masks[block];
            var after = block < blocks ? _masks[block + 1] : new BlockMasks { Bounds = ulong.MaxValue };
            ulong grouping = masks.Separators & Later(masks.Digits, before.Digits) & Sooner(masks.Digits, after.Digits);
            ulong wordEnds = masks.WordEnds;
            ulong ends = masks.Points & Sooner(masks.Bounds, after.Bounds)
                & Later(wordEnds, before.WordEnds) & (wordEnds << 2 | before.WordEnds >> (Block - 2));
            ulong pieces = ~(masks.Bounds & ~grouping) & ~ends;
            for (ulong changes = pieces ^ (pieces << 1 | pieceBefore); changes != 0; changes &= changes - 1)
            {
                edges[count++] = _chunkStart + (block * Block) + BitOperations.TrailingZeroCount(changes);
            }

            before = masks;
            pieceBefore = pieces >> (Block - 1);
        }

        Debug.Assert(count % 2 == 0, "a piece has a start and an end");
        _edgeCount = count;
        _nextEdge = 0;
    }

    /// <summary>Each bit of a block one place further, with the last of the block before.</summary>
    private static ulong Later(ulong mask, ulong before) => mask << 1 | before >> (Block - 1);

    /// <summary>Each bit of a block one place back, with the first of the block after.</summary>
    private static ulong Sooner(ulong mask, ulong after) => mask >> 1 | after << (Block - 1);

    /// <summary>The characters of a block that are something, the first in the lowest bit.</summary>
    private struct BlockMasks
    {
        public ulong Bounds;
        public ulong Digits;
        public ulong Separators;
        public ulong WordEnds; // letters behind which a point ends a piece
        public ulong Points;
    }
}
