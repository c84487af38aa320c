using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ArticleSearch.Analysis;

/// <summary>
/// A set of <see cref="WordCodes"/>, asked for sixteen at a time: for each low half of a code, the high halves with which it is in
/// the set, a bit each, those below 8 apart from the others.
/// </summary>
internal readonly struct CodeSet
{
    private readonly Vector128<byte> _ascii;
    private readonly Vector128<byte> _latin;

    public CodeSet(Func<byte, bool> holds)
    {
        Span<byte> ascii = stackalloc byte[16];
        Span<byte> latin = stackalloc byte[16];
        ascii.Clear();
        latin.Clear();
        for (int code = 0; code < 256; code++)
        {
            var half = code < 0x80 ? ascii : latin;
            half[code & 0x0F] |= (byte)(holds((byte)code) ? 1 << (code >> 4 & 7) : 0);
        }

        _ascii = Vector128.Create<byte>(ascii);
        _latin = Vector128.Create<byte>(latin);
    }

    /// <summary>A bit for each of sixteen codes, the first in the lowest: whether it is in the set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Of(in CodeHalves codes)
    {
        var member = (Vector128.ShuffleNative(_ascii, codes.Low) & codes.AsciiRows) | (Vector128.ShuffleNative(_latin, codes.Low) & codes.LatinRows);
        return ~Vector128.Equals(member, Vector128<byte>.Zero).ExtractMostSignificantBits() & 0xFFFF;
    }
}

/// <summary>Sixteen codes, taken apart for any number of sets.</summary>
/// <param name="Low">The low half of each code.</param>
/// <param name="AsciiRows">The bit of its high half if that is below 8; none otherwise.</param>
/// <param name="LatinRows">The bit of its high half from 8 on; none otherwise.</param>
internal readonly record struct CodeHalves(Vector128<byte> Low, Vector128<byte> AsciiRows, Vector128<byte> LatinRows)
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static CodeHalves Of(Vector128<byte> codes)
    {
        var high = (codes.AsUInt16() >> 4).AsByte() & Vector128.Create((byte)0x0F);
        return new CodeHalves(
            codes & Vector128.Create((byte)0x0F),
            Vector128.ShuffleNative(Vector128.Create(0x8040_2010_0804_0201UL, 0).AsByte(), high),
            Vector128.ShuffleNative(Vector128.Create(0, 0x8040_2010_0804_0201UL).AsByte(), high));
    }
}
