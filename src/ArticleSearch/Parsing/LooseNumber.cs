using System.Buffers;
using System.Globalization;

namespace ArticleSearch.Parsing;

/// <summary>
/// The number after a tilde. It is read as Java reads a floating-point number, since that is what decides which queries Lucene
/// takes: digits with point and exponent, signs, NaN and Infinity, hexadecimal ones with a binary exponent, a suffix f or d, control
/// characters around it.
/// </summary>
internal static class LooseNumber
{
    private static readonly SearchValues<char> DecimalSigns = SearchValues.Create("0123456789.eE+-");

    /// <summary>The number, or null where the text is none.</summary>
    public static float? Parse(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty && text[0] <= ' ')
        {
            text = text[1..];
        }

        while (!text.IsEmpty && text[^1] <= ' ')
        {
            text = text[..^1];
        }

        bool negative = text.StartsWith('-');
        if (negative || text.StartsWith('+'))
        {
            text = text[1..];
        }

        if (ParseUnsigned(text) is not { } value)
        {
            return null;
        }

        return negative ? -value : value;
    }

    /// <summary>Towards zero; what is too great becomes the greatest integer, what is no number 0.</summary>
    public static int Truncate(float value) =>
        float.IsNaN(value) ? 0 : value >= int.MaxValue ? int.MaxValue : value <= int.MinValue ? int.MinValue : (int)value;

    private static float? ParseUnsigned(ReadOnlySpan<char> text)
    {
        switch (text)
        {
            case "NaN":
                return float.NaN;
            case "Infinity":
                return float.PositiveInfinity;
        }

        if (text.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
        {
            return ParseHexadecimal(text[2..]);
        }

        if (text is [.., 'f' or 'F' or 'd' or 'D'])
        {
            text = text[..^1];
        }

        return !text.IsEmpty && (char.IsAsciiDigit(text[0]) || text[0] == '.') && !text.ContainsAnyExcept(DecimalSigns)
            && float.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out float value)
            ? value
            : null;
    }

    /// <summary>Reads <c>digits [. digits] p [sign] decimal digits [suffix]</c>.</summary>
    private static float? ParseHexadecimal(ReadOnlySpan<char> text)
    {
        if (text is [.., 'f' or 'F' or 'd' or 'D'])
        {
            text = text[..^1];
        }

        int power = text.IndexOfAny('p', 'P');
        if (power < 1
            || !int.TryParse(text[(power + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int exponent))
        {
            return null;
        }

        double mantissa = 0;
        bool point = false;
        int digits = 0;
        foreach (char c in text[..power])
        {
            if (c == '.' && !point)
            {
                point = true;
                continue;
            }

            if (!char.IsAsciiHexDigit(c))
            {
                return null;
            }

            mantissa = (16 * mantissa) + int.Parse([c], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            exponent -= point ? 4 : 0;
            digits++;
        }

        return digits == 0 ? null : (float)Math.ScaleB(mantissa, exponent);
    }
}
