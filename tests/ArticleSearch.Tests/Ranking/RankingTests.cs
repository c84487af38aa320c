using System.Collections.Immutable;
using ArticleSearch.Analysis;
using ArticleSearch.Expanding;
using ArticleSearch.Matching;
using ArticleSearch.Queries;
using ArticleSearch.Ranking;
using ArticleSearch.Tests.Matching;

namespace ArticleSearch.Tests.Ranking;

/// <summary>The ranking to its slow twin: documents, scores to the last bit, ties and totals.</summary>
public sealed class RankingTests
{
    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 4)]
    [InlineData(3, 1)]
    public void It_finds_what_the_formula_says(int seed, int deletedOneIn)
    {
        for (int round = 0; round < 8; round++)
        {
            var random = new RandomRanking(new Random((seed * 1000) + round));
            var passages = random.Passages(deletedOneIn);
            var index = random.Index(passages);
            var parameters = random.Parameters();
            var twin = new SlowRanking(passages, parameters);
            for (int i = 0; i < 12; i++)
            {
                var plan = random.Plan(3);
                AskBefore(index, plan, parameters, random.Random.Next(2) * MergedWords.Often);
                foreach (bool byArticle in (bool[])[false, true])
                {
                    int top = random.Random.Next(4) switch { 0 => 0, 1 => 1, 2 => 5, _ => 1000 };
                    var (expected, total) = twin.Search(plan, top, byArticle);
                    foreach (var (window, threshold) in ((int, long)[])[(0, long.MaxValue), (1, 0), (7, 0), (0, 5)])
                    {
                        var (hits, counted) = new Ranker(Ranked(index, plan, parameters), CancellationToken.None, window).Search(top, byArticle, threshold);
                        string what = $"seed {seed}, round {round}, plan {i}, top {top}, window {window}, by article {byArticle}: {PlanText.Of(plan)}";
                        Assert.True(expected.SequenceEqual(hits), $"{what}\n  formula {string.Join(' ', expected.Take(9))}\n  found   {string.Join(' ', hits.Take(9))}");
                        Assert.True(total == counted || (counted > threshold && counted < total), $"{what}: {counted} counted of {total}");
                    }
                }
            }
        }
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public void The_explanation_is_the_score(int seed)
    {
        for (int round = 0; round < 10; round++)
        {
            var random = new RandomRanking(new Random((seed * 1000) + round));
            var passages = random.Passages(deletedOneIn: 5);
            var index = random.Index(passages);
            var parameters = random.Parameters();
            for (int i = 0; i < 10; i++)
            {
                var plan = random.Plan(3);
                AskBefore(index, plan, parameters, random.Random.Next(2) * MergedWords.Often);
                var hits = new Ranker(Ranked(index, plan, parameters), CancellationToken.None).Search(10, byArticle: false, long.MaxValue).Hits;
                foreach (var hit in hits)
                {
                    var (segment, document) = index.Locate(hit.Document);
                    var explainer = new RankingExplainer(Ranked(index, plan, parameters));
                    var explanation = explainer.Explain(segment, document);
                    Assert.True(explanation.IsMatch && (float)explanation.Value == hit.Score, $"seed {seed}, round {round}: {PlanText.Of(plan)}\n{hit}\n{explanation}");
                }

                int other = random.Random.Next(passages.Count);
                var (its, local) = index.Locate(other);
                var otherwise = new RankingExplainer(Ranked(index, plan, parameters));
                Assert.Equal(new SlowRanking(passages, parameters).Matches(plan, passages[other]), otherwise.Explain(its, local).IsMatch);
            }
        }
    }

    /// <summary>The words of a plan are asked for so many times that their postings are merged, or not at all.</summary>
    private static void AskBefore(IndexView index, PlanNode plan, RankingParameters parameters, int times)
    {
        for (; times > 0; times--)
        {
            Ranked(index, plan, parameters);
        }
    }

    private static RankedPlan Ranked(IndexView index, PlanNode plan, RankingParameters parameters)
    {
        var lookup = new TermLookup(index);
        return new RankedPlan(plan, lookup, new Weigher(lookup, CancellationToken.None), parameters);
    }
}

