using System.Buffers;
using System.Text;
using ArticleSearch.IndexFormat.Terms;
using ArticleSearch.Matching.Automata;
using ArticleSearch.Queries;

namespace ArticleSearch.Tests.Automata;

public class TermMatcherTests
{
    // Few letters, so that things match; of one to four bytes, at the edges of the code space and of the surrogates too.
    private static readonly string[] Letters = ["a", "a", "b", "b", "c", "é", "z", "\0", "\u007f", "\ud7ff", "\ue000", "😀", "\U0010FFFF"];

    private static string Word(Random random, int longest) =>
        string.Concat(Enumerable.Range(0, random.Next(longest + 1)).Select(_ => Letters[random.Next(random.Next(3) == 0 ? Letters.Length : 5)]));

    [Fact]
    public void Wildcards_match_what_trying_everything_matches()
    {
        ForSeeds(600, random =>
        {
            string pattern = string.Concat(Enumerable.Range(0, random.Next(8)).Select(_ => random.Next(3) switch
            {
                0 => "*",
                1 => random.Next(3) == 0 ? "?" : "\\" + "*?\\a"[random.Next(4)],
                _ => Word(random, 2),
            })) + (random.Next(20) == 0 ? "\\" : "");
            int[] codePoints = SlowMatching.CodePoints(pattern);
            Check(new WildcardQuery("f", pattern), random, text => SlowMatching.Wildcard(codePoints, SlowMatching.CodePoints(text)), () => Word(random, 7));
        });
    }

    [Fact]
    public void Fuzzy_words_match_what_the_table_of_distances_says_and_know_their_distance()
    {
        ForSeeds(600, random =>
        {
            string word = Word(random, 9);
            int edits = random.Next(3);
            int prefix = random.Next(2) == 0 ? 0 : random.Next(4);
            int allowed = prefix >= word.Length ? 0 : edits;
            Check(
                new FuzzyQuery("f", word, edits, prefix),
                random,
                text => SlowMatching.Distance(word, text, prefix) <= allowed,
                () => random.Next(4) == 0 ? Word(random, 9) : Edited(word, random),
                (matcher, text) => Assert.Equal(SlowMatching.Distance(word, text, prefix), matcher.Edits));
        });
    }

    [Fact]
    public void Regular_expressions_match_what_their_definition_says()
    {
        ForSeeds(1200, random =>
        {
            string[] letters = ["a", "a", "b", "c", "é", "z", "😀"];
            var regexp = SlowRegexp.Random(random, 4, r => letters[r.Next(letters.Length)]);
            Check(new RegexpQuery("f", regexp.Pattern), random, regexp.Matches, () => Word(random, 5));
        });
    }

    [Fact]
    public void Prefixes_match_by_their_letters()
    {
        ForSeeds(200, random =>
        {
            string prefix = Word(random, 3);
            Check(new PrefixQuery("f", prefix), random, text => text.StartsWith(prefix, StringComparison.Ordinal), () => prefix[..random.Next(prefix.Length + 1)] is var start && IsWellFormed(start) ? start + Word(random, 3) : Word(random, 4));
        });
    }

    [Fact]
    public void Forgiving_prefixes_and_wildcards_take_letters_without_their_accents_on_both_sides()
    {
        string[] letters = ["e", "e", "é", "ê", "o", "œ", "oe", "a", "ß", "æ", "z", "e\u0301", "\u0300", "😀"];
        string Text(Random random, int longest) => string.Concat(Enumerable.Range(0, random.Next(longest + 1)).Select(_ => letters[random.Next(letters.Length)]));
        ForSeeds(600, random =>
        {
            string prefix = Text(random, 3);
            int[] wanted = SlowMatching.CodePoints(SlowMatching.Folded(prefix));
            Check(
                new PrefixQuery("f", prefix, Forgives: true),
                random,
                text => SlowMatching.Readings(text).Any(reading => SlowMatching.Wildcard([.. wanted, '*'], reading)),
                () => Text(random, 5));
            string pattern = string.Concat(Enumerable.Range(0, random.Next(5)).Select(_ => random.Next(3) switch { 0 => "*", 1 => "?", _ => Text(random, 2) }));
            int[] folded = SlowMatching.CodePoints(SlowMatching.Folded(pattern));
            Check(
                new WildcardQuery("f", pattern, Forgives: true),
                random,
                text => SlowMatching.Readings(text).Any(reading => SlowMatching.Wildcard(folded, reading)),
                () => Text(random, 5));
        });
    }

