using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ArticleSearch.Analysis;

/// <summary>
/// A word in the form in which <see cref="WordMemo"/> compares it: its first eight UTF-16 code units as two numbers, padded with
/// zeros, its length, and a hash. Most French words fit into the two numbers and are compared without touching memory again.
/// </summary>
internal readonly struct WordKey
{
    /// <summary>How many code units the two numbers hold.</summary>
    public const int HeadLength = 8;

    private const ulong Multiplier = 0x9E3779B97F4A7C15;

    /// <summary>The first four code units, the first in the lowest bits.</summary>
    public readonly ulong First;

    /// <summary>The next four.</summary>
    public readonly ulong Second;

    /// <summary>A hash of the whole word; not the same in every version, so never for a file.</summary>
    public readonly uint Hash;

    /// <summary>The length of the word.</summary>
    public readonly int Length;

    private WordKey(ulong first, ulong second, ReadOnlySpan<char> tail, int length)
    {
        First = first;
        Second = second;
        Length = length;
        ulong hash = (first ^ (uint)length) * Multiplier;
        hash = (hash ^ (hash >> 32) ^ second) * Multiplier;
        foreach (char c in tail)
        {
            hash = (hash ^ (hash >> 32) ^ c) * Multiplier;
        }

        Hash = (uint)(hash >> 32);
    }

    /// <summary>The key of a part of a text.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordKey Of(ReadOnlySpan<char> text, int start, int length)
    {
        if (start + HeadLength > text.Length)
        {
            return AtEnd(text.Slice(start, length));
        }

        var bytes = MemoryMarshal.AsBytes(text.Slice(start, HeadLength));
        ulong first = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        ulong second = BinaryPrimitives.ReadUInt64LittleEndian(bytes[sizeof(ulong)..]);
        if (length >= HeadLength)
        {
            return new WordKey(first, second, text.Slice(start + HeadLength, length - HeadLength), length);
        }

        return length > HeadLength / 2
            ? new WordKey(first, second & Mask(length - (HeadLength / 2)), [], length)
            : new WordKey(length == HeadLength / 2 ? first : first & Mask(length), 0, [], length);
    }

    /// <summary>The key of a whole word.</summary>
    public static WordKey Of(ReadOnlySpan<char> word) => Of(word, 0, word.Length);

    private static ulong Mask(int length) => (1UL << (16 * length)) - 1;

    private static WordKey AtEnd(ReadOnlySpan<char> word)
    {
        Span<char> head = stackalloc char[HeadLength];
        head.Clear();
        word.CopyTo(head);
        return Of(head, 0, word.Length);
    }
}
