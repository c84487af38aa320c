namespace ArticleSearch.Scoring;

/// <summary>
/// The lengths that the 256 norms of a text field stand for. Up to 39 words a norm is the length itself; beyond, three bits after
/// the highest one are kept, so that a long text counts as up to an eighth shorter than it is.
/// </summary>
/// <remarks>
/// A norm <c>n</c> under 24 is the length. From there on <c>n - 24</c> is a small float <c>e</c> of five bits of shift and three
/// of mantissa: the length is 24 + <c>e</c> for <c>e</c> under 8, and 24 + ((8 + <c>e</c> mod 8) shifted left by
/// <c>e</c> / 8 - 1) beyond. Example: norm 45, <c>e</c> = 21: 24 + ((8 + 5) &lt;&lt; 1) = 50.
/// </remarks>
internal static class EncodedLength
{
    /// <summary>Lengths that are kept as they are: 255 less the code of the greatest <see cref="int"/>.</summary>
    private const int PlainLengths = 24;

    private static readonly float[] Lengths = DecodeAll();

    /// <summary>The greatest norm whose length is exact.</summary>
    public const int LastExactNorm = 39;

    /// <summary>The length of each norm, read as an unsigned byte.</summary>
    public static ReadOnlySpan<float> Table => Lengths;

    private static float[] DecodeAll()
    {
        float[] lengths = new float[256];
        for (int norm = 0; norm < lengths.Length; norm++)
        {
            lengths[norm] = Decode(norm);
        }

        return lengths;
    }

    /// <summary>The length a norm stands for.</summary>
    /// <param name="norm">0 to 255.</param>
    public static int Decode(int norm)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)norm, 255u, nameof(norm));
        if (norm < PlainLengths)
        {
            return norm;
        }

        int code = norm - PlainLengths;
        int shift = (code >> 3) - 1;
        return PlainLengths + (shift < 0 ? code : ((code & 7) | 8) << shift);
    }
}