    [Fact]
    public void Nothing_is_folded_but_what_the_table_of_letters_knows()
    {
        for (int letter = 0; letter <= char.MaxValue; letter++)
        {
            var (first, second) = ArticleSearch.Analysis.Lexicon.AccentFolding.Fold((char)letter);
            Assert.Equal((first, second), FoldedLetters.Fold(letter));
            if (second == 0 && !FoldedLetters.IsMark(letter))
            {
                Assert.Equal(letter, FoldedLetters.Next(first, letter));
            }

            Assert.Equal(second != 0, FoldedLetters.Doubles.Contains(letter));
        }
    }

    [Fact]
    public void Ranges_match_in_the_order_of_bytes()
    {
        ForSeeds(400, random =>
        {
            string? lower = random.Next(4) == 0 ? null : Word(random, 3);
            string? upper = random.Next(4) == 0 ? null : Word(random, 3);
            bool includesLower = random.Next(2) == 0;
            bool includesUpper = random.Next(2) == 0;
            Check(
                new TermRangeQuery("f", lower, upper, includesLower, includesUpper),
                random,
                text => (lower is null || Order(text, lower) is var low && (low > 0 || (low == 0 && includesLower)))
                    && (upper is null || Order(text, upper) is var high && (high < 0 || (high == 0 && includesUpper))),
                () => Word(random, 4));
        });
    }

    [Fact]
    public void Every_pair_of_short_words_has_the_distance_of_the_table()
    {
        string[] words = [.. Enumerable.Range(0, 6).SelectMany(length => Words("abc", length)).Where(word => word.Length < 5 || word.StartsWith('a'))];
        string[] texts = [.. Enumerable.Range(0, 6).SelectMany(length => Words("abx", length))];
        foreach (string word in words)
        {
            var matchers = Enumerable.Range(0, 3).Select(edits => new FuzzyMatcher(word, edits)).ToArray();
            int[] letters = SlowMatching.CodePoints(word);
            foreach (string text in texts)
            {
                int distance = SlowMatching.Distance(letters, SlowMatching.CodePoints(text));
                byte[] bytes = Encoding.UTF8.GetBytes(text);
                for (int edits = 0; edits < (word.Length == 0 ? 1 : 3); edits++)
                {
                    Assert.True(matchers[edits].Matches(bytes) == (distance <= edits), $"{word} {text} {edits}: {distance}");
                    Assert.True(distance > edits || matchers[edits].Edits == distance, $"{word} {text} {edits}: {distance}");
                }
            }
        }
    }

    [Theory]
    [InlineData("<8-12>", "8 08 0012 11 9", "7 13 ε 1 1x")]
    [InlineData("<08-12>", "08 09 12", "8 012 13 07")]
    [InlineData("<12-8>", "8 12 010", "13")]
    [InlineData("<+5-6>", "5 6 05", "7")]
    [InlineData("<0-0>", "0", "ε 1 000")]
    [InlineData("<1-1000>", "1 10 999 1000 0001", "0 1001 ε")]
    [InlineData("<0-2147483647>", "2147483647 99 0", "2147483648 9999999999")]
    [InlineData("(|a)", "|a", "a | ε")]
    [InlineData("*a", "*a", "a aa")]
    [InlineData("a||b", "a |b", "b ε")]
    [InlineData("[]-]]", "]", "]] - ε")]
    [InlineData("[a-cx]+", "abcx", "d ε ay")]
    [InlineData("\"a*\\\"b", "a*\\b", "aab")]
    [InlineData("()", "ε", "a")]
    [InlineData("", "ε", "a")]
    [InlineData("~a", "ε b aa", "a")]
    [InlineData("a{2,1}", "", "ε a aa")]
    [InlineData("a{0}", "ε", "a")]
    [InlineData("#", "", "ε a")]
    [InlineData("a#|b", "b", "a ε")]
    [InlineData("@&~(@ab@)", "ε a ba", "ab aab xabx")]
    public void Regular_expressions_have_the_odd_corners_of_Lucenes(string pattern, string matching, string others)
    {
        var matcher = new RegexpMatcher(pattern);
        foreach (string text in matching.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            Assert.True(matcher.Matches(Encoding.UTF8.GetBytes(text.Replace("ε", "", StringComparison.Ordinal))), $"{pattern} {text}");
        }

        foreach (string text in others.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            Assert.False(matcher.Matches(Encoding.UTF8.GetBytes(text.Replace("ε", "", StringComparison.Ordinal))), $"{pattern} {text}");
        }
    }

