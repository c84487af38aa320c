using System.Globalization;
using System.Text;
using ArticleSearch.Analysis.Lexicon;

namespace ArticleSearch.Analysis.Tests.Lexicon;

/// <summary>Letters lose their accents as Unicode takes them apart, and nothing else.</summary>
public sealed class FoldingTests
{
    [Fact]
    public void Latin_letters_fold_to_what_unicode_decomposes_them_to()
    {
        for (int letter = 0x80; letter < 0x1F00; letter++)
        {
            string plain = Bare(((char)letter).ToString());
            if (plain.Length == 1 && char.IsAsciiLetter(plain[0]))
            {
                Assert.Equal(plain, PlainLexicon.Fold(((char)letter).ToString()));
            }
        }
    }

    [Theory]
    [InlineData("Nguyễn Hồ Đà", "Nguyen Ho Da")]
    [InlineData("Ceaușescu Ceauşescu Iași", "Ceausescu Ceausescu Iasi")]
    [InlineData("diyarbakır əliyev", "diyarbakir aliyev")]
    [InlineData("þór guðmundsson łódź sørensen", "thor gudmundsson lodz sorensen")]
    [InlineData("ǽ ĳ straße", "ae ij strasse")]
    public void Letters_of_other_languages_fold_as_they_are_mostly_typed(string written, string typed) =>
        Assert.Equal(typed, PlainLexicon.Fold(written));

    [Fact]
    public void Letters_that_are_not_latin_stay()
    {
        for (int letter = 0x0370; letter < 0xD800; letter++)
        {
            if (letter is not ('’' or '‘' or (>= 0x1E00 and < 0x1F00)))
            {
                Assert.Equal((char)letter, AccentFolding.Fold((char)letter).First);
            }
        }
    }

    [Fact]
    public void Folding_twice_is_folding_once()
    {
        for (int letter = 0; letter <= char.MaxValue; letter++)
        {
            string once = PlainLexicon.Fold(((char)letter).ToString());
            Assert.Equal(once, PlainLexicon.Fold(once));
        }

        Assert.All(PlainLexicon.Shared.Alike.Keys, folded => Assert.Equal(folded, PlainLexicon.Fold(folded)));
    }

    [Fact]
    public void Composed_and_decomposed_words_fold_alike() =>
        Assert.All(PlainLexicon.Shared.Lemmas.Keys, form =>
            Assert.Equal(PlainLexicon.Fold(form), PlainLexicon.Fold(form.Normalize(NormalizationForm.FormD))));

    private static string Bare(string text) => string.Concat(text.Normalize(NormalizationForm.FormD)
        .Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark));
}
