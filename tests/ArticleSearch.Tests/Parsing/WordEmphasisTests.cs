using ArticleSearch.Analysis;
using ArticleSearch.Parsing;

namespace ArticleSearch.Tests.Parsing;

/// <summary>Which words of a question count more than others.</summary>
public sealed class WordEmphasisTests
{
    [Theory]
    [InlineData("Où Coppi fut-il emprisonné", "coppi", WordEmphasis.Name)]
    [InlineData("la bataille de Marignan", "marignan", WordEmphasis.Name)]
    [InlineData("la bataille de Marignan", "bataille", WordEmphasis.Ordinary)]
    [InlineData("Bataille de Marignan", "bataille", WordEmphasis.Ordinary)] // a capital because it comes first
    [InlineData("la bataille de 1515", "1515", WordEmphasis.Number)]
    [InlineData("Qui pétrit le pain", "pétrit", WordEmphasis.Verb)]
    [InlineData("la guerre est finalement perdue", "finalement", WordEmphasis.Adverb)]
    [InlineData("Quel astronome découvrit Uranus", "astronome", WordEmphasis.Asked)]
    [InlineData("Quelle est la date de la bataille", "date", WordEmphasis.Asked)]
    [InlineData("Quelle est la date de la bataille", "bataille", WordEmphasis.Ordinary)]
    [InlineData("Dans quelles villes passe la Seine", "villes", WordEmphasis.Asked)]
    [InlineData("Dans quelles villes passe la Seine", "seine", WordEmphasis.Name)]
    [InlineData("mort du xqzyt", "xqzyt", WordEmphasis.Ordinary)]
    public void Words_count_by_how_often_an_answer_has_them(string text, string term, float emphasis)
    {
        var words = AnalysisChain.Named("french").ReadQuery(text);
        int index = words.ToList().FindIndex(word => word.Spellings[0] is [var only] && string.Equals(only, term, StringComparison.Ordinal));
        Assert.Equal(emphasis, WordEmphasis.Of(text, words, index));
    }
}
