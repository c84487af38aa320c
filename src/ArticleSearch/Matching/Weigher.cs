using ArticleSearch.Expanding;
using ArticleSearch.Queries;
using ArticleSearch.Scoring;

namespace ArticleSearch.Matching;

/// <summary>Gives every node of a plan its statistics and its boost.</summary>
internal sealed class Weigher(TermLookup lookup, CancellationToken cancellation)
{
    private readonly IndexView _index = lookup.Index;

    /// <summary>The weight of a plan. Words that are matched at levels do not score: that is the ranking's.</summary>
    public Weight Weigh(PlanNode plan) => Weigh(plan, 1f, scores: true);

    /// <summary>What matches a plan, without scores.</summary>
    public Weight Matching(PlanNode plan) => Weigh(plan, 1f, scores: false);

    private Weight Weigh(PlanNode node, float boost, bool scores) => node switch
    {
        TermNode term => Term(term, boost, scores),
        WordNode word => Word(word.Group),
        PhraseNode phrase => Phrase(phrase.Phrase, boost, scores),
        ExpansionNode expansion => new ExpansionWeight(_index, expansion.Pattern, FieldOf(expansion.Pattern), boost, cancellation),
        BooleanNode join => Join(join, boost, scores),
        BoostNode boosted => Weigh(boosted.Inner, boosted.Boost * boost, scores),
        ConstantNode constant when scores => new ConstantWeight(Weigh(constant.Inner, 1f, scores: false), boost),
        ConstantNode constant => Weigh(constant.Inner, 1f, scores: false),
        AllNode => new AllWeight(_index, boost),
        NoneNode => new NoneWeight(),
        _ => throw new ArgumentException($"There is no weight for {node.GetType().Name}.", nameof(node)),
    };

    private BooleanWeight Join(BooleanNode join, float boost, bool scores)
    {
        var clauses = new (Occur, Weight)[join.Clauses.Length];
        for (int i = 0; i < clauses.Length; i++)
        {
            var clause = join.Clauses[i];
            clauses[i] = (clause.Occur, Weigh(clause.Node, boost, scores && clause.Scores));
        }

        return new BooleanWeight(clauses, join.MinimumShouldMatch, _index.Segments.Length, scores);
    }

    /// <summary>The variants of a word that the index has.</summary>
    private WordWeight Word(WordGroup group)
    {
        var terms = new List<(IndexTerm, LocatedTerm)>();
        var phrases = new List<PhraseWeight>();
        foreach (string field in group.Fields)
        {
            foreach (var variant in group.Variants)
            {
                if (!variant.IsTerm)
                {
                    phrases.Add(Phrase(new PhraseQuery(field, variant.Parts), 1, scores: false));
                }
                else if (new IndexTerm(field, variant.Parts[0].Terms[0]) is var term && lookup.Locate(term) is { Statistics.DocumentFrequency: > 0 } located)
                {
                    terms.Add((term, located));
                }
            }
        }

        return new WordWeight(_index, [.. terms], [.. phrases], group);
    }

    private TermWeight Term(TermNode node, float boost, bool scores)
    {
        var located = lookup.Locate(node.Term);
        var statistics = node.Blended ?? located.Statistics;
        var scoring = scores && statistics.DocumentFrequency > 0 && _index.Field(node.Term.Field) is { } field
            ? new Bm25(boost, field, statistics)
            : null;
        return new TermWeight(_index, node.Term, located, scoring);
    }

    private PhraseWeight Phrase(PhraseQuery phrase, float boost, bool scores)
    {
        var located = new Dictionary<string, LocatedTerm>(StringComparer.Ordinal);
        List<TermStatistics> statistics = [];
        foreach (string term in phrase.Parts.SelectMany(part => part.Terms))
        {
            if (!located.TryGetValue(term, out var its))
            {
                its = lookup.Locate(new IndexTerm(phrase.Field, term));
                located.Add(term, its);
            }

            if (its.Statistics.DocumentFrequency > 0)
            {
                statistics.Add(its.Statistics);
            }
        }

        var scoring = scores && statistics.Count > 0 && _index.Field(phrase.Field) is { } field
            ? new Bm25(boost, field, statistics.ToArray())
            : null;
        return new PhraseWeight(_index, phrase, located, scoring);
    }

    private static string FieldOf(Query pattern) => pattern switch
    {
        PrefixQuery prefix => prefix.Field,
        WildcardQuery wildcard => wildcard.Field,
        RegexpQuery regexp => regexp.Field,
        TermRangeQuery range => range.Field,
        _ => throw new ArgumentException($"{pattern.GetType().Name} is no pattern of terms.", nameof(pattern)),
    };
}
