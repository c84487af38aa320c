using System.Text;
using ArticleSearch.Ingest.Texts;

namespace ArticleSearch.Ingest.Tests.Texts;

public sealed class CutWordsTests
{
    [Theory]
    [InlineData("le gouverne-\nment de M.", "le gouvernement \n de M.")]
    [InlineData("le gouverne-\r\nment de M.", "le gouvernement \r\n de M.")]
    [InlineData("le gouverne-\n  ment, dit-on", "le gouvernement, \n   dit-on")]
    [InlineData("le gouverne-\nment\nsuit", "le gouvernement  \nsuit")]
    [InlineData("le gouverne-\nment", "le gouvernement  ")]
    [InlineData("un porte-\navions russe", "un porte-avions\n russe")]
    [InlineData("peut-\nêtre bien", "peut-être\n bien")]
    [InlineData("a-t-\nil dit", "a-t-il\n dit")]
    [InlineData("celui-\nci vient", "celui-ci\n vient")]
    [InlineData("dites-\nleur merci", "dites-leur merci", "dites", "leur")]
    [InlineData("donnez-\nles vite", "donnez-les\n vite")]
    [InlineData("les éco-\nles ferment", "les écoles \n ferment")]
    [InlineData("nord-\nest du pays", "nord-est\n du pays")]
    [InlineData("dés-\narmer le pays", "désarmer \n le pays")]
    [InlineData("la con-\ntre-attaque", "la contre-attaque  ")]
    [InlineData("Tout le mon-\nde", "Tout le monde  ")]
    [InlineData("Saint-\nMalo", "Saint-\nMalo")]
    [InlineData("de 1914-\n1918", "de 1914-\n1918")]
    [InlineData("fin -\nsuite", "fin -\nsuite")]
    [InlineData("un mot-\n\nautre", "un mot-\n\nautre")]
    [InlineData("sans coupe", "sans coupe")]
    [InlineData("la contreoffensive ; la contre-\noffensive vient", "la contreoffensive ; la contreoffensive \n vient")]
    [InlineData("un gratte-ciel ; un gratte-\nciel haut", "un gratte-ciel ; un gratte-ciel\n haut")]
    [InlineData("un sand-\nwich-\nman", "un sandwich-  \nman")]
    public void A_word_cut_at_the_end_of_a_line_is_joined(string text, string expected, params string[] rest)
    {
        string joined = CutWords.Join(text);
        if (rest.Length == 0)
        {
            Assert.Equal(expected, joined);
        }

        Assert.Equal(text.Length, joined.Length);
    }

    [Fact]
    public void No_letter_is_lost_no_paragraph_appears_and_lengths_stay()
    {
        string[] pieces = ["mot", "-", "\n", "\r\n", " ", "Été", "12", "é", ",", "\t", "-\n", "\u2010\n", "ci", "porte"];
        for (int seed = 0; seed < 3000; seed++)
        {
            var random = new Random(seed);
            var text = new StringBuilder();
            for (int i = random.Next(30); i > 0; i--)
            {
                text.Append(pieces[random.Next(pieces.Length)]);
            }

            string before = text.ToString();
            string after = CutWords.Join(before);
            Assert.True(before.Length == after.Length, $"seed {seed}");
            Assert.True(Letters(before) == Letters(after), $"seed {seed}");
            Assert.True(Paragraphs(before) == Paragraphs(after), $"seed {seed}: {before}");
        }

        static string Letters(string text) => string.Concat(text.Where(char.IsLetterOrDigit));

        static int Paragraphs(string text)
        {
            int count = 0;
            foreach (var _ in new Indexing.PassageSplitter(text, ParagraphBreak.BlankLine))
            {
                count++;
            }

            return count;
        }
    }
}
