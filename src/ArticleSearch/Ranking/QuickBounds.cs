using System.Runtime.CompilerServices;

namespace ArticleSearch.Ranking;

/// <summary>
/// Bounds, by a few look-ups, what a passage scores that is an article for itself: occurrences rounded up to a quarter, lengths as the
/// norms have them. What it lets through is scored; what it stops can not be among the best. For one search.
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
    private readonly int _width;

    /// <summary>By piece of evidence: what it adds at most by standing in the passage, and in the article.</summary>
    private readonly (float Passage, float Article, bool IsCondition)[] _weights;

    /// <summary>By norm, piece of evidence and step: what so many occurrences add at most, but for coverage.</summary>
    private readonly float[] _parts;
    private readonly bool[] _filled = new bool[256];

    /// <summary>By piece of evidence and step: what so many occurrences cover.</summary>
    private readonly float[] _covered;

    /// <summary>By the set of pieces that stand there: how steep the line of coverage is; one for all where there are many pieces.</summary>
    private readonly float[] _slopes;

    public QuickBounds(RankedPlan plan, SearchRoom room)
    {
        int width = plan.Evidence.Length;
        _width = width;
        _lengths = plan.Lengths;
        _parts = room.Bounds(256 * width * LengthTables.Steps);
        _weights = new (float, float, bool)[width];
        _covered = new float[width * LengthTables.Steps];
        _slopes = new float[width <= MostMasked ? 1 << width : 1];
        for (int evidence = 0; evidence < width; evidence++)
        {
            bool isCondition = plan.Evidence[evidence].Condition is not null;
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

    /// <summary>What a passage scores at most that has no title.</summary>
    /// <param name="text">The weighted occurrences in it.</param>
    /// <param name="norm">Its encoded length.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Of(ReadOnlySpan<int> text, byte norm)
    {
        if (!_filled[norm])
        {
            Fill(norm);
        }

        var parts = _parts.AsSpan(norm * _width * LengthTables.Steps, _width * LengthTables.Steps);
        float[] covering = _covered;
        if (text.Length == 2)
        {
            // What is not there adds nothing.
            int first = LengthTables.Step(text[0]);
            int second = LengthTables.Steps + LengthTables.Step(text[1]);
            int both = (text[0] != 0 ? 1 : 0) | (text[1] != 0 ? 2 : 0);
            return parts[first] + parts[second] + ((covering[first] + covering[second]) * _slopes[both]);
        }

        float sum = 0;
        float covered = 0;
        int mask = 0;
        for (int evidence = 0; evidence < text.Length; evidence++)
        {
            int its = text[evidence];
            if (its != 0)
            {
                int step = (evidence * LengthTables.Steps) + LengthTables.Step(its);
                sum += parts[step];
                covered += covering[step];
                mask |= 1 << evidence;
            }
        }

        return sum + (covered * _slopes[mask & (_slopes.Length - 1)]);
    }

    /// <summary>What a passage scores at most that has a title.</summary>
    /// <param name="text">The weighted occurrences in it.</param>
    /// <param name="title">Those in its title.</param>
    /// <param name="norm">Its encoded length.</param>
    public float Of(ReadOnlySpan<int> text, ReadOnlySpan<int> title, byte norm)
    {
        float[] shares = _lengths.Shares(norm);
        float sum = 0;
        float covered = 0;
        int mask = 0;
        for (int evidence = 0; evidence < text.Length; evidence++)
        {
            int step = LengthTables.Step(text[evidence]);
            double all = Math.Min(text[evidence] + Math.Ceiling(_lengths.MostTitleFactor * title[evidence]), Evidence.Unit * Evidence.Unit);
            var (passage, article, isCondition) = _weights[evidence];
            float[] row = isCondition ? _lengths.Shares(LengthTables.ConditionRow) : shares;
            sum += (passage * row[2 * step]) + (article * row[(2 * LengthTables.Step((int)all)) + 1]);
            covered += _covered[(evidence * LengthTables.Steps) + step];
            mask |= step == 0 ? 0 : 1 << evidence;
        }

        return sum + (covered * _slopes[mask & (_slopes.Length - 1)]);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Fill(byte norm)
    {
        float[] shares = _lengths.Shares(norm);
        for (int evidence = 0; evidence < _width; evidence++)
        {
            var (passage, article, isCondition) = _weights[evidence];
            float[] row = isCondition ? _lengths.Shares(LengthTables.ConditionRow) : shares;
            var parts = _parts.AsSpan(((norm * _width) + evidence) * LengthTables.Steps, LengthTables.Steps);
            for (int step = 0; step < parts.Length; step++)
            {
                parts[step] = (passage * row[2 * step]) + (article * row[(2 * step) + 1]);
            }
        }

        _filled[norm] = true;
    }
}
