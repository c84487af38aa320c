using System.Collections.Immutable;
using ArticleSearch.Matching;

namespace ArticleSearch.Ranking;

/// <summary>
/// A plan made ready for ranking: what matches, what raises the score, and the arithmetic of a score. Of the whole index; it opens no
/// postings. For one search.
/// </summary>
/// <remarks>
/// A passage p of the article a scores, over the pieces of evidence g of the query in their order,
/// <code>
/// base(p)  = Σ_g weight_g · ( P · sat(tf_g(p), kP, |p| / average |p|) + A · sat(tf_g(a) + lead_g(a) + title_g(a), kA, |a| / average |a|) )
///          + V · W · (Σ_g weight_g · min(1, tf_g(p)) / W) ^ v
/// score(p) = base(p) + closeness(p)
/// sat(f, k, l) = (k + 1) · f / (f + k · (1 - b + b · l))
/// </code>
/// tf_g(p) is the sum of weight · frequency over the variants of g in the passage; tf_g(a) their sum over the living passages of the
/// article; lead_g(a) is their sum in the first of them times the weight of leads, as far as n passages allow, which is 1 - r / (r + n - 1)
/// of it with the reach r of leads; title_g(a) their sum over the title, times the weight of titles. kA is the saturation of
/// articles of one passage, and its growth, as far as the average number of passages of an article allows, with a reach of its own.
/// weight_g is boost · ln(1 + (N - n + ½) / (n + ½)), with n about how many passages hold a variant (see <see cref="EvidenceGatherer"/>),
/// and W the sum of the weights. Lengths are those of the norms. A condition of constant score adds its boost where it holds, and is no
/// part of W. <see cref="RankingParameters"/> has the numbers, <see cref="Closeness"/> the rule of closeness. base is summed in double
/// precision in the order of the query, coverage last, and rounded once, closeness as well, and their sum is one of single precision: so
/// a score is the same bits however it was found. Weighted occurrences are counted in whole parts of
/// <see cref="Evidence.Unit"/>.
/// </remarks>
internal sealed class RankedPlan
{
    /// <summary>For so many pieces of evidence the bounds of all their combinations are made beforehand.</summary>
    private const int MostMasked = 8;

    /// <summary>More than the rounding of a sum in double precision can make up.</summary>
    private const double RoundingMargin = 1 + 1e-9;

    /// <summary>The bounds of the first pieces of evidence in <see cref="ByBound"/>, added, and what they cover.</summary>
    private readonly double[] _optionalBounds;
    private readonly double[] _optionalCovered;

    /// <summary>By the set of the pieces of evidence that stand in an article: what no passage of it scores more than.</summary>
    private readonly float[] _masked;

    public RankedPlan(PlanNode plan, TermLookup lookup, Weigher weigher, RankingParameters parameters)
    {
        Index = lookup.Index;
        Parameters = parameters;
        Lengths = Index.Ranking.Lengths(parameters);
        (Evidence, Rule) = new EvidenceGatherer(lookup, weigher, Lengths).Gather(plan);
        Matching = Rule is null ? weigher.Matching(plan) : null;
        int count = Evidence.Length;
        PassageWeights = new double[count];
        ArticleWeights = new double[count];
        CoveredWeights = new double[count];
        Saturates = new double[count];
        Bounds = new double[count];
        ByBound = new int[count];
        double passageShare = parameters.PassageShare * (parameters.PassageSaturation + 1);
        double articleShare = Lengths.ArticleShare;
        for (int i = 0; i < count; i++)
        {
            double weight = Evidence[i].Weight;
            bool counts = Evidence[i].Condition is null;
            PassageWeights[i] = counts ? weight * passageShare : weight;
            ArticleWeights[i] = counts ? weight * articleShare : 0;
            CoveredWeights[i] = counts ? weight : 0;
            Saturates[i] = counts ? 1 : 0;
            AllWeights += CoveredWeights[i];
            Bounds[i] = PassageWeights[i] + (CoveredWeights[i] * articleShare);
            ByBound[i] = i;
        }

        StableSort.Sort(ByBound.AsSpan(), (a, b) => Bounds[a].CompareTo(Bounds[b]));
        (_optionalBounds, _optionalCovered) = SumOptional();
        _masked = Evidence.Length <= MostMasked ? SumMasked() : [];
    }

    public IndexView Index { get; }

    public RankingParameters Parameters { get; }

    /// <summary>What lengths count.</summary>
    public LengthTables Lengths { get; }

    /// <summary>What raises the score, in the order of the query.</summary>
    public ImmutableArray<Evidence> Evidence { get; }

    /// <summary>The pieces of evidence by what they add at most, the least first.</summary>
    public int[] ByBound { get; }

