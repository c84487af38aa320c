using System.Buffers;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text;

namespace ArticleSearch.Matching.Automata;

/// <summary>Terms as bytes: code points in and out of UTF-8. Knows no pattern.</summary>
internal static class Utf8Term
{
    /// <summary>The greatest code point.</summary>
    public const int MaxCodePoint = 0x10FFFF;

    /// <summary>The code point at an offset; -1 where the bytes are no UTF-8.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Decode(ReadOnlySpan<byte> term, int offset, out int length)
    {
        int first = term[offset];
        if (first < 0x80)
        {
            length = 1;
            return first;
        }

        return DecodeLong(term[offset..], out length);
    }

    /// <summary>Appends a code point. Surrogates, which no term holds, are written as three bytes, so that the order of bytes stays that of code points.</summary>
    public static void Append(ArrayBufferWriter<byte> bytes, int codePoint)
    {
        Debug.Assert(codePoint is >= 0 and <= MaxCodePoint);
        var room = bytes.GetSpan(4);
        if (Rune.TryCreate(codePoint, out var rune))
        {
            bytes.Advance(rune.EncodeToUtf8(room));
            return;
        }

        room[0] = (byte)(0xE0 | (codePoint >> 12));
        room[1] = (byte)(0x80 | ((codePoint >> 6) & 0x3F));
        room[2] = (byte)(0x80 | (codePoint & 0x3F));
        bytes.Advance(3);
    }

    /// <summary>The code points of a text; unpaired surrogates become U+FFFD, as they do in the bytes of a term.</summary>
    public static int[] CodePoints(string text)
    {
        int[] codePoints = new int[text.Length];
        int count = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            codePoints[count++] = rune.Value;
        }

        return codePoints[..count];
    }

    private static int DecodeLong(ReadOnlySpan<byte> bytes, out int length) =>
        Rune.DecodeFromUtf8(bytes, out var rune, out length) == OperationStatus.Done ? rune.Value : -1;
}