    [Theory]
    [InlineData("a)", 2)]
    [InlineData("(a", 3)]
    [InlineData("a|", 3)]
    [InlineData("a&", 3)]
    [InlineData("[ab", 4)]
    [InlineData("[b-a]", 2)]
    [InlineData("a{", 3)]
    [InlineData("a{x}", 3)]
    [InlineData("a{1", 4)]
    [InlineData("a{99999999999}", 14)]
    [InlineData("\"ab", 4)]
    [InlineData("<ab>", 5)]
    [InlineData("<5-x>", 6)]
    [InlineData("<5", 3)]
    [InlineData("\\", 2)]
    [InlineData("[^]", 4)]
    [InlineData("a{20000}", 1)]
    [InlineData("(a|b)*a(a|b){15}", 1)]
    [InlineData("((a{100}){100}){100}", 1)]
    public void Malformed_and_huge_regular_expressions_are_refused_with_a_column(string pattern, int column) =>
        Assert.Equal(column, Assert.Throws<QuerySyntaxException>(() => new RegexpMatcher(pattern)).Column);

    [Fact]
    public void Deep_nesting_is_refused_and_length_is_not()
    {
        Assert.Throws<QuerySyntaxException>(() => new RegexpMatcher(new string('(', 100_000)));
        Assert.Throws<QuerySyntaxException>(() => new RegexpMatcher("a" + new string('?', 100_000)));
        Assert.True(new RegexpMatcher(new string('~', 100_000) + "a").Matches("a"u8));
        Assert.True(new RegexpMatcher(new string('a', 3000)).Matches(Encoding.UTF8.GetBytes(new string('a', 3000))));
        Assert.True(new RegexpMatcher(string.Join('|', Enumerable.Range(0, 1000))).Matches("777"u8));
    }

