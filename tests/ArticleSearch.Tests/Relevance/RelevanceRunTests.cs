using ArticleSearch.Ranking;
using ArticleSearch.Relevance;
using ArticleSearch.TestKit;

namespace ArticleSearch.Tests.Relevance;

/// <summary>The report's way from a folder to figures, on a collection of four articles.</summary>
public sealed class RelevanceRunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public RelevanceRunTests()
    {
        File.WriteAllLines(_folder["corpus.jsonl"],
        [
            """{"id":"pain","title":"Le pain","text":"La farine et l’eau.\nLe boulanger pétrit la pâte."}""",
            """{"id":"vin","title":"Le vin","text":"Le vigneron taille la vigne.\nLes vendanges ont lieu en septembre."}""",
            """{"id":"mer","title":"La mer","text":"Les bateaux rentrent au port."}""",
            """{"id":"sans","text":"La neige tombe."}""",
        ]);
        File.WriteAllLines(_folder["queries.jsonl"],
        [
            """{"id":"1","text":"Qui pétrit la pâte ?"}""",
            """{"id":"2","text":"Quand fait-on la vendange ?"}""",
            """{"id":"3","text":"jamais jugée"}""",
            """{"id":"4","text":"la neige au soleil"}""",
        ]);
        File.WriteAllLines(_folder["qrels.tsv"], ["1\tpain\t2", "2\tvin\t1", "4\tmer\t1", "4\tsans\t0"]);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Queries_without_a_judgement_are_left_out_and_samples_are_spread()
    {
        Assert.Equal(["1", "2", "4"], JudgedCollection.Read(_folder.FolderPath).Queries.Select(query => query.Id));
        Assert.Equal(["1", "2"], JudgedCollection.Read(_folder.FolderPath, 2).Queries.Select(query => query.Id));
        Assert.Equal(3, JudgedCollection.Read(_folder.FolderPath, 100).Queries.Count);
    }

    [Fact]
    public void A_line_that_is_no_judgement_is_named()
    {
        File.AppendAllText(_folder["qrels.tsv"], "5 pain 1\n");
        var e = Assert.Throws<FormatException>(() => JudgedCollection.Read(_folder.FolderPath));
        Assert.Contains("qrels.tsv:5:", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Figures_are_those_of_the_public_search_and_of_the_variation_with_all_parts()
    {
        using var index = new IndexedCollection(JudgedCollection.Read(_folder.FolderPath), "french");
        RankingQuality[] expected = [new(1, 1, 1), new(1, 1, 1), default];
        Assert.Equal(expected, index.Search());
        Assert.Equal(expected, index.Search(new Variation()));
    }

    [Fact]
    public void A_variation_changes_what_it_says_and_nothing_else()
    {
        using var index = new IndexedCollection(JudgedCollection.Read(_folder.FolderPath), "french");

        // The text has the plural alone.
        Assert.Equal(1, index.Search(new Variation { Strictness = MatchLevel.Inflection })[1].Recall);
        Assert.Equal(0, index.Search(new Variation { Strictness = MatchLevel.Exact })[1].Recall);

        // Beside a word that says what is sought, little ones find nothing unless they are taken as well.
        Assert.Equal(default, index.Search(new Variation())[2]);
        Assert.Equal(1, index.Search(new Variation { TakesAllWords = true })[2].Recall);
        var without = Variation.With(RankingParameters.Default, nameof(RankingParameters.TitleWeight), 0);
        Assert.Equal(RankingParameters.Default with { TitleWeight = 0 }, without);
        Assert.Equal(80, Variation.With(without, nameof(RankingParameters.Candidates), 80.2).Candidates);
        Assert.Equal(0, Variation.Value(without, nameof(RankingParameters.TitleWeight)));
        var e = Assert.Throws<ArgumentException>(() => Variation.With(without, "Titel", 1));
        Assert.Contains(nameof(RankingParameters.TitleWeight), e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_tables_have_a_row_a_system_and_a_row_a_variation()
    {
        var collection = JudgedCollection.Read(_folder.FolderPath);
        using var index = new IndexedCollection(collection, "french");
        File.WriteAllText(_folder["figures.tsv"], $"{collection.Name}\ttext\t0.5\t0.6\t0.4\n");
        var output = new StringWriter();
        var report = new Report(output, seed: 1);
        report.WriteResults([new Report.Results(collection.Name, index.Search(), index.Search(), new LuceneFigures(null, _folder["figures.tsv"]).Of(collection))]);
        report.WriteVariations([collection.Name], [.. Variation.Ablation(RankingParameters.Default).Select(one => (one.Name, new[] { index.Search(one) }))]);
        string text = output.ToString();
        Assert.Contains("| Lucene, text | 0.5000 | 0.6000 | 0.4000 | 0.0 % |", text, StringComparison.Ordinal);
        Assert.Contains("| **french** | 0.6667 | 0.6667 | 0.6667 | +33.3 % | 0.0 % | 1.0000 |", text, StringComparison.Ordinal);
        Assert.Contains("worse on 0 of 1", text, StringComparison.Ordinal);
        Assert.Contains("| no titles | 0.6667 (0.0 % n.s.) | 0.6667 (0.0 %) |", text, StringComparison.Ordinal);
    }
}
