using System.Globalization;
using System.Text;
using ArticleSearch.TestKit;

namespace ArticleSearch.Tests.Suggesting;

/// <summary>Completions against the list of words itself.</summary>
[Collection(nameof(NewsWords))]
public sealed class CompletionTests(NewsWords words)
{
    [Theory]
    [InlineData("p")]
    [InlineData("pr")]
    [InlineData("pré")]
    [InlineData("PRE")]
    [InlineData("prê")]
    [InlineData("elec")]
    [InlineData("œ")]
    [InlineData("oe")]
    [InlineData("coe")]
    [InlineData("zzz")]
    [InlineData("aujourd'")]
    [InlineData("l'a")]
    public void They_are_the_most_frequent_words_that_begin_so_accents_and_capitals_aside(string prefix)
    {
        foreach (string culture in Cultures.Names)
        {
            Cultures.Run(culture, () =>
            {
                string plain = Plain(prefix.StartsWith("l'", StringComparison.Ordinal) ? prefix[2..] : prefix);
                var expected = words.Frequencies
                    .Where(pair => pair.Key.All(c => char.IsLetter(c) || c is '-') || pair.Key == "aujourd'hui")
                    .Where(pair => Plain(pair.Key).StartsWith(plain, StringComparison.Ordinal))
                    .OrderByDescending(pair => Passages(pair.Key)).ThenBy(pair => pair.Key, StringComparer.Ordinal)
                    .Select(pair => new IndexedWord(pair.Key, Passages(pair.Key)))
                    .Take(8);

                Assert.Equal(expected, words.Searcher.Complete(prefix, 8));
            });
        }
    }

    [Fact]
    public void What_an_elision_leaves_is_a_term_and_no_completion()
    {
        Assert.Contains(words.Searcher.Terms("qu", 100), word => word.Text == "qu'");
        Assert.DoesNotContain(words.Searcher.Complete("qu", 100), word => word.Text == "qu'");
    }

    /// <summary>The passages of a word: those of its own, and those of the rows that it stands in.</summary>
    private long Passages(string word) => words.Frequencies
        .Where(pair => pair.Key == word || pair.Key.Split(' ').SelectMany(part => Parts(part)).Contains(word, StringComparer.Ordinal))
        .Sum(pair => pair.Value);

    private static string[] Parts(string word) => word.IndexOf('\'', StringComparison.Ordinal) is > 0 and < 3 and var at ? [word[..(at + 1)], word[(at + 1)..]] : [word];

    private static string Plain(string word) => string.Concat(
        word.ToLowerInvariant().Replace("œ", "oe", StringComparison.Ordinal).Normalize(NormalizationForm.FormD)
            .Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark));
}
