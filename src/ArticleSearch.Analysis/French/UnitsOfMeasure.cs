namespace ArticleSearch.Analysis.French;

/// <summary>What is written right behind a number and is a word of its own: <c>10km</c> is <c>10 km</c>. A table.</summary>
internal static class UnitsOfMeasure
{
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Units = new HashSet<string>(StringComparer.Ordinal)
    {
        "m", "km", "hm", "dm", "cm", "mm", "nm", "µm", "m2", "m3", "km2", "cm2", "cm3", "mm2", "ha",
        "g", "kg", "mg", "µg", "t", "l", "hl", "dl", "cl", "ml",
        "h", "min", "mn", "sec", "ms", "ans",
        "w", "kw", "mw", "gw", "tw", "wh", "kwh", "mwh", "gwh", "twh", "kv", "v", "mah", "hz", "khz", "mhz", "ghz", "db", "ch", "cv",
        "ko", "mo", "go", "to", "kb", "mb", "gb", "tb", "gbit", "mbit", "px", "mpx",
        "bar", "hpa", "pa", "kcal", "kj", "euros", "eur", "md", "mds", "ppm",
    }.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>
    /// How many of the letters and digits behind a number are a unit; 0 if they are none. Digits may follow it, as in <c>12h30</c>.
    /// </summary>
    /// <param name="tail">What stands right behind the number.</param>
    /// <param name="digits">The length of the number: <c>5g</c> is a network and no weight.</param>
    public static int LengthIn(ReadOnlySpan<char> tail, int digits)
    {
        if (Units.Contains(tail))
        {
            return tail is "g" && digits == 1 ? 0 : tail.Length;
        }

        return tail is ['h', >= '0' and <= '9', ..] ? 1 : 0;
    }
}
