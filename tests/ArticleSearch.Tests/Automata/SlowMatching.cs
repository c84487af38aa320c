using System.Text;

namespace ArticleSearch.Tests.Automata;

/// <summary>The obvious, slow definitions that the matchers must agree with.</summary>
internal static class SlowMatching
{
    public static int[] CodePoints(string text) => [.. text.EnumerateRunes().Select(rune => rune.Value)];

    /// <summary>A text without its accents.</summary>
    public static string Folded(string text)
    {
        char[] folded = new char[2 * text.Length];
        return new string(folded, 0, Analysis.Lexicon.AccentFolding.Fold(text, folded));
    }

    /// <summary>
    /// The ways to read a text whose accents do not matter: a ligature is two letters, or one that no letter of a pattern is; an
    /// accent that stands alone is nothing, or such a letter.
    /// </summary>
    public static IEnumerable<int[]> Readings(string text)
    {
        const int NoLetter = 0x10FFFE;
        IEnumerable<int[]> readings = [[]];
        foreach (var rune in text.EnumerateRunes())
        {
            int[] folded = CodePoints(Folded(rune.ToString()));
            int[][] ways = folded.Length == 1 ? [folded] : [folded, [NoLetter]];
            readings = [.. readings.SelectMany(reading => ways.Select(way => (int[])[.. reading, .. way]))];
        }

        return readings;
    }

    /// <summary>By trying everything.</summary>
    public static bool Wildcard(ReadOnlySpan<int> pattern, ReadOnlySpan<int> text)
    {
        if (pattern.IsEmpty)
        {
            return text.IsEmpty;
        }

        switch (pattern[0])
        {
            case '*':
                return Wildcard(pattern[1..], text) || (!text.IsEmpty && Wildcard(pattern, text[1..]));
            case '?':
                return !text.IsEmpty && Wildcard(pattern[1..], text[1..]);
            case '\\' when pattern.Length > 1:
                return !text.IsEmpty && text[0] == pattern[1] && Wildcard(pattern[2..], text[1..]);
            default:
                return !text.IsEmpty && text[0] == pattern[0] && Wildcard(pattern[1..], text[1..]);
        }
    }

    /// <summary>Optimal string alignment, by its table.</summary>
    public static int Distance(int[] a, int[] b)
    {
        int[,] table = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
        {
            for (int j = 0; j <= b.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    table[i, j] = i + j;
                    continue;
                }

                int best = Math.Min(table[i - 1, j], table[i, j - 1]) + 1;
                best = Math.Min(best, table[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    best = Math.Min(best, table[i - 2, j - 2] + 1);
                }

                table[i, j] = best;
            }
        }

        return table[a.Length, b.Length];
    }

    /// <summary>The distance where the first letters agree and only the others are edited; null where they do not.</summary>
    public static int? Distance(string word, string text, int prefixLength)
    {
        int[] a = CodePoints(word);
        int[] b = CodePoints(text);
        int shared = Math.Min(prefixLength, a.Length);
        return b.Length < shared || !a.AsSpan(0, shared).SequenceEqual(b.AsSpan(0, shared)) ? null : Distance(a[shared..], b[shared..]);
    }
}

/// <summary>A regular expression with its text in Lucene's syntax and its meaning by sets of ends.</summary>
internal abstract record SlowRegexp(string Pattern)
{
    /// <summary>Where a match that starts at a place of the text can end.</summary>
    public abstract IEnumerable<int> Ends(int[] text, int start);

    public bool Matches(string text)
    {
        int[] codePoints = SlowMatching.CodePoints(text);
        return Ends(codePoints, 0).Contains(codePoints.Length);
    }

