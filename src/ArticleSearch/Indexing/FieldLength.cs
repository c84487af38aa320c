using System.Diagnostics;
using System.Numerics;

namespace ArticleSearch.Indexing;

/// <summary>
/// The length of a field in one byte, as the norms keep it: exact up to 39 words, then with four significant bits.
/// </summary>
/// <remarks>
/// The code is a tiny floating-point number without sign: <c>mantissa:3, exponent:5</c> with a hidden leading bit, where
/// values below 8 stand as they are. Its greatest value for a 31-bit number is 231, so 24 of the 255 codes would be left over;
/// they are spent on the smallest lengths: lengths below 24 stand as they are, and the code of any other is 24 more than that
/// of the length less 24. Example: 100 - 24 = 76 = 1001100 in binary; the first four bits 1001 and a shift of 3 give
/// <c>(3 + 1) &lt;&lt; 3 | 001</c> = 33, and 33 + 24 = 57. Codes rise with lengths; seen as unsigned.
/// </remarks>
internal static class FieldLength
{
    private const int ExactLengths = 24;

    /// <param name="length">The count of words, not negative.</param>
    public static byte Encode(int length)
    {
        Debug.Assert(length >= 0, "a length is not negative");
        return length < ExactLengths ? (byte)length : (byte)(ExactLengths + Compress((uint)(length - ExactLengths)));
    }

    private static uint Compress(uint value)
    {
        int shift = 32 - BitOperations.LeadingZeroCount(value) - 4;
        return shift < 0 ? value : (uint)(shift + 1) << 3 | (value >> shift & 7);
    }
}
