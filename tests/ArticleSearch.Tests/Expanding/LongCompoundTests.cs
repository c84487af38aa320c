using ArticleSearch.Queries;
using ArticleSearch.TestKit;

namespace ArticleSearch.Tests.Expanding;

/// <summary>Compounds of many parts, each of which has many forms: what they match is found without asking for every way to write them.</summary>
public sealed class LongCompoundTests
{
    [Fact]
    public void Every_way_that_a_passage_has_is_listed_and_no_other_is_asked_for()
    {
        // a, ai, as, eu, eut, avait, aura, auras, aurons, aurez: of ten places, ten thousand million ways.
        using var folder = new TemporaryFolder();
        string long1 = string.Join('-', Enumerable.Repeat("a", 10));
        string long2 = string.Join('-', Enumerable.Repeat("aura", 10));
        using var searcher = Open(folder, long1, long2, "a mot à mot ai mot as mot eu mot eut mot avait mot aura mot auras mot aurons mot aurez");
        var variants = searcher.Variants(long1);
        Assert.Equal(
            [(long1.Replace('-', ' '), MatchLevel.Exact, 1L), (long2.Replace('-', ' '), MatchLevel.Inflection, 1L)],
            variants.Select(variant => (variant.Term, variant.Level, variant.Passages)));
    }

    [Fact]
    public void A_compound_of_more_parts_than_a_word_has_is_found_as_it_was_typed()
    {
        using var folder = new TemporaryFolder();
        string endless = string.Join('-', Enumerable.Repeat("a", 2000));
        using var searcher = Open(folder, endless, "a mot à mot ai mot as mot eu mot eut mot avait mot aura mot auras mot aurons mot aurez");
        Assert.Equal(1, searcher.Search(endless).Hits[0].Rank);
        Assert.Equal("1", searcher.Search(endless).Hits[0].Article);
    }

    private static Searcher Open(TemporaryFolder folder, params string[] texts)
    {
        using (var builder = IndexBuilder.Open(folder.FolderPath))
        {
            for (int i = 0; i < texts.Length; i++)
            {
                builder.Add(new Article { Id = $"{i + 1}", Text = texts[i] });
            }

            builder.Commit();
        }

        return Searcher.Open(folder.FolderPath);
    }
}
