using System.Text;
using ArticleSearch.Ingest.Records;

namespace ArticleSearch.Ingest.Tests.Texts;

public sealed class FieldNamesTests
{
    [Theory]
    [InlineData("Titre", "Title")]
    [InlineData("HEADLINE", "Title")]
    [InlineData("date_publication", "Date")]
    [InlineData("Date de publication", "Date")]
    [InlineData("publishedAt", "Date")]
    [InlineData("Texte intégral", "Text")]
    [InlineData("content_html", "Text")]
    [InlineData("Catégorie", "Section")]
    [InlineData("auteur(s)", "Author")]
    [InlineData("_id", "Id")]
    [InlineData("nombre", "None")]
    public void Usual_names_are_known_in_French_and_English(string name, string role) => Assert.Equal(role, FieldNames.Usual.Find(name).Role.ToString());

    [Fact]
    public void What_the_user_says_counts_and_the_rest_stays_usual()
    {
        var options = new IngestOptions { Fields = FieldNames.Parse("text=Message, title = objet") };
        byte[] csv = Encoding.UTF8.GetBytes("objet;message;texte;date\nSalut;Bonjour;autre;2020\n");
        var article = Assert.IsType<IngestedArticle>(Assert.Single(SampleDocument.Read("a.csv", csv, options))).Article;
        Assert.Equal(("Salut", "Bonjour", "2020"), (article.Title, article.Text, article.Date));
        byte[] lines = Encoding.UTF8.GetBytes("""{"objet":"Salut","message":"Bonjour","text":"autre"}""");
        Assert.Equal("Bonjour", Assert.IsType<IngestedArticle>(Assert.Single(SampleDocument.Read("a.jsonl", lines, options))).Article.Text);
    }

    [Theory]
    [InlineData("", "\"\" does not say which field is what")]
    [InlineData("title", "\"title\" does not say which field is what")]
    [InlineData("title=", "\"title=\" does not say which field is what")]
    [InlineData("headline=title", "An article has no \"headline\"")]
    [InlineData("4=title", "An article has no \"4\"")]
    [InlineData("title=a,title=b", "\"title\" is said twice")]
    public void A_mapping_that_is_none_is_refused(string mapping, string message) =>
        Assert.StartsWith(message, Assert.Throws<FormatException>(() => FieldNames.Parse(mapping)).Message, StringComparison.Ordinal);

    [Fact]
    public void The_better_claim_counts_wherever_it_stands()
    {
        foreach (string json in (string[])["""{"description":"résumé","body":"corps","content":"contenu"}""", """{"content":"contenu","body":"corps","description":"résumé"}"""])
        {
            Assert.Equal("corps", Assert.IsType<IngestedArticle>(Assert.Single(SampleDocument.Read("a.jsonl", Encoding.UTF8.GetBytes(json)))).Article.Text);
        }

        Assert.Equal("contenu", Assert.IsType<IngestedArticle>(Assert.Single(SampleDocument.Read("a.jsonl", """{"text":null,"body":"","content":"contenu"}"""u8.ToArray()))).Article.Text);
    }
}
