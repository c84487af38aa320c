using System.Collections.Immutable;
using ArticleSearch.Analysis;
using ArticleSearch.Expanding;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.Indexing;
using ArticleSearch.Matching;
using ArticleSearch.Queries;
using ArticleSearch.Scoring;

namespace ArticleSearch.Ranking;

/// <summary>
/// Gathers what raises the score from a plan: all that stands under Must and Should. What matches is not decided here.
/// </summary>
/// <param name="lookup">Where terms are looked up.</param>
/// <param name="weigher">Makes what finds phrases and conditions.</param>
/// <param name="lengths">By which it is bounded what words add to scores.</param>
internal sealed class EvidenceGatherer(TermLookup lookup, Weigher weigher, LengthTables lengths)
{
    private readonly List<Evidence> _found = [];
    private int _firstPlace;
    private int _lastPlace = -1;

    /// <summary>The evidence of a plan in the order of the query, and which of it makes a match; null if that can not be said so.</summary>
    public (ImmutableArray<Evidence> Evidence, MatchRule? Rule) Gather(PlanNode plan)
    {
        _found.Clear();
        var clauses = Gather(plan, 1f);
        return ([.. _found], clauses is null ? null : new MatchRule([.. clauses]));
    }

    /// <summary>Gathers the evidence of a node.</summary>
    /// <returns>The clauses by which it matches; null if it matches in another way.</returns>
    private List<int[]>? Gather(PlanNode node, float boost)
    {
        switch (node)
        {
            case WordNode word:
                return Piece(Word(word, boost));
            case TermNode term when HasFrequencies(lookup.Index, term.Term.Field):
                return Piece(Term(term, boost));
            case PhraseNode phrase:
                return Piece(Phrase(phrase.Phrase, boost));
            case BoostNode boosted:
                return Gather(boosted.Inner, boosted.Boost * boost);
            case BooleanNode join:
                return Join(join, boost);
            case NoneNode:
                return Piece(null);
            default:
                return Piece(new Evidence { Name = "a condition", Condition = weigher.Matching(node), Boost = boost, Rareness = 1 });
        }
    }

    private List<int[]>? Join(BooleanNode join, float boost)
    {
        bool isAny = join.IsPureDisjunction;
        bool isAll = join.MinimumShouldMatch == 0 && join.Count(Occur.Must) > 0;
        var any = new GrowingArray<int>(8);
        var all = new List<int[]>(join.Clauses.Length);
        foreach (var clause in join.Clauses)
        {
            var its = clause.Scores ? Gather(clause.Node, boost) : null;
            if (clause.Occur == Occur.Must)
            {
                // What the index does not have at all is a matter of cursors.
                isAll &= its is not null && its.TrueForAll(pieces => pieces.Length > 0);
                all.AddRange(its ?? []);
            }
            else if (clause.Occur == Occur.Should)
            {
                isAny &= its is { Count: 1 };
                foreach (int piece in its is { Count: 1 } ? its[0] : [])
                {
                    any.Add(piece);
                }
            }
            else
            {
                isAll = false;
            }
        }

        return isAny ? new List<int[]>(1) { any.Span.ToArray() } : isAll ? all : null;
    }

    private List<int[]> Piece(Evidence? evidence)
    {
        if (evidence is null)
        {
            return new List<int[]>(1) { Array.Empty<int>() };
        }

        _found.Add(evidence);
        return new List<int[]>(1) { new[] { _found.Count - 1 } };
    }

    /// <summary>Whether there is more to rank by in a plan than conditions of constant score.</summary>
    public static bool IsAny(IndexView index, PlanNode plan) => plan switch
    {
        WordNode or PhraseNode => true,
        TermNode term => HasFrequencies(index, term.Term.Field),
        BoostNode boosted => IsAny(index, boosted.Inner),
        BooleanNode join => join.Clauses.Any(clause => clause.Scores && IsAny(index, clause.Node)),
        _ => false,
    };

    private static bool HasFrequencies(IndexView index, string field)
    {
        foreach (var segment in index.Segments)
        {
            if (segment.Terms(field) is { } terms)
            {
                return terms.Field.IndexOptions >= IndexOptions.Frequencies;
            }
        }

        return false;
    }

    private Evidence? Word(WordNode node, float boost)
    {
        var group = node.Group;
        if (lookup.Index.Field(group.Fields[0]) is not { } statistics)
        {
            return null;
        }

        var memory = lookup.Index.Ranking;
        MergedWord? merged = null;
        if (memory.TermsOf(group) is { } terms)
        {
            merged = memory.MergedOf(terms, lengths);
        }
        else
        {
            terms = Terms(group, statistics);
            memory.Remember(group, terms);
        }

        return terms.Variants.IsEmpty
            ? null
            : Weighed(
                group.Word,
                terms.Variants,
                boost * node.Emphasis,
                terms.Holding,
                statistics,
                isWord: group.Fields.Contains(PassageFields.Text),
                PlaceOf(node),
                merged);
    }

