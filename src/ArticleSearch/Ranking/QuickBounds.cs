using System.Buffers;
using System.Runtime.CompilerServices;
using ArticleSearch.Scoring;

namespace ArticleSearch.Ranking;

/// <summary>
/// Bounds, by a few look-ups, what a passage scores that is an article for itself and has no title: occurrences rounded up to a
/// quarter, lengths as the norms have them. What it lets through is scored; what it stops can not be among the best. For one search.
/// </summary>
/// <remarks>
/// Coverage is bounded by a line: (c / W) ^ v is convex in c, so between 0 and the weight m of all the words that stand there it lies
/// under the line to its value at m.
/// </remarks>
internal sealed class QuickBounds : IDisposable
{
    /// <summary>More pieces of evidence would take too much room.</summary>
    public const int MostEvidence = 32;

    /// <summary>For so many pieces the line of coverage is made for each of their combinations.</summary>
    private const int MostMasked = 8;

    private const int StepBits = 6;
    private const int Steps = 32;

    /// <summary>More than the rounding of sums in single precision can make up.</summary>
    private const double RoundingMargin = 1 + 1e-5;

    private readonly RankedPlan _plan;
    private readonly int _width;

    /// <summary>By norm, piece of evidence and step: what so many occurrences add at most, but for coverage.</summary>
    private readonly float[] _parts;
    private readonly bool[] _filled = new bool[256];

    /// <summary>By piece of evidence and step: what so many occurrences cover.</summary>
    private readonly float[] _covered;

    /// <summary>By the set of pieces that stand there: how steep the line of coverage is; one for all where there are many pieces.</summary>
    private readonly float[] _slopes;

    public QuickBounds(RankedPlan plan)
    {
        _plan = plan;
        _width = plan.Evidence.Length;
        _parts = ArrayPool<float>.Shared.Rent(256 * _width * Steps);
        _covered = new float[_width * Steps];
        _slopes = new float[_width <= MostMasked ? 1 << _width : 1];
        for (int evidence = 0; evidence < _width; evidence++)
        {
            for (int step = 0; step < Steps; step++)
            {
                double share = step == Steps - 1 ? 1 : Math.Min(1, (double)(step << StepBits) / Evidence.Unit);
                _covered[(evidence * Steps) + step] = (float)(plan.CoveredWeights[evidence] * share * RoundingMargin);
            }
        }

        for (int mask = 0; mask < _slopes.Length; mask++)
        {
            double most = 0;
            for (int evidence = 0; evidence < _width; evidence++)
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
        if (!_filled[norm])
        {
            Fill(norm);
        }

        var parts = _parts.AsSpan(norm * _width * Steps, _width * Steps);
        float[] covering = _covered;
        float sum = 0;
        float covered = 0;
        int mask = 0;
        for (int evidence = 0; evidence < text.Length; evidence++)
        {
            int its = text[evidence];
            if (its != 0)
            {
                int step = (evidence * Steps) + Math.Min((its + (1 << StepBits) - 1) >> StepBits, Steps - 1);
                sum += parts[step];
                covered += covering[step];
                mask |= 1 << evidence;
            }
        }

        return sum + (covered * _slopes[mask & (_slopes.Length - 1)]);
    }

    public void Dispose() => ArrayPool<float>.Shared.Return(_parts);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Fill(byte norm)
    {
        double passageSaturation = _plan.PassageSaturation[norm];
        double articleSaturation = _plan.ArticleSaturation((long)EncodedLength.Table[norm]);
        for (int evidence = 0; evidence < _width; evidence++)
        {
            for (int step = 0; step < Steps; step++)
            {
                double most = step << StepBits;
                double bound = step == Steps - 1 ? _plan.Bounds[evidence]
                    : step == 0 ? 0
                    : (_plan.PassageWeights[evidence] * (most / (most + (passageSaturation * _plan.Saturates[evidence]))))
                        + (_plan.ArticleWeights[evidence] * (most / (most + articleSaturation)));
                _parts[(((norm * _width) + evidence) * Steps) + step] = (float)(bound * RoundingMargin);
            }
        }

        _filled[norm] = true;
    }
}
