using System.Globalization;
using System.Text;

namespace ArticleSearch.Parsing;

/// <summary>
/// Dates in the words of the French, as they stand in newspapers and in people's minds: <c>lundi 4 septembre 2023</c>,
/// <c>1er sept. 2023</c>, <c>septembre 2023</c>. It reads no other words and guesses no century.
/// </summary>
internal static class FrenchDate
{
    private static readonly string[] Months =
        ["janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre", "novembre", "decembre"];

    private static readonly string[] Days = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"];

    /// <summary>The date as <c>YYYY-MM</c> or <c>YYYY-MM-DD</c>; null where the text is none. Whether the day exists is not asked.</summary>
    public static string? ToIso(ReadOnlySpan<char> text)
    {
        string[] words = Plain(text).Split([' ', '\u00A0', '\u202F', ','], StringSplitOptions.RemoveEmptyEntries);
        ReadOnlySpan<string> rest = words.Length > 0 && Days.Contains(words[0], StringComparer.Ordinal) ? words.AsSpan(1) : words;
        return rest switch
        {
            [var month, var year] when words.Length == 2 => Month(month) is > 0 and var m && IsYear(year) ? string.Create(CultureInfo.InvariantCulture, $"{year}-{m:00}") : null,
            [var day, var month, var year] => Day(day) is > 0 and var d && Month(month) is > 0 and var m && IsYear(year)
                ? string.Create(CultureInfo.InvariantCulture, $"{year}-{m:00}-{d:00}")
                : null,
            _ => null,
        };
    }

    // Small letters without accents.
    private static string Plain(ReadOnlySpan<char> text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (char c in text.ToString().Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
            {
                plain.Append(char.ToLowerInvariant(c));
            }
        }

        return plain.ToString();
    }

    // Whole, or cut short by at least as much as tells it from the others: janv. juil. sept.
    private static int Month(string word)
    {
        string letters = word.TrimEnd('.');
        if (letters.Length < 3)
        {
            return 0;
        }

        int[] meant = [.. Enumerable.Range(0, Months.Length).Where(month => Months[month].StartsWith(letters, StringComparison.Ordinal))];
        return meant.Length == 1 ? meant[0] + 1 : 0;
    }

    private static int Day(string word) =>
        word == "1er" ? 1 : word.Length <= 2 && int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int day) ? day : 0;

    private static bool IsYear(string word) => word.Length == 4 && word.All(char.IsAsciiDigit);
}