/// <summary>Random articles over few words, random plans over the same words, and random parameters.</summary>
internal sealed class RandomRanking(Random random)
{
    private static readonly string[] Vocabulary = ["arme", "armes", "armé", "paix", "pain", "guerre", "le", "russe", "russie", "zone"];
    private static readonly string[] Dates = ["2022", "2023", "2024"];

    /// <summary>Words come in the order of what was typed.</summary>
    private int _place;

    public Random Random => random;

    public RankingParameters Parameters() => random.Next(4) == 0 ? RankingParameters.Default : new RankingParameters
    {
        PassageShare = random.Next(5) == 0 ? 0 : random.NextDouble() * 2,
        PassageSaturation = random.NextDouble() * 3,
        PassageLength = random.NextDouble(),
        ArticleShare = random.Next(5) == 0 ? 0 : random.NextDouble() * 2,
        ArticleSaturation = 0.1 + (random.NextDouble() * 3),
        SaturationGrowth = random.Next(3) == 0 ? 0 : random.NextDouble() * 8,
        SaturationReach = 1 + (random.NextDouble() * 40),
        ArticleLength = random.NextDouble(),
        TitleWeight = random.Next(5) == 0 ? 0 : random.NextDouble() * 5,
        TitleLength = random.Next(2) * random.NextDouble(),
        Coverage = random.Next(4) == 0 ? 0 : random.NextDouble(),
        CoveragePower = random.Next(2) == 0 ? 1.5 : 1 + random.NextDouble(),
        Closeness = random.Next(4) == 0 ? 0 : random.NextDouble() * 2,
        Together = random.Next(4) == 0 ? 0 : random.NextDouble(),
        TogetherWindow = random.Next(1, 40),
        ClosenessWords = 1 + (random.NextDouble() * 5),
        ClosenessWindow = random.Next(1, 12),
        ClosenessReversed = random.NextDouble(),
        Candidates = random.Next(3) == 0 ? 100 : random.Next(1, 12),
    };

    public List<PlainPassage> Passages(int deletedOneIn)
    {
        var passages = new List<PlainPassage>();
        bool areSingle = random.Next(3) == 0; // each passage an article, as in many collections: there are shorter ways then
        int articles = random.Next(1, areSingle ? 150 : 25);
        for (int article = 0; article < articles; article++)
        {
            int count = areSingle ? 1 : random.Next(12) == 0 ? random.Next(10, 80) : random.Next(1, 5);
            bool deleted = deletedOneIn > 0 && random.Next(2 * deletedOneIn) == 0;
            for (int paragraph = 0; paragraph < count; paragraph++)
            {
                var fields = new Dictionary<string, string>(StringComparer.Ordinal) { ["article"] = $"a{article:000}" };
                if (random.Next(12) > 0)
                {
                    fields["text"] = Text(random.Next(6) == 0 ? random.Next(30, 120) : random.Next(1, 10));
                }

                if (paragraph == 0 && random.Next(4) > 0)
                {
                    fields["title"] = Text(random.Next(1, 5));
                }

                if (random.Next(3) > 0)
                {
                    fields["date"] = Dates[random.Next(Dates.Length)];
                }

                passages.Add(new PlainPassage(fields["article"], fields, !deleted && (deletedOneIn == 0 || random.Next(deletedOneIn + 1) > 0)));
            }
        }

        return passages;
    }

    /// <summary>The passages in one or several segments, articles whole.</summary>
    public IndexView Index(List<PlainPassage> passages)
    {
        var segments = new List<SegmentView>();
        int start = 0;
        for (int document = 1; document <= passages.Count; document++)
        {
            if (document == passages.Count || (passages[document].Article != passages[document - 1].Article && random.Next(8) == 0))
            {
                var its = passages[start..document];
                segments.Add(new ListedSegment(
                    [.. its.Select(passage => passage.Fields)], Enumerable.Range(0, its.Count).Where(i => !its[i].IsLive), "date", "article"));
                start = document;
            }
        }

        return new IndexView([.. segments]);
    }

