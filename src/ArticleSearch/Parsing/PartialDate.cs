using System.Buffers;
using System.Globalization;
using ArticleSearch.Indexing;
using ArticleSearch.Queries;

namespace ArticleSearch.Parsing;

/// <summary>
/// A day, a month or a year, as people write it and as the index holds it: <c>2023</c>, <c>2023-09</c>, <c>2023-09-30</c>; also
/// <c>09/2023</c>, <c>4/9/2023</c>, <c>septembre 2023</c> and <c>4 sept. 2023</c>. A month stands for all its days, a year for all its months.
/// </summary>
/// <param name="Text">The date as the index holds it.</param>
internal readonly record struct PartialDate(string Text)
{
    private static readonly SearchValues<char> Characters = SearchValues.Create("0123456789-");

    /// <summary>The last day that can be meant; it need not be in the calendar.</summary>
    private string LastDay => Text.Length switch
    {
        4 => Text + "-12-31",
        7 => Text + "-31",
        _ => Text,
    };

    /// <summary>Reads a date; false where the text is none.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out PartialDate date)
    {
        text = text.Trim();
        if (text.Contains('/'))
        {
            text = FromSlashes(text.ToString().Split('/'));
        }
        else if (text.Contains(' ') || text.Contains('\u00A0') || text.Contains('\u202F'))
        {
            text = FrenchDate.ToIso(text);
        }

        string? format = text.Length switch
        {
            4 => "yyyy",
            7 => "yyyy-MM",
            10 => "yyyy-MM-dd",
            _ => null,
        };
        bool valid = format is not null && !text.ContainsAnyExcept(Characters)
            && DateOnly.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
        date = new PartialDate(valid ? text.ToString() : "");
        return valid;
    }

    // Day, month, year; or month, year.
    private static string? FromSlashes(string[] parts) => parts switch
    {
        [{ Length: 1 or 2 } month, { Length: 4 } year] => $"{year}-{month.PadLeft(2, '0')}",
        [{ Length: 1 or 2 } day, { Length: 1 or 2 } month, { Length: 4 } year] => $"{year}-{month.PadLeft(2, '0')}-{day.PadLeft(2, '0')}",
        _ => null,
    };

    /// <summary>Everything of that day, month or year.</summary>
    public Query ToQuery() => Text.Length == 10 ? new TermQuery(PassageFields.Date, Text) : new PrefixQuery(PassageFields.Date, Text);

    /// <summary>Everything from one date to another; null is no bound. A bound that is not included is left out as a whole.</summary>
    public static TermRangeQuery Between(PartialDate? from, PartialDate? to, bool includesFrom, bool includesTo) => new(
        PassageFields.Date,
        includesFrom ? from?.Text : from?.LastDay,
        includesTo ? to?.LastDay : to?.Text,
        includesFrom,
        includesTo);
}
