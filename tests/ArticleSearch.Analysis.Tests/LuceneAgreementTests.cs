using ArticleSearch.TestKit;

namespace ArticleSearch.Analysis.Tests;

public sealed class LuceneAgreementTests
{
    [JavaTheory]
    [InlineData("")]
    [InlineData("L'avion d’armes est tombé, 12,5 % des chevaux de l'État")]
    [InlineData("abc\uD800")]
    [InlineData("a\uD800 b")]
    [InlineData("👩‍👩‍👧 🇫🇷🇧🇪 1️⃣")]
    [InlineData("l'idée_x foo_bar a.b c:d 1.2,3")]
    public void The_tokens_of_a_text_are_those_of_lucene(string text) =>
        Assert.Equal(JavaOracle.Shared.Ask("tokens", text)[0], TokenText.Of(text));
}
