using ArticleSearch.Queries;

namespace ArticleSearch.Matching;

/// <summary>
/// The weight of joined clauses. Where clauses of both kinds score, the sum of the required ones and that of the optional ones
/// are rounded each for itself and then added.
/// </summary>
internal sealed class BooleanWeight : Weight
{
    private readonly (Occur Occur, Weight Weight)[] _clauses;
    private readonly int _minimumShouldMatch;
    private readonly int _segments;
    private readonly bool _scores;
    private readonly Lazy<bool> _allOptionsRequired;

    /// <param name="clauses">The clauses; those that do not score are made not to.</param>
    /// <param name="minimumShouldMatch">How many optional clauses must match at least.</param>
    /// <param name="segments">How many segments the index has.</param>
    /// <param name="scores">Whether the sum is wanted.</param>
    public BooleanWeight((Occur Occur, Weight Weight)[] clauses, int minimumShouldMatch, int segments, bool scores)
    {
        _clauses = clauses;
        _minimumShouldMatch = minimumShouldMatch;
        _segments = segments;
        _scores = scores;
        _allOptionsRequired = new Lazy<bool>(AreAllOptionsRequired, LazyThreadSafetyMode.None);
    }

    /// <summary>The terms, if the join is of terms alone of which any suffices; null for any other.</summary>
    public TermWeight[]? AlternativeTerms() =>
        _minimumShouldMatch <= 1 && Array.TrueForAll(_clauses, clause => clause is (Occur.Should, TermWeight))
            ? Array.ConvertAll(_clauses, clause => (TermWeight)clause.Weight)
            : null;

    public override MatchCursor? Open(int segment)
    {
        List<MatchCursor> musts = [];
        List<MatchCursor> filters = [];
        List<MatchCursor> options = [];
        List<MatchCursor> exclusions = [];
        foreach (var (occur, weight) in _clauses)
        {
            bool isRequired = occur is Occur.Must or Occur.Filter;
            if (occur == Occur.Should && !_scores && _minimumShouldMatch == 0 && HasRequired)
            {
                continue;
            }

            if (weight.Open(segment) is { } cursor)
            {
                (occur switch { Occur.Must => musts, Occur.Filter => filters, Occur.Should => options, _ => exclusions }).Add(cursor);
            }
            else if (isRequired)
            {
                return null;
            }
        }

        if (options.Count < _minimumShouldMatch)
        {
            return null;
        }

        int minimum = _minimumShouldMatch;
        if (options.Count == minimum && _allOptionsRequired.Value)
        {
            musts.AddRange(options);
            options.Clear();
            minimum = 0;
        }

        bool anyRequired = musts.Count + filters.Count > 0;
        if (!anyRequired && options.Count == 0)
        {
            return null;
        }

        if (!anyRequired)
        {
            return Excluding(Any(options, minimum), exclusions);
        }

        var required = Excluding(All(filters, musts), exclusions);
        return options.Count == 0 ? required
            : minimum > 0 ? Both(required, Any(options, minimum))
            : new RequiredOptionalCursor(required, Any(options, 1));
    }

    public override Explanation Explain(int segment, int document)
    {
        List<Explanation> details = [];
        int matchingOptions = 0;
        int matching = 0;
        string? failure = null;
        foreach (var (occur, weight) in _clauses)
        {
            var detail = weight.Explain(segment, document);
            switch (occur)
            {
                case Occur.Must or Occur.Filter when !detail.IsMatch:
                    failure = "a required clause does not match";
                    details.Add(detail);
                    break;
                case Occur.MustNot when detail.IsMatch:
                    failure = "an excluded clause matches";
                    details.Add(detail);
                    break;
                case Occur.Filter:
                    matching++;
                    details.Add(new Explanation(true, 0, "filter, which does not score:", detail));
                    break;
                case Occur.Must or Occur.Should when detail.IsMatch:
                    matching++;
                    matchingOptions += occur == Occur.Should ? 1 : 0;
                    details.Add(detail);
                    break;
            }
        }

        failure ??= matching == 0 ? "no clause matches"
            : matchingOptions < _minimumShouldMatch ? $"fewer than {_minimumShouldMatch} of the optional clauses match"
            : null;
        return failure is null && ScoreOf(segment, document) is { } score
            ? new Explanation(true, score, "sum of:", details)
            : new Explanation(false, 0, failure ?? "no match", details);
    }

    private bool HasRequired => Array.Exists(_clauses, clause => clause.Occur is Occur.Must or Occur.Filter);

    /// <summary>
    /// Whether no more options can match anywhere in the index than must: then they are summed with the required clauses. Asked
    /// of the whole index, so that a sum is rounded alike in all its segments.
    /// </summary>
    private bool AreAllOptionsRequired() =>
        _minimumShouldMatch > 0
        && _clauses.Count(clause => clause.Occur == Occur.Should
            && Enumerable.Range(0, _segments).Any(segment => clause.Weight.Open(segment) is not null)) == _minimumShouldMatch;

    private static MatchCursor Any(List<MatchCursor> options, int minimum) =>
        options.Count == 1 ? options[0] : new DisjunctionCursor(options, Math.Max(1, minimum));

    private static MatchCursor All(List<MatchCursor> filters, List<MatchCursor> musts)
    {
        if (filters.Count + musts.Count == 1)
        {
            return musts.Count == 1 ? musts[0] : new ConstantCursor(filters[0], 0);
        }

        return new ConjunctionCursor([.. filters, .. musts], musts);
    }

    private static ConjunctionCursor Both(MatchCursor required, MatchCursor optional) => new([required, optional], [required, optional]);

    private static MatchCursor Excluding(MatchCursor included, List<MatchCursor> exclusions) =>
        exclusions.Count == 0 ? included : new ExclusionCursor(included, Any(exclusions, 1));
}