    [Fact]
    public void Wildcards_of_many_stars_take_no_exponential_time()
    {
        var matcher = new WildcardMatcher(string.Concat(Enumerable.Repeat("*a", 200)) + "b");
        Assert.False(matcher.Matches(Encoding.UTF8.GetBytes(new string('a', 5000))));
        var forgiving = TermMatchers.For(new WildcardQuery("f", "*é" + new string('?', 60) + "b", Forgives: true));
        var random = new Random(1);
        for (int i = 0; i < 50; i++)
        {
            Assert.False(forgiving.Matches(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 500).Select(_ => "eaé"[random.Next(3)])))));
        }
    }

    [Fact]
    public void Bytes_that_are_no_text_match_nothing_and_stop_no_walk()
    {
        byte[][] terms = [[0xFF], [(byte)'a', 0xC3], [(byte)'a', (byte)'b'], [0x80, 0x80], [(byte)'a', 0xED, 0xA0, 0x80]];
        foreach (Query query in new Query[] { new WildcardQuery("f", "a?"), new FuzzyQuery("f", "ab", 1), new RegexpQuery("f", "a.") })
        {
            Assert.Equal(["ab"u8.ToArray()], Walk(TermMatchers.For(query), new ListedTerms(terms)));
        }
    }

    private static void Check(Query query, Random random, Func<string, bool> matches, Func<string> text, Action<TermMatcher, string>? whenMatching = null)
    {
        string[] texts = [.. Enumerable.Range(0, 40).Select(_ => text()).Distinct()];
        string[] wanted = [.. texts.Where(matches).OrderBy(t => t, Comparer<string>.Create(Order))];

        // the walk over a dictionary
        var matcher = TermMatchers.For(query);
        string[] walked = [.. Walk(matcher, ListedTerms.Of(texts)).Select(Encoding.UTF8.GetString).Select(text =>
        {
            whenMatching?.Invoke(matcher, text);
            return text;
        })];
        Assert.True(wanted.SequenceEqual(walked), $"{query}\nwanted {Show(wanted)}\nfound  {Show(walked)}\nof {Show(texts)}");

        // the bounds, from anywhere
        var target = new ArrayBufferWriter<byte>();
        Assert.All(wanted, term => Assert.True(matcher.CommonPrefix.SequenceCompareTo(Encoding.UTF8.GetBytes(term)) <= 0));
        foreach (string from in texts)
        {
            byte[] term = Encoding.UTF8.GetBytes(from);
            target.ResetWrittenCount();
            bool more = matcher.TryNext(term, target);
            Assert.True(!more || target.WrittenCount == 0 || target.WrittenSpan.SequenceCompareTo(term) > 0, $"{query} from {Show([from])}");
            string? next = wanted.FirstOrDefault(w => Order(w, from) > 0);
            if (next is not null)
            {
                Assert.True(more && target.WrittenSpan.SequenceCompareTo(Encoding.UTF8.GetBytes(next)) <= 0, $"{query} from {Show([from])} to {Show([next])}");
            }
        }
    }

    private static IEnumerable<byte[]> Walk(TermMatcher matcher, ListedTerms terms)
    {
        var target = new ArrayBufferWriter<byte>();
        bool there = terms.SeekCeiling(matcher.CommonPrefix) != SeekResult.End;
        while (there)
        {
            if (matcher.Matches(terms.Term))
            {
                yield return terms.Term.ToArray();
            }

            target.ResetWrittenCount();
            there = matcher.TryNext(terms.Term, target)
                && (target.WrittenCount == 0 ? terms.MoveNext() : terms.SeekCeiling(target.WrittenSpan) != SeekResult.End);
        }
    }

    private static string Show(IEnumerable<string> texts) => string.Join(' ', texts.Select(text => '"' + string.Concat(text.Select(c => c is >= ' ' and < '\u007f' ? c.ToString() : $"\\u{(int)c:x4}")) + '"'));

    private static int Order(string a, string b) => Encoding.UTF8.GetBytes(a).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(b));

    private static bool IsWellFormed(string text) => text.Length == 0 || !char.IsHighSurrogate(text[^1]);

    private static string Edited(string word, Random random)
    {
        var letters = word.EnumerateRunes().ToList();
        for (int edits = random.Next(4); edits > 0; edits--)
        {
            var letter = Rune.GetRuneAt(Letters[random.Next(Letters.Length)], 0);
            int at = random.Next(letters.Count + 1);
            switch (random.Next(4))
            {
                case 0:
                    letters.Insert(at, letter);
                    break;
                case 1 when at < letters.Count:
                    letters.RemoveAt(at);
                    break;
                case 2 when at < letters.Count:
                    letters[at] = letter;
                    break;
                case 3 when at + 1 < letters.Count:
                    (letters[at], letters[at + 1]) = (letters[at + 1], letters[at]);
                    break;
            }
        }

        return string.Concat(letters);
    }

    private static IEnumerable<string> Words(string letters, int length) =>
        length == 0 ? [""] : Words(letters, length - 1).SelectMany(word => letters.Select(letter => word + letter));

    private static void ForSeeds(int count, Action<Random> body)
    {
        for (int seed = 0; seed < count; seed++)
        {
            try
            {
                body(new Random(seed));
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"Seed {seed}: {e.Message}", e);
            }
        }
    }
}
