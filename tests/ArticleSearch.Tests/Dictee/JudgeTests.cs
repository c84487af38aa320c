using ArticleSearch.Dictee;
using ArticleSearch.TestKit;

namespace ArticleSearch.Tests.Dictee;

/// <summary>The judge of the dictée: an engine can pass neither by luck nor by silence.</summary>
public sealed class JudgeTests
{
    [Fact]
    public void A_tie_is_no_first_rank()
    {
        var pair = Of(Expectation.First, "péché", "Un péché.", "Une pêche.");
        Assert.Equal("not first", Judge.Fault(new Scripted((_, texts) => [.. Enumerable.Range(0, texts.Count)]), pair)); // ties by first come
        Assert.Equal("not first", Judge.Fault(new Scripted((_, texts) => [.. Enumerable.Range(0, texts.Count).Reverse()]), pair)); // by last come
        Assert.Null(Judge.Fault(new Scripted((_, texts) => texts[0] == "Un péché." ? [0, 1] : [1, 0]), pair));
        Assert.Null(Judge.Fault(new Scripted((_, texts) => texts[0] == "Un péché." ? [0] : [1]), pair));
    }

    [Fact]
    public void Finding_nothing_is_no_merit()
    {
        var pair = Of(Expectation.NotFound, "avions", "La pluie tombe.");
        Assert.NotNull(Judge.Fault(new Scripted((_, _) => []), pair));
        Assert.NotNull(Judge.Fault(new Scripted((_, _) => [0, 1]), pair));
        Assert.Null(Judge.Fault(new Scripted((_, _) => [1]), pair));
    }

    [Fact]
    public void Other_texts_may_be_found_as_well()
    {
        var pair = Of(Expectation.Found, "ONU", "L’Organisation des Nations unies.", "L’Organisation des Nations unies (ONU).");
        Assert.Null(Judge.Fault(new Scripted((_, _) => [1, 0]), pair));
        Assert.Equal("not found", Judge.Fault(new Scripted((_, _) => [1]), pair));
    }

    [Theory]
    [InlineData("\"guerre Ukraine\"~3", "guerre Ukraine")]
    [InlineData("\"vitamine D\"", "vitamine D")]
    [InlineData("=travail", "travail")]
    [InlineData("présiden*", "présiden")]
    [InlineData("poison~", "poison")]
    [InlineData("semaine~1", "semaine")]
    [InlineData("Qui dirige l'Europe ?", "Qui dirige l'Europe ?")]
    [InlineData("C#", "C#")]
    public void The_words_of_a_query_are_what_stands_in_it_without_its_signs(string query, string words) =>
        Assert.Equal(words, Judge.Words(query));

    [Fact]
    public void Words_of_a_phrase_may_be_marked_one_by_one()
    {
        const string text = "La contre-offensive et la guerre froide, la paix.";
        TextRange[] apart = [new(3, 6), new(10, 9), new(26, 6), new(33, 6), new(44, 4)];
        Assert.Equal([new TextRange(3, 16), new TextRange(26, 13), new TextRange(44, 4)], Judge.Join(text, apart));
    }

    [Fact]
    public void A_fault_shows_what_was_marked()
    {
        var pair = new Pair(1, Expectation.Marked, Level.Exact, "armes", ["d’armes"], [new TextRange(2, 5)], "");
        Assert.Equal("marks [d’armes]", Judge.Fault(new Scripted((_, _) => [0], new TextRange(0, 7)), pair));
        Assert.Null(Judge.Fault(new Scripted((_, _) => [0], new TextRange(2, 5)), pair));
    }

    [Fact]
    public void Our_engine_sees_the_texts_of_one_question_alone()
    {
        using var engine = new ArticleSearchEngine("lucene-french");
        var answer = engine.Ask("armes", ["Les fournitures d’armes.", "La paix.", "Armes, armes !"]);
        Assert.Equal([2, 0], answer.Ranked);
        Assert.Equal([new TextRange(0, 5), new TextRange(7, 5)], answer.Marks[0]);
        Assert.Empty(engine.Ask("armes", ["La paix."]).Ranked);
    }

    [JavaFact]
    public void Lucene_speaks_the_protocol()
    {
        using var lucene = LuceneProcess.Start();
        Assert.NotNull(lucene);
        var answer = lucene.Ask("armes", ["Les fournitures d’armes.", "Les « \\armes\" ».", "La paix."]);
        Assert.Equal([0, 1], answer.Ranked.Order());
        Assert.Equal([new TextRange(16, 7)], answer.Marks[answer.Ranked.ToList().IndexOf(0)]); // the article as well
        Assert.Empty(lucene.Ask("C++ (sauf : [", ["Rien."]).Ranked); // no sign is a syntax error
        Assert.Single(lucene.Ask("\"guerre Ukraine\"~1", ["La guerre en Ukraine.", "La guerre gagne toute l’Ukraine."]).Ranked);
    }

    private static Pair Of(Expectation expectation, string query, params string[] texts) =>
        new(1, expectation, Level.None, query, texts, [], "");

    private sealed class Scripted(Func<string, IReadOnlyList<string>, int[]> answer, params TextRange[] marks) : IEngine
    {
        public string Name => "scripted";

        public Answer Ask(string query, IReadOnlyList<string> texts)
        {
            int[] ranked = answer(query, texts);
            return new Answer(ranked, [.. ranked.Select(_ => marks)]);
        }

        public void Dispose()
        {
            // nothing to end
        }
    }
}
