using System.Text;
using ArticleSearch.TestKit;
using Xunit.Abstractions;

namespace ArticleSearch.Analysis.Tests;

/// <summary>
/// Real Lucene is the judge: over every kind of text, the same terms at the same places. With the environment variable
/// ARTICLESEARCH_LONG=1, over all texts and contexts; otherwise over a share of the largest sets.
/// </summary>
public sealed class LuceneAgreementTests(ITestOutputHelper output)
{
    private static readonly bool Long = Environment.GetEnvironmentVariable("ARTICLESEARCH_LONG") == "1";

    /// <summary>What stands before and behind a code point: something of every class that a rule speaks of.</summary>
    private static readonly (string Before, string After)[] Contexts =
    [
        ("", ""), ("a", "b"), ("1", "2"), ("a", "2"), ("X", "X"), ("_", "_"), ("aaaa", "eeee"), ("l'", "'"), ("’", "’a"), (".", ".1"), ("1,", "1"),
        ("あ", "い"), ("カ", "ナ"), ("漢", "字"), ("ก", "ข"), ("한", "글"), ("א", "ב"), ("א\"", "ב"),
        ("a\u0301", "\u0301b"), ("\u0301", "\u0301"), ("", "\u200D"), ("\u200D", "😀"), ("😀", "\u200D"), ("👍", "🏽"), ("🇫", "🇷"),
        ("#", "\u20E3"), ("❤", "\uFE0F"), ("\uFE0F", "\u20E3"), ("🏴\U000E0067", "\U000E007F"),
    ];

    [JavaFact]
    public void A_hundred_thousand_random_texts_have_the_tokens_of_lucene()
    {
        const int seed = 20240917;
        var random = new RandomTexts(seed);
        AssertSame($"seed {seed}", Enumerable.Range(0, 100_000).Select(_ => random.Next(25)));
    }

    [JavaFact]
    public void Every_code_point_has_the_tokens_of_lucene_alone_and_among_others() => AssertSame("code points", Contexts.SelectMany(Everywhere));

    [JavaFact]
    public void Texts_that_end_in_half_a_pair_have_the_tokens_of_lucene()
    {
        const int seed = 7;
        var random = new Random(seed);
        string[] pieces =
            ["abcdefghijklmno ", "é", "l'idée ", "𝐀𝐁", "\U000E007F", "🏴\U000E0067\U000E007F", "3,14 ", ". ", "_", "カ", "\uD83D"];
        AssertSame($"seed {seed}", Enumerable.Range(0, 20_000).Select(_ => Text()));

        string Text()
        {
            var text = new StringBuilder();
            string filler = pieces[random.Next(pieces.Length)];
            for (int length = random.Next(0, 800); text.Length < length;)
            {
                text.Append(random.Next(3) == 0 ? pieces[random.Next(pieces.Length)] : filler);
            }

            return text.Append((char)random.Next(0xD800, 0xDC00)).ToString();
        }
    }

    [JavaFact]
    public void Words_of_every_length_around_the_longest_are_cut_as_lucene_cuts_them()
    {
        string[] words =
        [
            "a", "é", "1", "𝐀", "a𝐀", "a'", "a.", "1,", "_", "a_", "カ", "한", "ก", "漢", "א\"", "👩\u200D", "a\u0301", "\u0301", "🇫🇷", "1\uFE0F\u20E3",
        ];
        int[] lengths = [.. Enumerable.Range(248, 16), .. Enumerable.Range(505, 10), 1025];
        AssertSame("long words",
            from word in words
            from start in new[] { "", " ", "a", "𝐀", "(1" }
            from length in lengths
            select start + string.Concat(Enumerable.Repeat(word, length))[..length] + " fin");
    }

    [JavaFact]
    public void Ten_million_letters_without_a_space_have_the_tokens_of_lucene() => AssertSame("letters without a space",
        [new string('e', 10_000_000), string.Concat(Enumerable.Repeat("a𐐀", 1_000_000)), new string('\0', 1_000_000)]);

    [JavaFact]
    public void Parts_of_words_are_normalised_as_lucene_does()
    {
        const int seed = 3;
        var random = new RandomTexts(seed);
        string[] texts =
        [
            "", "L'", "l’É", "L'AVION", "QU’", "PU\u0130SQU'\u0130L", "présiden", "'a", "aujourd'hui", "l'l'a",
            .. Enumerable.Range(0, 20_000).Select(_ => random.Next(4)),
        ];
        var answers = JavaOracle.Shared.AskAll([.. texts.Select(text => (IReadOnlyList<string>)["normalize", text])]);
        for (int i = 0; i < texts.Length; i++)
        {
            // Lucene hands out UTF-8, in which half a surrogate pair becomes U+FFFD.
            string normalized = FrenchAnalyzer.Instance.Normalize(texts[i]);
            Assert.Equal(answers[i][0], Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(normalized)));
        }
    }

    [CorpusFact(java: true)]
    public void Every_text_of_the_collections_has_the_tokens_of_lucene()
    {
        foreach (string collection in new[] { "news", "piaf", "fquad-train", "servicepublic-qf" })
        {
            foreach (string file in new[] { "corpus.jsonl", "queries.jsonl" })
            {
                AssertSame($"{collection}/{file}",
                    Corpora.Read(collection, file).SelectMany(record => new[] { record.Title, record.Text }));
            }
        }

        AssertSame("seeds", Directory.EnumerateFiles(Path.Combine(Corpora.Folder!, "seeds"), "*.txt").Select(File.ReadAllText));
        AssertSame("speed", Corpora.Read("speed").Where((_, i) => Long || i % 20 == 0).Select(record => record.Text));
    }

    /// <summary>Every code point in a context, a line each; of the planes that are alike throughout, a share is enough.</summary>
    private static IEnumerable<string> Everywhere((string Before, string After) context)
    {
        var text = new StringBuilder();
        for (int c = 0; c < 0x110000; c += Long || !IsUniform(c) ? 1 : 83)
        {
            string character = c is >= 0xD800 and < 0xE000 ? ((char)c).ToString() : char.ConvertFromUtf32(c);
            text.Append(context.Before).Append(character).Append(context.After).Append('\n');
            if (text.Length > 50_000)
            {
                yield return text.ToString();
                text.Clear();
            }
        }

        yield return text.ToString();
    }

    /// <summary>Chinese characters, Korean syllables, private use, and what is not assigned.</summary>
    private static bool IsUniform(int c) =>
        c is (>= 0x3500 and < 0xA000) or (>= 0xAC40 and < 0xD700) or (>= 0x12000 and < 0x16000) or (>= 0x17000 and < 0x18800)
            or (>= 0x20000 and < 0xE0000) or >= 0xE0200;

    private void AssertSame(string name, IEnumerable<string> texts)
    {
        var (count, tokens) = LuceneTokens.AssertSame(texts);
        output.WriteLine($"{name}: {count} texts, {tokens} tokens, no difference");
    }
}
