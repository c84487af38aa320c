using System.Globalization;

namespace ArticleSearch.Matching.Automata;

/// <summary>
/// Reads Lucene's regular expressions with all their optional syntax, and only those: what they reject, it rejects.
/// </summary>
/// <remarks>
/// <code>
/// union        = intersection { "|" intersection }
/// intersection = sequence { "&amp;" sequence }
/// sequence     = repeat { repeat }                                      up to ) | &amp; or the end
/// repeat       = complement { "?" | "*" | "+" | "{n}" | "{n,}" | "{n,m}" }
/// complement   = { "~" } simple
/// simple       = "[" ["^"] class { class } "]" | "." | "#" (nothing) | "@" (any text) | '"' text '"' | "()" | "(" union ")"
///              | "&lt;n-m&gt;" (numbers; of that many digits where both are written with equally many) | letter
/// class        = letter [ "-" letter ]
/// letter       = ["\"] code point                                       whatever it is: (|a) is "|" and then "a"
/// </code>
/// Named automata, <c>&lt;name&gt;</c>, are read and refused: there are none. What matches nothing, any number of times, matches
/// nothing, not the empty text: <c>#*</c> is <c>#</c>, though <c>#?</c> is not.
/// </remarks>
internal ref struct RegexpParser
{
    // Parentheses, complements and repetitions inside each other; the stack holds many times more.
    private const int DeepestNesting = 250;

    private readonly RegexpLanguages _languages;
    private readonly ReadOnlySpan<char> _pattern;
    private int _at;
    private int _depth;

    private RegexpParser(string pattern, RegexpLanguages languages)
    {
        _pattern = pattern;
        _languages = languages;
    }

    /// <exception cref="QuerySyntaxException">The pattern is malformed; the column is that of the pattern.</exception>
    /// <exception cref="RegexpLanguages.TooComplexException">It is too large.</exception>
    public static RegexpLanguage Parse(string pattern, RegexpLanguages languages)
    {
        var parser = new RegexpParser(pattern, languages);
        if (pattern.Length == 0)
        {
            return languages.EmptyText;
        }

        var language = parser.Union();
        return parser.More ? throw parser.Error("query.regexp.end", $"the regular expression should have ended here.") : language;
    }

    private readonly bool More => _at < _pattern.Length;

    private RegexpLanguage Union()
    {
        Enter();
        var parts = new List<RegexpLanguage> { Intersection() };
        while (Take('|'))
        {
            parts.Add(Intersection());
        }

        _depth--;
        return _languages.Union(parts);
    }

    private RegexpLanguage Intersection()
    {
        var parts = new List<RegexpLanguage> { Sequence() };
        while (Take('&'))
        {
            parts.Add(Sequence());
        }

        return _languages.Intersection(parts);
    }

    private RegexpLanguage Sequence()
    {
        var parts = new List<RegexpLanguage>();
        do
        {
            parts.Add(Repeat());
        }
        while (More && _pattern[_at] is not (')' or '|' or '&'));

        var sequence = _languages.EmptyText;
        for (int i = parts.Count - 1; i >= 0; i--)
        {
            sequence = _languages.Sequence(parts[i], sequence);
        }

        return sequence;
    }

    private RegexpLanguage Repeat()
    {
        var language = Complement();
        int depth = _depth;
        while (More)
        {
            int least;
            int most;
            switch (_pattern[_at])
            {
                case '?':
                    (least, most) = (0, 1);
                    break;
                case '*':
                    (least, most) = (0, int.MaxValue);
                    break;
                case '+':
                    (least, most) = (1, int.MaxValue);
                    break;
                case '{':
                    _at++;
                    (least, most) = Counts();
                    _at--;
                    break;
                default:
                    _depth = depth;
                    return language;
            }

            _at++;
            Enter();
            language = least == 0 && most == int.MaxValue && RegexpAutomaton.IsEmpty(language, _languages)
                ? _languages.Nothing
                : _languages.Repeat(language, least, most);
        }

        _depth = depth;
        return language;
    }

    /// <summary>Reads <c>n}</c>, <c>n,}</c> or <c>n,m}</c>.</summary>
    private (int Least, int Most) Counts()
    {
        int least = Number() ?? throw Error("query.regexp.count", $"a number of repetitions is missing after \"{{\".");
        int most = least;
        if (Take(','))
        {
            most = Number() ?? int.MaxValue;
        }

        return Take('}') ? (least, most) : throw Error("query.regexp.count.closing", $"the \"}}\" of a repetition is missing.");
    }

    private int? Number()
    {
        int start = _at;
        while (More && char.IsAsciiDigit(_pattern[_at]))
        {
            _at++;
        }

        return start == _at ? null
            : int.TryParse(_pattern[start.._at], NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number
            : throw Error("query.regexp.count.great", $"that many repetitions cannot be counted.");
    }

    private RegexpLanguage Complement()
    {
        bool negated = false;
        while (Take('~'))
        {
            negated = !negated;
        }

        var language = Simple();
        return negated ? _languages.Complement(language) : language;
    }

    private RegexpLanguage Simple()
    {
        int open = _at;
        if (Take('['))
        {
            return Class();
        }

        if (Take('.'))
        {
            return _languages.AnyLetter;
        }

        if (Take('#'))
        {
            return _languages.Nothing;
        }

        if (Take('@'))
        {
            return _languages.Anything;
        }

        if (Take('"'))
        {
            return _languages.Text(Utf8Term.CodePoints(Until('"', "query.regexp.text", $"the closing quotation mark of a text is missing.")));
        }

        if (Take('('))
        {
            if (Take(')'))
            {
                return _languages.EmptyText;
            }

            var language = Union();
            return Take(')') ? language : throw Error("query.regexp.closing", $"the \")\" to the \"(\" at {open + 1} is missing.");
        }

        if (Take('<'))
        {
            return Interval(Until('>', "query.regexp.interval", $"the \">\" of a range of numbers is missing."));
        }

        return _languages.Letter(Letter());
    }

    private RegexpLanguage Class()
    {
        bool negated = Take('^');
        int[] ranges = [];
        do
        {
            int start = _at;
            int first = Letter();
            int last = Take('-') ? Letter() : first;
            if (first > last)
            {
                _at = start;
                throw Error("query.regexp.range", $"a range of letters ends before it begins.");
            }

            ranges = CodePointRanges.Union(ranges, [first, last]);
        }
        while (More && _pattern[_at] != ']');

        return Take(']')
            ? _languages.Letters(negated ? CodePointRanges.Complement(ranges) : ranges)
            : throw Error("query.regexp.class", $"the \"]\" of a class of letters is missing.");
    }

    private readonly RegexpLanguage Interval(string text)
    {
        int dash = text.IndexOf('-', StringComparison.Ordinal);
        if (dash < 0)
        {
            throw Error("query.regexp.name", $"there is no automaton named \"{text}\".");
        }

        if (!TryNumber(text[..dash], out int from) || !TryNumber(text[(dash + 1)..], out int to))
        {
            throw Error("query.regexp.numbers", $"a range of numbers is written <5-20>.");
        }

        int digits = dash == text.Length - dash - 1 ? dash : 0;
        return new DecimalInterval(_languages).Between(Math.Min(from, to), Math.Max(from, to), digits);
    }

    /// <summary>Reads decimal digits of any script, after a plus sign or none, up to the greatest integer.</summary>
    private static bool TryNumber(string text, out int number)
    {
        long value = 0;
        int start = text.StartsWith('+') ? 1 : 0;
        for (int i = start; i < text.Length && value <= int.MaxValue; i++)
        {
            int digit = CharUnicodeInfo.GetDecimalDigitValue(text[i]);
            value = digit < 0 ? long.MaxValue : (10 * value) + digit;
        }

        number = unchecked((int)value);
        return text.Length > start && value <= int.MaxValue;
    }

    private int Letter()
    {
        Take('\\');
        if (!More)
        {
            throw Error("query.regexp.early", $"the regular expression ends too early.");
        }

        int codePoint = _pattern[_at++];
        if (char.IsHighSurrogate((char)codePoint) && More && char.IsLowSurrogate(_pattern[_at]))
        {
            codePoint = char.ConvertToUtf32((char)codePoint, _pattern[_at++]);
        }

        return codePoint;
    }

    private string Until(char end, string name, FormattableString missing)
    {
        int length = _pattern[_at..].IndexOf(end);
        if (length < 0)
        {
            _at = _pattern.Length;
            throw Error(name, missing);
        }

        string text = _pattern.Slice(_at, length).ToString();
        _at += length + 1;
        return text;
    }

    private bool Take(char c)
    {
        if (!More || _pattern[_at] != c)
        {
            return false;
        }

        _at++;
        return true;
    }

    private void Enter()
    {
        if (++_depth > DeepestNesting)
        {
            throw Error("query.regexp.deep", $"the regular expression is nested too deeply.");
        }
    }

    private readonly QuerySyntaxException Error(string name, FormattableString reason) => new(name, reason, _at + 1);
}