    /// <summary>1 for a piece of evidence of which more is better; 0 for a condition, of which there is no more than that it holds.</summary>
    public double[] Saturates { get; }

    /// <summary>What matches, said of the evidence; null if it can not be said so.</summary>
    public MatchRule? Rule { get; }

    /// <summary>What matches, where there is no rule.</summary>
    public Weight? Matching { get; }

    /// <summary>What each piece of evidence adds at most by standing in the passage.</summary>
    public double[] PassageWeights { get; }

    /// <summary>What each piece of evidence adds at most by standing in an article of one passage.</summary>
    public double[] ArticleWeights { get; }

    /// <summary>The weights of all but the conditions, added.</summary>
    public double AllWeights { get; }

    /// <summary>What share each piece of evidence has in what is covered.</summary>
    public double[] CoveredWeights { get; }

    /// <summary>What each piece of evidence adds at most, but for what it covers.</summary>
    public double[] Bounds { get; }

    /// <summary>What it adds that a passage has words of a weight.</summary>
    /// <param name="covered">The sum of the weights of the words it has.</param>
    public double Coverage(double covered)
    {
        if (covered <= 0 || Parameters.Coverage == 0)
        {
            return 0;
        }

        double share = Math.Min(1, covered / AllWeights); // sums in different orders
        double powered = Parameters.CoveragePower == 1.5 ? share * Math.Sqrt(share) : Math.Pow(share, Parameters.CoveragePower);
        return Parameters.Coverage * AllWeights * powered;
    }

    /// <summary>What no passage scores more than in whose article nothing stands but this.</summary>
    public float Bound(ReadOnlySpan<int> text, ReadOnlySpan<int> title)
    {
        if (_masked.Length == 0)
        {
            return Bound(text, title, 0);
        }

        int mask = 0;
        for (int evidence = 0; evidence < text.Length; evidence++)
        {
            mask |= text[evidence] == 0 ? 0 : 1 << evidence;
        }

        for (int evidence = 0; evidence < title.Length; evidence++)
        {
            mask |= title[evidence] == 0 ? 0 : 1 << evidence;
        }

        return _masked[mask];
    }

    /// <summary>The same, if all that is optional may stand there as well.</summary>
    public float Bound(ReadOnlySpan<int> text, ReadOnlySpan<int> title, int optional)
    {
        double bound = _optionalBounds[optional];
        double covered = _optionalCovered[optional];
        for (int place = optional; place < ByBound.Length; place++)
        {
            int evidence = ByBound[place];
            if (text[evidence] != 0 || (!title.IsEmpty && title[evidence] != 0))
            {
                bound += Bounds[evidence];
                covered += CoveredWeights[evidence];
            }
        }

        return Bound(bound, covered);
    }

    /// <summary>The same of a whole article.</summary>
    public float Bound(ReadOnlySpan<long> text, ReadOnlySpan<long> title)
    {
        double bound = 0;
        double covered = 0;
        for (int evidence = 0; evidence < Bounds.Length; evidence++)
        {
            if (text[evidence] != 0 || title[evidence] != 0)
            {
                bound += Bounds[evidence];
                covered += CoveredWeights[evidence];
            }
        }

        return Bound(bound, covered);
    }

    /// <summary>How many pieces of evidence, the first ones in <see cref="ByBound"/>, can not exceed a score together.</summary>
    public int CountOptional(float threshold)
    {
        int count = 0;
        while (count < ByBound.Length && Bound(_optionalBounds[count + 1], _optionalCovered[count + 1]) <= threshold)
        {
            count++;
        }

        return count;
    }

    private float Bound(double bound, double covered) => (float)((bound + Coverage(covered)) * RoundingMargin);

    private (double[] Bounds, double[] Covered) SumOptional()
    {
        double[] bounds = new double[ByBound.Length + 1];
        double[] covered = new double[ByBound.Length + 1];
        for (int place = 0; place < ByBound.Length; place++)
        {
            bounds[place + 1] = bounds[place] + Bounds[ByBound[place]];
            covered[place + 1] = covered[place] + CoveredWeights[ByBound[place]];
        }

        return (bounds, covered);
    }

    private float[] SumMasked()
    {
        float[] bounds = new float[1 << Evidence.Length];
        for (int mask = 1; mask < bounds.Length; mask++)
        {
            double bound = 0;
            double covered = 0;
            for (int evidence = 0; evidence < Evidence.Length; evidence++)
            {
                bound += (mask >> evidence & 1) * Bounds[evidence];
                covered += (mask >> evidence & 1) * CoveredWeights[evidence];
            }

            bounds[mask] = Bound(bound, covered);
        }

        return bounds;
    }
}
