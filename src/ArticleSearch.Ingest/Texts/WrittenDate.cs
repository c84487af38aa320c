using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace ArticleSearch.Ingest.Texts;

/// <summary>
/// Reads dates as French (and English) articles, feeds and machines write them into <c>YYYY[-MM[-DD]]</c>, with the precision that they have: a
/// year stays a year. It takes no date that is not in the calendar, guesses no century, and drops the time of the day.
/// </summary>
internal static class WrittenDate
{
    private const int MaxLength = 200;
    private const int FirstYear = 1000;
    private const int LastYear = 2999;

    private static readonly FrozenDictionary<string, int> Months = MonthNames().ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The date that a value is or contains; null where there is none.</summary>
    public static string? Read(string? value)
    {
        if (string.IsNullOrWhiteSpace(value) || value.Length > MaxLength)
        {
            return null;
        }

        if (IsDay(value))
        {
            return value; // as nearly all are
        }

        var text = value.Normalize(NormalizationForm.FormC).AsSpan().Trim();
        return ReadNumber(text) ?? ReadIso(text) ?? ReadWords(text);
    }

    /// <summary>The date that a line is, with nothing else but a day of the week, a place before it or an hour after it; else null.</summary>
    public static string? ReadLine(string line)
    {
        if (line.Length > 60 || Read(line) is not { Length: > 4 } date)
        {
            return null;
        }

        // All words but a place at the start must be words of a date.
        int comma = line.IndexOf(',', StringComparison.Ordinal);
        var rest = comma is > 0 and < 30 && !line.AsSpan(0, comma).ContainsAnyInRange('0', '9') ? line.AsSpan(comma + 1) : line;
        foreach (var word in Words(rest))
        {
            string text = rest[word].ToString();
            if (!char.IsAsciiDigit(text[0]) && !Months.ContainsKey(text) && !IsDateWord(text))
            {
                return null;
            }
        }

        return date;
    }

