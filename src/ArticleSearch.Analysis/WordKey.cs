using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ArticleSearch.Analysis;

/// <summary>
/// A word of at most sixteen characters as two numbers: its characters' <see cref="WordCodes"/>, padded with zeros. Words are
/// equal if their keys are, so that comparing them touches no text. A word that is longer, or has a character without a code, has no
/// key: <see cref="None"/>.
/// </summary>
/// <param name="Low">The codes of the first eight characters.</param>
/// <param name="High">Those of the next eight.</param>
internal readonly record struct WordKey(ulong Low, ulong High)
{
    /// <summary>The length of the longest word that has a key.</summary>
    public const int MaxLength = 16;

    /// <summary>The key of words that have none.</summary>
    public static WordKey None => default;

    /// <summary>Whether the word has a key.</summary>
    public bool IsNone => Low == 0;

    /// <summary>A hash; not the same in every version, so never for a file.</summary>
    public uint Hash
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            ulong high = Math.BigMul(Low ^ 0x9E37_79B9_7F4A_7C15, High ^ 0xD6E8_FEB8_6659_FD93, out ulong low);
            ulong mixed = high ^ low;
            return (uint)(mixed ^ mixed >> 32);
        }
    }

    private static ReadOnlySpan<byte> Ones =>
    [
        0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    ];

    /// <summary>The key of a word all of whose characters have a code other than 0.</summary>
    /// <param name="codes">The word's first code; sixteen can be read from it on.</param>
    /// <param name="length">The length of the word.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordKey Of(ref byte codes, int length)
    {
        if (length > MaxLength)
        {
            return None;
        }

        Debug.Assert(length > 0, "a word has a character");
        var key = (Vector128.LoadUnsafe(ref codes) & Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(Ones), (nuint)(MaxLength - length))).AsUInt64();
        return new WordKey(key[0], key[1]);
    }

    /// <summary>The key of a word.</summary>
    public static WordKey Of(ReadOnlySpan<char> word)
    {
        Span<byte> codes = stackalloc byte[MaxLength];
        if (word.Length is 0 or > MaxLength)
        {
            return None;
        }

        for (int i = 0; i < word.Length; i++)
        {
            codes[i] = WordCodes.CodeOf(word[i]);
            if (codes[i] == 0)
            {
                return None;
            }
        }

        return Of(ref codes[0], word.Length);
    }
}
