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

    /// <summary>
    /// Of a lone piece of evidence, by norm, without a title and with one: the lowest step that makes more than a threshold, and that threshold.
    /// </summary>
    private readonly (int Step, float Threshold)[] _least;

    public QuickBounds(RankedPlan plan, SearchRoom room)
    {
        int width = plan.Evidence.Length;
        _width = width;
        _least = width == 1 ? new (int, float)[2 * 256] : [];
        _least.AsSpan().Fill((0, float.NegativeInfinity));
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

    /// <summary>
    /// Of a lone piece of evidence: how many parts of occurrences in its text a passage needs at least to score more than a threshold.
    /// </summary>
    /// <param name="norm">Its encoded length; 0 for any.</param>
    /// <param name="hasTitle">Whether it has anything in the title, however much.</param>
    /// <param name="threshold">No lower than it was before.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Least(byte norm, bool hasTitle, float threshold)
    {
        var (step, known) = _least[norm + (hasTitle ? 256 : 0)];
        return LengthTables.FewestParts(known == threshold ? step : FindLeast(norm, hasTitle, threshold));
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

    /// <summary>Lists the passages that may score more than a threshold, of those that have a lone piece of evidence.</summary>
    /// <param name="documents">The passages.</param>
    /// <param name="texts">The weighted occurrences in each.</param>
    /// <param name="titles">Those in the title of each; empty if none has any.</param>
    /// <param name="norms">The encoded lengths by passages; those behind the last are taken for any length.</param>
    /// <param name="threshold">No lower than it was before.</param>
    /// <param name="listed">Receives their places among the passages; room for all.</param>
    /// <returns>How many they are.</returns>
    public int ListLikely(
        ReadOnlySpan<int> documents, ReadOnlySpan<int> texts, ReadOnlySpan<int> titles, ReadOnlySpan<byte> norms, float threshold, Span<int> listed)
    {
        // However short they are, most have too little. Which ones can not be foretold: there is no branch.
        int least = Least(0, hasTitle: false, threshold);
        int lessWithTitle = Least(0, hasTitle: true, threshold) - least;
        int count = 0;
        listed = listed[..documents.Length];
        for (int place = 0; place < texts.Length; place++)
        {
            int title = place < titles.Length ? titles[place] : 0;
            int missing = texts[place] - (least + (lessWithTitle & (-title >> 31)));
            listed[count] = place;
            count += (int)(~(uint)missing >> 31);
        }

        int likely = 0;
        foreach (int place in listed[..count])
        {
            int document = documents[place];
            byte norm = document < norms.Length ? norms[document] : (byte)0;
            bool hasTitle = place < titles.Length && titles[place] != 0;
            listed[likely] = place;
            likely += texts[place] >= Least(norm, hasTitle, threshold) ? 1 : 0;
        }

        return likely;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int FindLeast(byte norm, bool hasTitle, float threshold)
    {
        var (passage, article, isCondition) = _weights[0];
        float[] shares = _lengths.Shares(isCondition ? LengthTables.ConditionRow : norm);
        ref var least = ref _least[norm + (hasTitle ? 256 : 0)];
        int step = least.Step;
        while (step < LengthTables.Steps
            && (passage * shares[2 * step]) + (hasTitle ? article : article * shares[(2 * step) + 1]) + (_covered[step] * _slopes[step == 0 ? 0 : 1]) <= threshold)
        {
            step++;
        }

        least = (step, threshold);
        return step;
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
