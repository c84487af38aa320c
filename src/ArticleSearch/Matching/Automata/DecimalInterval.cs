using System.Globalization;

namespace ArticleSearch.Matching.Automata;

/// <summary>The decimal numbers between two numbers, as a regular language: <c>&lt;8-12&gt;</c> is <c>0*(8|9|1[0-2])</c>, <c>&lt;08-12&gt;</c> is <c>0[89]|1[0-2]</c>.</summary>
internal readonly struct DecimalInterval(RegexpLanguages languages)
{
    /// <param name="least">The least number, 0 or more.</param>
    /// <param name="greatest">The greatest number.</param>
    /// <param name="digits">How many digits every number is written with; 0 for any number of leading zeros.</param>
    public RegexpLanguage Between(int least, int greatest, int digits)
    {
        string from = least.ToString(CultureInfo.InvariantCulture);
        string to = greatest.ToString(CultureInfo.InvariantCulture);
        if (digits > 0)
        {
            return SameLength(from.PadLeft(digits, '0'), to.PadLeft(digits, '0'));
        }

        var lengths = new List<RegexpLanguage>();
        for (int length = from.Length; length <= to.Length; length++)
        {
            lengths.Add(SameLength(
                length == from.Length ? from : "1".PadRight(length, '0'),
                length == to.Length ? to : new string('9', length)));
        }

        return languages.Sequence(languages.Repeat(languages.Letter('0'), 0, int.MaxValue), languages.Union(lengths));
    }

    private RegexpLanguage SameLength(string from, string to)
    {
        if (from.Length == 0)
        {
            return languages.EmptyText;
        }

        string fromRest = from[1..];
        string toRest = to[1..];
        if (from[0] == to[0])
        {
            return languages.Sequence(languages.Letter(from[0]), SameLength(fromRest, toRest));
        }

        var ways = new List<RegexpLanguage>
        {
            languages.Sequence(languages.Letter(from[0]), SameLength(fromRest, new string('9', fromRest.Length))),
            languages.Sequence(languages.Letter(to[0]), SameLength(new string('0', toRest.Length), toRest)),
        };
        if (from[0] + 1 < to[0])
        {
            var digit = languages.Letters(['0', '9']);
            ways.Add(languages.Sequence(languages.Letters([from[0] + 1, to[0] - 1]), languages.Repeat(digit, fromRest.Length, fromRest.Length)));
        }

        return languages.Union(ways);
    }
}
