using System.Globalization;
using System.Text;
using ArticleSearch.Matching.Automata;
using ArticleSearch.TestKit;

namespace ArticleSearch.Tests.Automata;

/// <summary>Patterns match the same texts in real Lucene, and are refused there if they are refused here.</summary>
public class JavaAutomataTests
{
    private static readonly string[] Letters = ["a", "b", "c", "é", "z", "1", "2", "😀", "-", "\"", "."];

    [JavaFact]
    public void Regular_expressions() => Compare(
        "regexp",
        1500,
        random => random.Next(2) == 0
            ? SlowRegexp.Random(random, 3, r => r.GetItems<string>(["a", "b", "c", "é", "z", "😀"], 1)[0]).Pattern
            : Mix(random, ["a", "b", "c", "é", "[", "]", "^", "-", "(", ")", "|", "&", "~", "*", "+", "?", "{1,2}", "{2}", "{1,}", "{", "}", ".", "#", "@", "\"", "<1-12>", "<01-12>", "<", ">", "\\", "1", "😀"], 8),
        pattern => new RegexpMatcher(pattern));

    [JavaFact]
    public void Wildcards() => Compare(
        "wildcard", 1500, random => "?" + Mix(random, ["a", "b", "c", "é", "😀", "*", "?", "\\", "*"], 8), pattern => new WildcardMatcher(pattern));

    [JavaFact]
    public void Fuzzy_words()
    {
        for (int edits = 1; edits <= 2; edits++)
        {
            for (int prefix = 0; prefix <= 2; prefix++)
            {
                Compare("fuzzy", 100, random => "ab" + Mix(random, Letters, 8), pattern => new FuzzyMatcher(pattern, edits, prefix), edits, prefix);
            }
        }
    }

    private static void Compare(string kind, int count, Func<Random, string> make, Func<string, TermMatcher> compile, int edits = 0, int prefix = 0)
    {
        var random = new Random(11 + edits + prefix);
        string[] patterns = [.. Enumerable.Range(0, count).Select(_ => make(random))];
        string[] texts = [.. Enumerable.Range(0, 60).Select(_ => Mix(random, Letters, 7)).Append("").Distinct()];
        var perPattern = patterns.Select(pattern => kind == "fuzzy" ? texts.Select(text => Near(random, pattern, text)).ToArray() : texts).ToArray();
        var answers = JavaOracle.Shared.AskAll([.. patterns.Select((pattern, i) => (IReadOnlyList<string>)["matches", kind, pattern, edits.ToString(CultureInfo.InvariantCulture), prefix.ToString(CultureInfo.InvariantCulture), .. perPattern[i]])]);
        int matching = 0;
        for (int i = 0; i < patterns.Length; i++)
        {
            string ours;
            try
            {
                var matcher = compile(patterns[i]);
                ours = string.Concat(perPattern[i].Select(text => matcher.Matches(Encoding.UTF8.GetBytes(text)) ? '1' : '0'));
            }
            catch (QuerySyntaxException e)
            {
                ours = "! " + e.Message;
            }

            string java = answers[i][0];
            if (java.Contains("ArrayIndexOutOfBounds", StringComparison.Ordinal))
            {
                continue; // it stumbles over nothing repeated: (a{1,0}){2,3}
            }

            Assert.True(java.StartsWith('!') ? ours.StartsWith('!') : java == ours, $"{patterns[i]}\nLucene {java}\nours   {ours}\n{string.Join(' ', perPattern[i])}");
            matching += ours.Count(c => c == '1');
        }

        Assert.InRange(matching, count / 4, int.MaxValue);
    }

    /// <summary>A text some edits away from the word.</summary>
    private static string Near(Random random, string word, string other)
    {
        int from = random.Next(word.Length + 1);
        int to = Math.Min(word.Length, from + random.Next(3));
        string near = word[..from] + (other.Length > 0 && random.Next(2) == 0 ? other[..Math.Min(other.Length, random.Next(3))] : "") + word[to..];
        return random.Next(4) == 0 && near.Length > 3 ? near[..2] + near[3] + near[2] + near[4..] : near;
    }

    private static string Mix(Random random, string[] parts, int longest) =>
        string.Concat(Enumerable.Range(0, random.Next(longest + 1)).Select(_ => parts[random.Next(parts.Length)]));
}
