using System.Collections.Immutable;
using ArticleSearch.Analysis;
using ArticleSearch.Expanding;
using ArticleSearch.Queries;

namespace ArticleSearch.Matching;

/// <summary>
/// Turns a query into the plan of its evaluation on one index: fuzzy terms are looked up, everything is simplified. Reads terms,
/// never postings.
/// </summary>
internal sealed class QueryPlanner(TermLookup lookup, WordExpander expander, CancellationToken cancellation)
{
    /// <summary>How deep a query may be nested: far above what people write, far below what exhausts the stack.</summary>
    public const int MaximumDepth = 512;

    // Words that are the name of something together with their neighbours.
    private readonly Dictionary<WordQuery, WordGroup> _inRows = new(ReferenceEqualityComparer.Instance);

    /// <summary>The plan of a query.</summary>
    /// <exception cref="ArgumentException">The query is nested more than <see cref="MaximumDepth"/> deep.</exception>
    public PlanNode Plan(Query query) => Plan(query, 0);

    private PlanNode Plan(Query query, int depth)
    {
        if (depth > MaximumDepth)
        {
            throw new ArgumentException($"The query is nested more than {MaximumDepth} levels deep.", nameof(query));
        }

        return query switch
        {
            TermQuery term => new TermNode(new IndexTerm(term.Field, term.Term)),
            BooleanQuery boolean => Boolean(boolean, depth),
            WordQuery word => new WordNode(_inRows.TryGetValue(word, out var group) ? group : expander.Expand(word, cancellation)) { Place = word.Place, Emphasis = word.Emphasis },
            PhraseQuery { Forgives: true } phrase => Phrase(Forgiving(phrase)),
            PhraseQuery phrase => Phrase(phrase),
            PrefixQuery or WildcardQuery or RegexpQuery or TermRangeQuery => new ExpansionNode(query),
            FuzzyQuery fuzzy => FuzzyExpansion.Plan(lookup, fuzzy, cancellation),
            BoostQuery boost => PlanSimplifier.Boost(Plan(boost.Query, depth + 1), boost.Boost),
            ConstantScoreQuery constant => PlanSimplifier.Constant(Plan(constant.Query, depth + 1)),
            MatchAllQuery => new AllNode(),
            MatchNoneQuery => new NoneNode(),
            _ => throw new ArgumentException($"There is no plan for {query.GetType().Name}.", nameof(query)),
        };
    }

    private PlanNode Boolean(BooleanQuery boolean, int depth)
    {
        ExpandRows(boolean.Clauses);
        var clauses = ImmutableArray.CreateBuilder<PlanClause>(boolean.Clauses.Length);
        foreach (var clause in WithoutMinorWords(boolean.Clauses))
        {
            clauses.Add(new PlanClause(clause.Occur, Plan(clause.Query, depth + 1)));
        }

        return PlanSimplifier.Boolean(clauses.DrainToImmutable(), boolean.MinimumShouldMatch);
    }

    /// <summary>Words that follow each other are looked at together: they may be the name of something that has an acronym.</summary>
    private void ExpandRows(ImmutableArray<BooleanClause> clauses)
    {
        for (int start = 0; start < clauses.Length; start++)
        {
            var row = ImmutableArray.CreateBuilder<WordQuery>();
            while (start + row.Count < clauses.Length && clauses[start + row.Count] is { Occur: Occur.Should, Query: WordQuery word }
                && (row.Count == 0 || word.Field == row[0].Field))
            {
                row.Add(word);
            }

            if (row.Count > 1)
            {
                var groups = expander.ExpandRow(row.ToImmutable(), cancellation);
                for (int i = 0; i < groups.Length; i++)
                {
                    _inRows[row[i]] = groups[i];
                }
            }

            start += Math.Max(0, row.Count - 1);
        }
    }

    /// <summary>
    /// Clauses without the words that say nothing, where there are others that do: <c>la</c> beside <c>guerre</c> neither matches nor
    /// counts; alone it is a word like any other.
    /// </summary>
    private static ImmutableArray<BooleanClause> WithoutMinorWords(ImmutableArray<BooleanClause> clauses) =>
        clauses.Any(IsMinor) && clauses.Any(clause => clause.Occur is Occur.Must or Occur.Should && !IsMinor(clause))
            ? clauses.RemoveAll(IsMinor)
            : clauses;

    /// <summary>Whether a clause asks for nothing but words that say nothing, and may be left out.</summary>
    private static bool IsMinor(BooleanClause clause) => clause.Occur == Occur.Should && IsMinor(clause.Query, 0);

    private static bool IsMinor(Query query, int depth) => query switch
    {
        WordQuery word => word.Role != WordRole.Content,
        BoostQuery boost => depth < MaximumDepth && IsMinor(boost.Query, depth + 1),
        BooleanQuery boolean => depth < MaximumDepth
            && boolean.Clauses.Length > 0 && boolean.Clauses.All(clause => clause.Occur == Occur.Should && IsMinor(clause.Query, depth + 1)),
        _ => false,
    };

    /// <summary>A phrase whose words may have accents in the text where they have none in the query.</summary>
    private PhraseQuery Forgiving(PhraseQuery phrase) => phrase with
    {
        Forgives = false,
        OpenEnd = false,
        Parts = [.. phrase.Parts.Select((part, place) => part with
        {
            Terms = [.. part.Terms.SelectMany(term => phrase.OpenEnd && place == phrase.Parts.Length - 1
                ? expander.Beginning(phrase.Field, term, cancellation)
                : expander.ExactForms(phrase.Field, term, cancellation)).Distinct(StringComparer.Ordinal)],
        })],
    };

    /// <summary>A phrase of one place is no phrase: its terms, any of them.</summary>
    private static PlanNode Phrase(PhraseQuery phrase) => phrase.Parts.Length switch
    {
        0 => new NoneNode(),
        1 => PlanSimplifier.Boolean(
            [.. phrase.Parts[0].Terms.Select(term => new PlanClause(Occur.Should, new TermNode(new IndexTerm(phrase.Field, term))))], 0),
        _ => new PhraseNode(phrase),
    };
}