    public PlanNode Plan(int depth) => random.Next(depth > 0 ? 16 : 9) switch
    {
        < 5 => Word(),
        5 => new TermNode(new IndexTerm(random.Next(3) == 0 ? "title" : "text", Term())),
        6 => new PhraseNode(new PhraseQuery(random.Next(4) == 0 ? "title" : "text", Parts(2))),
        7 => random.Next(2) == 0 ? new ExpansionNode(new PrefixQuery("text", Term()[..2])) : new TermNode(new IndexTerm("date", Dates[random.Next(Dates.Length)])),
        8 => random.Next(3) switch { 0 => new AllNode(), 1 => new NoneNode(), _ => Word() },
        9 => PlanSimplifier.Boost(Plan(depth - 1), random.Next(5) switch { 0 => 0f, 1 => 2f, _ => random.NextSingle() * 4 }),
        10 => PlanSimplifier.Constant(Plan(depth - 1)),
        < 13 => PlanSimplifier.Boolean([.. Enumerable.Range(0, random.Next(2, 6)).Select(_ => new PlanClause(Occur.Should, Plan(0)))], 0),
        _ => PlanSimplifier.Boolean(
            [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => new PlanClause((Occur)random.Next(4), Plan(depth - 1)))],
            random.Next(6) == 0 ? random.Next(3) : 0),
    };

    public WordNode Word()
    {
        var variants = new List<WordVariant>();
        for (int left = random.Next(1, 5); left > 0; left--)
        {
            var parts = Parts(random.Next(6) == 0 ? 2 : 1);
            if (!variants.Exists(variant => variant.Parts.SelectMany(part => part.Terms).Intersect(parts.SelectMany(part => part.Terms)).Any()))
            {
                variants.Add(new WordVariant(parts, (MatchLevel)Math.Min(variants.Count, 4), variants.Count == 0 ? 1 : 0.1f + (random.NextSingle() * 0.9f), VariantReason.Form));
            }
        }

        ImmutableArray<string> fields = random.Next(5) switch { 0 => ["text"], 1 => ["title"], _ => ["text", "title"] };
        return new WordNode(new WordGroup(variants[0].Parts[0].Terms[0], fields, [.. variants], WordRole.Content))
        {
            Place = _place += random.Next(1, 4),
            Emphasis = random.Next(3) == 0 ? 1.25f : 1,
        };
    }

    private ImmutableArray<PhrasePart> Parts(int count) =>
        [.. Enumerable.Range(0, count).Select(place => new PhrasePart(place, random.Next(8) == 0 ? [.. new[] { Term(), Term() }.Distinct()] : [Term()]))];

    private string Term() => random.Next(15) == 0 ? "absent" : Vocabulary[Math.Min(random.Next(Vocabulary.Length), random.Next(Vocabulary.Length))];

    private string Text(int length) => string.Join(' ', Enumerable.Range(0, length).Select(_ => Vocabulary[Math.Min(random.Next(Vocabulary.Length), random.Next(Vocabulary.Length))]));
}

/// <summary>A plan as text, for messages.</summary>
internal static class PlanText
{
    public static string Of(PlanNode node) => node switch
    {
        WordNode word => $"<{string.Join('|', word.Group.Variants.Select(variant => string.Join(' ', variant.Parts.Select(part => string.Join('/', part.Terms))) + ":" + variant.Weight))} in {string.Join('+', word.Group.Fields)}>",
        TermNode term => term.Term.ToString(),
        PhraseNode phrase => $"{phrase.Phrase.Field}:\"{string.Join(' ', phrase.Phrase.Parts.Select(part => string.Join('/', part.Terms)))}\"",
        BoostNode boost => $"{Of(boost.Inner)}^{boost.Boost}",
        ConstantNode constant => $"constant({Of(constant.Inner)})",
        BooleanNode join => $"({string.Join(' ', join.Clauses.Select(clause => $"{clause.Occur} {Of(clause.Node)}"))})~{join.MinimumShouldMatch}",
        _ => node.ToString(),
    };
}
