using System.Globalization;
using System.Text;
using ArticleSearch.TestKit;

namespace ArticleSearch.Analysis.Tests;

/// <summary>Small letters: from a table of our own, so the same everywhere.</summary>
public sealed class LettersTests
{
    [Theory]
    [InlineData("ÀÇÉÈÊËÎÏÔŒÙÛÜŸÆ", "àçéèêëîïôœùûüÿæ")]
    [InlineData("İI", "ii")]
    [InlineData("ΣΑΣ", "σασ")]
    [InlineData("𐐀ΩK", "𐐨ωk")]
    [InlineData("ǅ", "ǆ")]
    [InlineData("straßẞ", "straßß")]
    [InlineData("\uD801", "\uD801")]
    [InlineData("\uDC00A\uD801", "\uDC00a\uD801")]
    public void Letters_become_small_one_by_one(string text, string small)
    {
        char[] letters = text.ToCharArray();
        Letters.ToLower(letters);
        Assert.Equal(small, new string(letters));
    }

    [Fact]
    public void A_small_letter_has_the_length_of_its_capital_and_is_small_already()
    {
        for (int c = 0; c < 0x110000; c++)
        {
            int small = Letters.ToLower(c);
            if (c < 0x10000 != small < 0x10000 || Letters.ToLower(small) != small)
            {
                Assert.Fail($"U+{c:X4} → U+{small:X4}");
            }
        }
    }

    [Fact]
    public void Small_letters_are_those_of_the_runtime_wherever_it_has_one()
    {
        // The runtime leaves İ alone, and a newer Unicode has more pairs; nothing else may differ.
        for (int c = 0; c < 0x110000; c++)
        {
            if (Rune.IsValid(c) && Letters.ToLower(c) != c && c != 'İ' && Rune.ToLowerInvariant(new Rune(c)).Value != Letters.ToLower(c))
            {
                Assert.Fail($"U+{c:X4} → U+{Letters.ToLower(c):X4}");
            }
        }
    }

    [Fact]
    public void Letters_are_those_of_the_runtime_or_came_later()
    {
        for (int c = 0; c < 0x10000; c++)
        {
            Assert.True(!Letters.IsLetter((char)c) || char.IsLetter((char)c), $"U+{c:X4}");
        }

        Assert.Equal(49_000, Enumerable.Range(0, 0x10000).Count(c => Letters.IsLetter((char)c)), 1_000.0);
    }

    [Fact]
    public void Nothing_depends_on_the_culture()
    {
        const int seed = 11;
        var random = new RandomTexts(seed);
        string[] texts = ["IİiıÎ L'ISTANBUL QU'IL", .. Enumerable.Range(0, 500).Select(_ => random.Next(20))];
        string[] expected = [.. texts.Select(TokenText.Of)];
        foreach (string culture in Cultures.Names)
        {
            Cultures.Run(culture, () =>
            {
                Assert.Equal(culture, CultureInfo.CurrentCulture.Name);
                Assert.Equal(expected, texts.Select(TokenText.Of));
                Assert.Equal("istanbul", FrenchAnalyzer.Instance.Normalize("L'ISTANBUL"));
                Assert.Equal(2, FrenchAnalyzer.Instance.ElidedLength("L'ISTANBUL"));
            });
        }
    }
}