    public static SlowRegexp Random(Random random, int depth, Func<Random, string> letter)
    {
        int kind = random.Next(depth == 0 ? 5 : 14);
        switch (kind)
        {
            case 0:
                return new Any();
            case 1:
                return new Everything(random.Next(8) == 0 ? "#" : "@");
            case 2:
                string word = string.Concat(Enumerable.Range(0, random.Next(3)).Select(_ => letter(random)));
                return new Word($"\"{word}\"", word);
            case 3:
                string[] ends = [letter(random), letter(random)];
                Array.Sort(ends, (x, y) => x.EnumerateRunes().First().CompareTo(y.EnumerateRunes().First()));
                bool negated = random.Next(3) == 0;
                string extra = letter(random);
                return new Class($"[{(negated ? "^" : "")}{ends[0]}-{ends[1]}{extra}]", ends[0], ends[1], extra, negated);
            case 4:
                string one = letter(random);
                return new Word((random.Next(4) == 0 ? "\\" : "") + one, one);
            case 5 or 6 or 7:
                var (first, second) = (Random(random, depth - 1, letter), Random(random, depth - 1, letter));
                return new Sequence($"({first.Pattern})({second.Pattern})", first, second);
            case 8 or 9:
                var (left, right) = (Random(random, depth - 1, letter), Random(random, depth - 1, letter));
                return new Either($"({left.Pattern})|({right.Pattern})", left, right);
            case 10:
                var (one1, two) = (Random(random, depth - 1, letter), Random(random, depth - 1, letter));
                return new Both($"({one1.Pattern})&({two.Pattern})", one1, two);
            case 11:
                var part = Random(random, depth - 1, letter);
                return new Not($"~({part.Pattern})", part);
            default:
                var repeated = Random(random, depth - 1, letter);
                if (repeated.Pattern.AsSpan().ContainsAny("#&~"))
                {
                    // Nothing, any number of times, is a corner that the definition does not have.
                    repeated = new Either($"({repeated.Pattern})|()", repeated, new Word("()", ""));
                }

                int least = random.Next(3);
                int most = random.Next(4);
                return random.Next(6) switch
                {
                    0 => new Times($"({repeated.Pattern})?", repeated, 0, 1),
                    1 => new Times($"({repeated.Pattern})*", repeated, 0, 99),
                    2 => new Times($"({repeated.Pattern})+", repeated, 1, 99),
                    3 => new Times($"({repeated.Pattern}){{{least}}}", repeated, least, least),
                    4 => new Times($"({repeated.Pattern}){{{least},}}", repeated, least, 99),
                    _ => new Times($"({repeated.Pattern}){{{least},{most}}}", repeated, least, most),
                };
        }
    }

    private sealed record Any() : SlowRegexp(".")
    {
        public override IEnumerable<int> Ends(int[] text, int start) => start < text.Length ? [start + 1] : [];
    }

    private sealed record Everything(string Sign) : SlowRegexp(Sign)
    {
        public override IEnumerable<int> Ends(int[] text, int start) => Sign == "#" ? [] : Enumerable.Range(start, text.Length - start + 1);
    }

    private sealed record Word(string Pattern, string Letters) : SlowRegexp(Pattern)
    {
        public override IEnumerable<int> Ends(int[] text, int start)
        {
            int[] letters = SlowMatching.CodePoints(Letters);
            return text.AsSpan(start).StartsWith(letters) ? [start + letters.Length] : [];
        }
    }

    private sealed record Class(string Pattern, string First, string Last, string Extra, bool Negated) : SlowRegexp(Pattern)
    {
        public override IEnumerable<int> Ends(int[] text, int start)
        {
            if (start == text.Length)
            {
                return [];
            }

            bool inside = (text[start] >= Value(First) && text[start] <= Value(Last)) || text[start] == Value(Extra);
            return inside != Negated ? [start + 1] : [];
        }

        private static int Value(string letter) => Rune.GetRuneAt(letter, 0).Value;
    }

    private sealed record Sequence(string Pattern, SlowRegexp One, SlowRegexp Two) : SlowRegexp(Pattern)
    {
        public override IEnumerable<int> Ends(int[] text, int start) => One.Ends(text, start).SelectMany(end => Two.Ends(text, end)).Distinct().ToArray();
    }

    private sealed record Either(string Pattern, SlowRegexp One, SlowRegexp Two) : SlowRegexp(Pattern)
    {
        public override IEnumerable<int> Ends(int[] text, int start) => One.Ends(text, start).Union(Two.Ends(text, start));
    }

    private sealed record Both(string Pattern, SlowRegexp One, SlowRegexp Two) : SlowRegexp(Pattern)
    {
        public override IEnumerable<int> Ends(int[] text, int start) => One.Ends(text, start).Intersect(Two.Ends(text, start));
    }

    private sealed record Not(string Pattern, SlowRegexp Part) : SlowRegexp(Pattern)
    {
        public override IEnumerable<int> Ends(int[] text, int start) => Enumerable.Range(start, text.Length - start + 1).Except(Part.Ends(text, start));
    }

    private sealed record Times(string Pattern, SlowRegexp Part, int Least, int Most) : SlowRegexp(Pattern)
    {
        public override IEnumerable<int> Ends(int[] text, int start)
        {
            var ends = new HashSet<int>();
            if (Most < Least)
            {
                return ends;
            }

            // Beyond one repetition a letter, more only go in circles.
            HashSet<int> now = [start];
            for (int times = 0; times <= Math.Min(Most, Least + text.Length + 1); times++)
            {
                if (times >= Least)
                {
                    ends.UnionWith(now);
                }

                now = [.. now.SelectMany(place => Part.Ends(text, place))];
            }

            return ends;
        }
    }
}
