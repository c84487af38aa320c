using ArticleSearch.Indexing;

namespace ArticleSearch.Parsing;

/// <summary>The two bounds inside the brackets of a range, <c>2023-01 TO 2023-09</c>.</summary>
internal static class SimpleRange
{
    /// <summary>Reads both bounds; <c>*</c> is none (null). False where this is no range, or one of dates with a bound that is no date.</summary>
    public static bool TryParse(string field, ReadOnlySpan<char> inside, out string? lower, out string? upper)
    {
        (lower, upper) = (null, null);
        int to = inside.IndexOf(" TO ");
        if (to < 0)
        {
            return false;
        }

        return TryBound(field, inside[..to].Trim(), out lower) && TryBound(field, inside[(to + 4)..].Trim(), out upper);
    }

    private static bool TryBound(string field, ReadOnlySpan<char> bound, out string? value)
    {
        value = bound is "*" ? null : bound.Trim('"').ToString();
        return value is null || (value.Length > 0 && (field != PassageFields.Date || PartialDate.TryParse(value, out _)));
    }
}
