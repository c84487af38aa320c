using System.Runtime.CompilerServices;

namespace ArticleSearch.Ranking;

/// <summary>
/// Bounds, by a few look-ups, what a passage scores that is an article for itself and has no title: occurrences rounded up to a
/// quarter, lengths as the norms have them. What it lets through is scored; what it stops can not be among the best. For one search.
/// </summary>
/// <remarks>
/// Coverage is bounded by a line: (c / W) ^ v is convex in c, so between 0 and the weight m of all the words that stand there it lies
/// under the line to its value at m.
/// </remarks>
internal sealed class QuickBounds
{
    /// <summary>More pieces of evidence would take too much room.</summary>
    public const int MostEvidence = 32;

    /// <summary>For so many pieces the line of coverage is made for each of their combinations.</summary>
    private const int MostMasked = 8;

    /// <summary>More than the rounding of sums in single precision can make up.</summary>
    private const double RoundingMargin = 1 + 1e-5;

    private readonly LengthTables _lengths;
    private readonly bool _hasConditions;

    /// <summary>By piece of evidence: what it adds at most by standing in the passage, and in the article.</summary>
    private readonly (float Passage, float Article, bool IsCondition)[] _weights;

    /// <summary>By piece of evidence and step: what so many occurrences cover.</summary>
    private readonly float[] _covered;

    /// <summary>By the set of pieces that stand there: how steep the line of coverage is; one for all where there are many pieces.</summary>
    private readonly float[] _slopes;

    public QuickBounds(RankedPlan plan)
    {
        int width = plan.Evidence.Length;
        _lengths = plan.Lengths;
        _weights = new (float, float, bool)[width];
        _covered = new float[width * LengthTables.Steps];
        _slopes = new float[width <= MostMasked ? 1 << width : 1];
        for (int evidence = 0; evidence < width; evidence++)
        {
            bool isCondition = plan.Evidence[evidence].Condition is not null;
            _hasConditions |= isCondition;
            _weights[evidence] = ((float)(plan.PassageWeights[evidence] * RoundingMargin), (float)(plan.ArticleWeights[evidence] * RoundingMargin), isCondition);
            for (int step = 0; step < LengthTables.Steps; step++)
            {
                double share = Math.Min(1, LengthTables.Parts(step) / Evidence.Unit);
                _covered[(evidence * LengthTables.Steps) + step] = (float)(plan.CoveredWeights[evidence] * share * RoundingMargin);
            }
        }

        for (int mask = 0; mask < _slopes.Length; mask++)
        {
            double most = 0;
            for (int evidence = 0; evidence < width; evidence++)
            {
                most += _slopes.Length == 1 || (mask >> evidence & 1) != 0 ? plan.CoveredWeights[evidence] : 0;
            }

            _slopes[mask] = most > 0 ? (float)(plan.Coverage(most) / most * RoundingMargin) : 0;
        }
    }

    /// <summary>Whether a plan can be bounded so.</summary>
    public static bool Fits(RankedPlan plan) => plan.Evidence.Length is > 0 and <= MostEvidence && plan.Parameters.CoveragePower >= 1;

    /// <summary>What a passage scores at most.</summary>
    /// <param name="text">The weighted occurrences in it.</param>
    /// <param name="norm">Its encoded length.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Of(ReadOnlySpan<int> text, byte norm)
    {
        float[] shares = _lengths.Shares(norm);
        float[] covering = _covered;
        var weights = _weights;
        float sum = 0;
        float covered = 0;
        int mask = 0;
        for (int evidence = 0; evidence < text.Length && evidence < weights.Length; evidence++)
        {
            int its = text[evidence];
            if (its != 0)
            {
                int step = LengthTables.Step(its);
                ref readonly var weight = ref weights[evidence];
                float[] row = _hasConditions && weight.IsCondition ? _lengths.Shares(LengthTables.ConditionRow) : shares;
                sum += (weight.Passage * row[2 * step]) + (weight.Article * row[(2 * step) + 1]);
                covered += covering[(evidence * LengthTables.Steps) + step];
                mask |= 1 << evidence;
            }
        }

        return sum + (covered * _slopes[mask & (_slopes.Length - 1)]);
    }
}