    private WordTerms Terms(WordGroup group, FieldStatistics statistics)
    {
        var variants = ImmutableArray.CreateBuilder<EvidenceVariant>();

        // As if it were chance which passage has which form: the share of passages that have none is the product of the shares.
        double without = 1;
        foreach (string field in group.Fields)
        {
            foreach (var variant in group.Variants)
            {
                if (Variant(field, variant) is { } added)
                {
                    variants.Add(added);
                    if (field == group.Fields[0])
                    {
                        long holding = added.Term?.Statistics.DocumentFrequency ?? Rarest(field, variant.Parts);
                        without *= 1 - (Math.Min(holding, statistics.DocumentCount) / (double)statistics.DocumentCount);
                    }
                }
            }
        }

        return new WordTerms(variants.DrainToImmutable(), (long)Math.Round(statistics.DocumentCount * (1 - without)));
    }

    /// <summary>The place of a word among all of the query; what was typed apart comes after what was typed before.</summary>
    private int PlaceOf(WordNode node)
    {
        if (node.Place <= _lastPlace)
        {
            _firstPlace += _lastPlace + 1;
        }

        _lastPlace = node.Place;
        return _firstPlace + node.Place;
    }

    private EvidenceVariant? Variant(string field, WordVariant variant)
    {
        if (!variant.IsTerm)
        {
            var phrase = new PhraseQuery(field, variant.Parts);
            return Rarest(field, variant.Parts) == 0 ? null : new EvidenceVariant
            {
                Text = string.Join(' ', variant.Parts.Select(part => part.Terms[0])),
                Field = field,
                IsTitle = field == PassageFields.Title,
                Units = Evidence.Units(variant.Weight),
                Level = variant.Level,
                Phrase = (PhraseWeight)weigher.Matching(new PhraseNode(phrase)),
            };
        }

        string text = variant.Parts[0].Terms[0];
        var located = lookup.Locate(new IndexTerm(field, text));
        return located.Statistics.DocumentFrequency == 0 ? null : new EvidenceVariant
        {
            Text = text,
            Field = field,
            IsTitle = field == PassageFields.Title,
            Units = Evidence.Units(variant.Weight),
            Level = variant.Level,
            Term = located,
        };
    }

    private Evidence? Term(TermNode node, float boost)
    {
        string field = node.Term.Field;
        var located = lookup.Locate(node.Term);
        if (located.Statistics.DocumentFrequency == 0 || lookup.Index.Field(field) is not { } statistics)
        {
            return null;
        }

        return Weighed(
            node.Term.ToString(),
            [
                new EvidenceVariant
                {
                    Text = node.Term.ToString(), Field = field, IsTitle = field == PassageFields.Title, Units = Evidence.Unit, Term = located,
                },
            ],
            boost,
            (node.Blended ?? located.Statistics).DocumentFrequency,
            statistics,
            isWord: false);
    }

    /// <summary>A phrase is as rare as its words together: their rareness is added.</summary>
    private Evidence? Phrase(PhraseQuery phrase, float boost)
    {
        if (Rarest(phrase.Field, phrase.Parts) == 0 || lookup.Index.Field(phrase.Field) is not { } statistics)
        {
            return null;
        }

        double rareness = 0;
        foreach (var part in phrase.Parts)
        {
            rareness += Rareness(Holding(phrase.Field, part), statistics);
        }

        string text = '"' + string.Join(' ', phrase.Parts.Select(part => part.Terms[0])) + '"';
        return new Evidence
        {
            Name = text,
            Variants =
            [
                new EvidenceVariant
                {
                    Text = text,
                    Field = phrase.Field,
                    IsTitle = phrase.Field == PassageFields.Title,
                    Units = Evidence.Unit,
                    Phrase = (PhraseWeight)weigher.Matching(new PhraseNode(phrase)),
                },
            ],
            Boost = boost,
            DocumentFrequency = Rarest(phrase.Field, phrase.Parts),
            DocumentCount = statistics.DocumentCount,
            Rareness = rareness,
        };
    }

    private static Evidence Weighed(
        string name,
        ImmutableArray<EvidenceVariant> variants,
        float boost,
        long holding,
        FieldStatistics statistics,
        bool isWord,
        int place = 0,
        MergedWord? merged = null)
    {
        holding = Math.Min(holding, statistics.DocumentCount);
        return new Evidence
        {
            Name = name,
            Variants = variants,
            Boost = boost,
            DocumentFrequency = holding,
            DocumentCount = statistics.DocumentCount,
            Rareness = Rareness(holding, statistics),
            IsWord = isWord,
            Place = place,
            Merged = merged,
        };
    }

    private static double Rareness(long holding, FieldStatistics statistics)
    {
        holding = Math.Min(holding, statistics.DocumentCount);
        return Math.Log(1 + ((statistics.DocumentCount - holding + 0.5) / (holding + 0.5)));
    }

    /// <summary>At most as many passages hold all the parts.</summary>
    private long Rarest(string field, ImmutableArray<PhrasePart> parts)
    {
        long rarest = long.MaxValue;
        foreach (var part in parts)
        {
            rarest = Math.Min(rarest, Holding(field, part));
        }

        return rarest;
    }

    /// <summary>At most as many passages hold one of the terms of a part.</summary>
    private long Holding(string field, PhrasePart part)
    {
        long sum = 0;
        foreach (string term in part.Terms)
        {
            sum += lookup.Locate(new IndexTerm(field, term)).Statistics.DocumentFrequency;
        }

        return sum;
    }
}
