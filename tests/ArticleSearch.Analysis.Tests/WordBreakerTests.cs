using ArticleSearch.Analysis.Unicode;

namespace ArticleSearch.Analysis.Tests;

/// <summary>The rules of UAX #29, one example each, and the breaker against its slow twin.</summary>
public sealed class WordBreakerTests
{
    /// <summary>Words stand in brackets; what stands outside belongs to none.</summary>
    [Theory]
    [InlineData("WB1", "")]
    [InlineData("WB2", "[a]")]
    [InlineData("WB3", "[a]\r\n[b]")]
    [InlineData("WB4 e + acute", "[e\u0301te\u0301]")]
    [InlineData("WB4 soft hyphen", "[a\u00ADb]")]
    [InlineData("WB4 mark without a letter", " \u0301 ")]
    [InlineData("WB5", "[abc]")]
    [InlineData("WB6, WB7 quote", "[d'une]'")]
    [InlineData("WB6, WB7 full stop", "[a.b]. [c]")]
    [InlineData("WB6, WB7 colon", "[a:b]:: [c]")]
    [InlineData("WB7a", "[א']")]
    [InlineData("WB7b, WB7c", "[א\"ב]\"")]
    [InlineData("WB8", "[123]")]
    [InlineData("WB9", "[a1]")]
    [InlineData("WB10", "[1er]")]
    [InlineData("WB11, WB12 comma", "[3,14], [2.71].")]
    [InlineData("WB11, WB12 one mark only", "[3],,[14]")]
    [InlineData("no comma among letters", "[a],[b]")]
    [InlineData("WB13", "[カタカナ]")]
    [InlineData("Katakana and letters apart", "[カ][a]")]
    [InlineData("WB13a, WB13b", "[_a__1_カ_]")]
    [InlineData("connectors alone", "___ _")]
    [InlineData("WB999 ideographs", "[漢][字]")]
    [InlineData("WB999 Hiragana", "[ひ][ら]")]
    [InlineData("Thai together", "[ภาษาไทย] [x]")]
    [InlineData("flags in pairs", "[🇫🇷][🇧🇪]🇨")]
    [InlineData("key caps", "[1\uFE0F\u20E3][#\u20E3]#")]
    [InlineData("skin tone", "[👍🏽][🏽]")]
    [InlineData("joined", "[👩\u200D🚀][😀]")]
    [InlineData("tags", "[🏴\U000E0067\U000E0062\U000E007F]")]
    [InlineData("half pairs", "[a]\uD800[b]\uDC00[c]")]
    public void Words_break_where_the_rules_say(string rule, string marked)
    {
        string text = marked.Replace("[", "", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal);
        Assert.True(marked == Marked(text), $"{rule}: {marked} became {Marked(text)}");
    }

    [Theory]
    [InlineData("mot", nameof(WordKind.Word))]
    [InlineData("1,5", nameof(WordKind.Number))]
    [InlineData("1er", nameof(WordKind.Word))]
    [InlineData("漢", nameof(WordKind.Ideograph))]
    [InlineData("ひ", nameof(WordKind.Hiragana))]
    [InlineData("カナ", nameof(WordKind.Katakana))]
    [InlineData("한글", nameof(WordKind.Hangul))]
    [InlineData("ไทย", nameof(WordKind.SoutheastAsian))]
    [InlineData("😀", nameof(WordKind.Emoji))]
    [InlineData("©", nameof(WordKind.Emoji))]
    public void A_word_knows_what_it_is_made_of(string word, string kind) =>
        Assert.Equal([(0, word.Length, Enum.Parse<WordKind>(kind))], Words(word));

    [Fact]
    public void A_longer_word_is_cut_after_255_code_units() =>
        Assert.Equal([(0, 255, WordKind.Word), (255, 510, WordKind.Word), (510, 600, WordKind.Word)], Words(new string('a', 600)));

    [Fact]
    public void A_surrogate_pair_is_never_cut() =>
        Assert.Equal(
            [(0, 254, WordKind.Word), (254, 508, WordKind.Word), (508, 512, WordKind.Word)],
            Words(string.Concat(Enumerable.Repeat("𝐀", 256))));

    [Fact]
    public void The_breaker_finds_what_its_slow_twin_finds()
    {
        const int seed = 41;
        var random = new RandomTexts(seed);
        for (int i = 0; i < 30_000; i++)
        {
            string text = random.Next(20) + "!";
            if (!PlainWordBreaker.Words(text).SequenceEqual(Words(text)))
            {
                Assert.Fail($"seed {seed}, text {i}: {string.Concat(text.Select(c => $"\\u{(int)c:X4}"))}");
            }
        }
    }

    [Fact]
    public void The_shortcut_for_latin_letters_has_the_same_classes()
    {
        for (int c = 0; c < WordBreakTables.LatinLimit; c++)
        {
            Assert.Equal(PlainWordBreaker.ClassOf(c), WordBreakTables.LatinClasses[c]);
        }
    }

    [Fact]
    public void After_the_last_word_there_is_none_however_often_one_asks()
    {
        var breaker = new WordBreaker();
        Assert.True(breaker.MoveNext("mot"));
        Assert.False(breaker.MoveNext("mot"));
        Assert.False(breaker.MoveNext("mot"));
    }

    private static List<(int Start, int End, WordKind Kind)> Words(string text)
    {
        var words = new List<(int, int, WordKind)>();
        var breaker = new WordBreaker();
        while (breaker.MoveNext(text))
        {
            words.Add((breaker.Start, breaker.End, breaker.Kind));
        }

        return words;
    }

    private static string Marked(string text)
    {
        string marked = text;
        foreach (var (start, end, _) in Enumerable.Reverse(Words(text)))
        {
            marked = marked.Insert(end, "]").Insert(start, "[");
        }

        return marked;
    }
}