    private static bool IsDay(string text) =>
        text.Length == 10 && text[4] == '-' && text[7] == '-' && TryDigits(text.AsSpan(0, 4), out int year) && TryDigits(text.AsSpan(5, 2), out int month)
        && TryDigits(text.AsSpan(8, 2), out int day) && year is >= FirstYear and <= LastYear && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month);

    // 2023, 20230904, or seconds or milliseconds since 1970.
    private static string? ReadNumber(ReadOnlySpan<char> text)
    {
        if (text.ContainsAnyExceptInRange('0', '9') || !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number))
        {
            return null;
        }

        return text.Length switch
        {
            4 => Year((int)number),
            8 => Day((int)(number / 10_000), (int)(number / 100 % 100), (int)(number % 100)),
            10 => DateTime.UnixEpoch.AddSeconds(number).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            13 => DateTime.UnixEpoch.AddMilliseconds(number).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            _ => null,
        };
    }

    // 2023-09, 2023-09-04, 2023/9/4, each with a time after it.
    private static string? ReadIso(ReadOnlySpan<char> text)
    {
        if (text.Length < 6 || !TryDigits(text[..4], out int year) || text[4] is not ('-' or '/' or '.'))
        {
            return null;
        }

        char separator = text[4];
        text = text[5..];
        int month = TakeNumber(ref text);
        if (text.IsEmpty)
        {
            return Month(year, month);
        }

        if (text[0] != separator)
        {
            return null;
        }

        text = text[1..];
        int day = TakeNumber(ref text);
        return text.IsEmpty || text[0] is 'T' or 't' or ' ' or '+' or 'Z' or 'z' ? Day(year, month, day) : null;
    }

    // 4 septembre 2023, 1er mai 2020, sept. 2023, September 4, 2023, 4/09/2023, 09/2023, wherever it stands in the text.
    private static string? ReadWords(ReadOnlySpan<char> text)
    {
        var words = Words(text);
        for (int i = 0; i < words.Count; i++)
        {
            var word = text[words[i]];
            if (Months.TryGetValue(word.ToString(), out int month))
            {
                int before = i > 0 ? NumberOf(text[words[i - 1]]) : -1;
                int after = i + 1 < words.Count ? NumberOf(text[words[i + 1]]) : -1;
                int second = i + 2 < words.Count ? NumberOf(text[words[i + 2]]) : -1;
                string? date = after >= FirstYear ? before is > 0 and <= 31 ? Day(after, month, before) : Month(after, month)
                    : after is > 0 and <= 31 && second >= FirstYear ? Day(second, month, after)
                    : after is > 0 and <= 31 && second >= 0 && NumberOf(text[words[^1]]) is var last and >= FirstYear ? Day(last, month, after) // Sep 04 20:02:11 +0000 2023
                    : null;
                if (date is not null)
                {
                    return date;
                }
            }
            else if (i > 0 && TryDigits(word, out int year) && word.Length == 4 && JoinedBy(text, words[i - 1], words[i])
                && NumberOf(text[words[i - 1]]) is var number and > 0)
            {
                return i > 1 && JoinedBy(text, words[i - 2], words[i - 1]) && NumberOf(text[words[i - 2]]) is var day and > 0
                    ? Day(year, number, day)
                    : Month(year, number);
            }
        }

        return null;
    }

    private static bool IsDateWord(string word) => word.ToLowerInvariant() is
        "le" or "du" or "à" or "h" or "er" or "publié" or "mis" or "jour" or "et" or "the" or "on" or "of" or "at" or "cet" or "cest"
        or "lundi" or "mardi" or "mercredi" or "jeudi" or "vendredi" or "samedi" or "dimanche" or "lun" or "mar" or "mer" or "jeu" or "ven" or "sam" or "dim"
        or "monday" or "tuesday" or "wednesday" or "thursday" or "friday" or "saturday" or "sunday" or "mon" or "tue" or "wed" or "thu" or "fri" or "sat" or "sun";

    // Between two numbers of one date stands one sign.
    private static bool JoinedBy(ReadOnlySpan<char> text, Range left, Range right)
    {
        int start = left.End.Value;
        return right.Start.Value == start + 1 && text[start] is '/' or '.' or '-' && right.Start.Value == start + 1;
    }

    private static List<Range> Words(ReadOnlySpan<char> text)
    {
        var words = new List<Range>();
        int start = -1;
        for (int i = 0; i <= text.Length; i++)
        {
            bool isWord = i < text.Length && char.IsLetterOrDigit(text[i]);
            if (isWord && start < 0)
            {
                start = i;
            }
            else if (!isWord && start >= 0)
            {
                words.Add(start..i);
                start = -1;
            }
        }

        return words;
    }

    // 4, 04, 1er, 2nd, 4th; -1 is no number.
    private static int NumberOf(ReadOnlySpan<char> word)
    {
        int digits = 0;
        while (digits < word.Length && char.IsAsciiDigit(word[digits]))
        {
            digits++;
        }

        bool isNumber = digits is > 0 and <= 4 && (digits == word.Length || word[digits..] is "er" or "st" or "nd" or "rd" or "th");
        return isNumber && TryDigits(word[..digits], out int number) ? number : -1;
    }

    private static int TakeNumber(ref ReadOnlySpan<char> text)
    {
        int digits = 0;
        while (digits < Math.Min(2, text.Length) && char.IsAsciiDigit(text[digits]))
        {
            digits++;
        }

        _ = TryDigits(text[..digits], out int number);
        text = text[digits..];
        return number;
    }

    private static bool TryDigits(ReadOnlySpan<char> text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private static string? Year(int year) => year is >= FirstYear and <= LastYear ? year.ToString("D4", CultureInfo.InvariantCulture) : null;

    private static string? Month(int year, int month) => month is >= 1 and <= 12 && Year(year) is { } start ? $"{start}-{month:D2}" : null;

    private static string? Day(int year, int month, int day) =>
        Month(year, month) is { } start && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? $"{start}-{day:D2}" : null;

    private static Dictionary<string, int> MonthNames()
    {
        string[] names =
        [
            "janvier janv jan january", "février fevrier févr fevr fév fev feb february", "mars mar march", "avril avr apr april", "mai may", "juin jun june",
            "juillet juil juill jul july", "août aout aoû aou aug august", "septembre sept sep september", "octobre oct october", "novembre nov november", "décembre decembre déc dec december",
        ];
        var months = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (int month = 1; month <= names.Length; month++)
        {
            foreach (string name in names[month - 1].Split(' '))
            {
                months.Add(name, month);
            }
        }

        return months;
    }
}
