using ArticleSearch.Indexing;
using ArticleSearch.Matching;
using ArticleSearch.Scoring;

namespace ArticleSearch.Ranking;

/// <summary>
/// What the lengths of passages, articles and titles make of occurrences (see <see cref="RankedPlan"/>), by the norms that encode them.
/// Of an index and a set of parameters; knows no query. Immutable but for bounds that are made when they are first asked for, by each
/// thread alike; safe for many threads.
/// </summary>
internal sealed class LengthTables
{
    /// <summary>Bounds are made for occurrences rounded up to a quarter, of up to so many quarters.</summary>
    public const int Steps = 32;

    /// <summary>The row of bounds of a condition, of which there is no more than that it holds.</summary>
    public const int ConditionRow = 256;

    private const int StepBits = 6;

    private readonly double[] _passageSaturation = new double[256];
    private readonly double[] _singleSaturation = new double[256];
    private readonly double[] _titleFactors = new double[256];
    private readonly double _mostOfPassage;
    private readonly double _saturation;
    private readonly double _articleConstant;
    private readonly double _articleFactor;

    /// <summary>By norm and step, of the passage and of an article that it is for itself: what share of all so many occurrences add at most.</summary>
    private readonly float[]?[] _shares = new float[]?[ConditionRow + 1];

    public LengthTables(IndexView index, RankingParameters parameters)
    {
        Parameters = parameters;
        var text = index.Field(PassageFields.Text);
        double averagePassage = Average(text, text?.DocumentCount ?? 1);
        long articles = Articles(index);
        double averageArticle = Average(text, articles);
        double averageTitle = index.Field(PassageFields.Title) is { } title ? Average(title, title.DocumentCount) : 1;
        _mostOfPassage = parameters.PassageShare * (parameters.PassageSaturation + 1);
        _articleConstant = Evidence.Unit * (1 - parameters.ArticleLength);
        _articleFactor = Evidence.Unit * parameters.ArticleLength / averageArticle;
        _saturation = parameters.ArticleSaturation
            + (parameters.SaturationGrowth * Reached(Math.Max(1, (double)index.MaxDocument / Math.Max(1, articles)), parameters.SaturationReach));
        ArticleShare = parameters.ArticleShare * (_saturation + 1);
        for (int norm = 0; norm < 256; norm++)
        {
            double length = EncodedLength.Table[norm];
            _passageSaturation[norm] = Evidence.Unit * parameters.PassageSaturation
                * (1 - parameters.PassageLength + (parameters.PassageLength * length / averagePassage));
            _singleSaturation[norm] = ArticleSaturation((long)EncodedLength.Table[norm]);
            _titleFactors[norm] = parameters.TitleWeight / (1 - parameters.TitleLength + (parameters.TitleLength * length / averageTitle));
            MostTitleFactor = Math.Max(MostTitleFactor, _titleFactors[norm]);
        }

        float[] conditions = new float[2 * Steps];
        for (int place = 2; place < conditions.Length; place++)
        {
            conditions[place] = 1;
        }

        _shares[ConditionRow] = conditions;
    }

    public RankingParameters Parameters { get; }

    /// <summary>What a word of weight 1 adds at most to the score of a passage that is an article for itself, coverage included.</summary>
    public double MostOfWord => _mostOfPassage + ArticleShare + Parameters.Coverage;

    /// <summary>For each norm of a passage how many parts of occurrences count half.</summary>
    public ReadOnlySpan<double> PassageSaturation => _passageSaturation;

    /// <summary>For each norm of a passage that is an article for itself how many parts of occurrences in it count half.</summary>
    public ReadOnlySpan<double> SingleSaturation => _singleSaturation;

    /// <summary>For each norm of a title as how many occurrences one counts.</summary>
    public ReadOnlySpan<double> TitleFactors => _titleFactors;

    /// <summary>As how many occurrences one in a title counts at most.</summary>
    public double MostTitleFactor { get; }

    /// <summary>How many parts of occurrences count half in an article.</summary>
    /// <param name="length">Its length: the sum of its living passages' lengths.</param>
    public double ArticleSaturation(long length) => _saturation * (_articleConstant + (_articleFactor * length));

    /// <summary>What a word of weight 1 adds at most by standing in an article.</summary>
    public double ArticleShare { get; }

    /// <summary>The place of so many parts of occurrences in a row of bounds.</summary>
    public static int Step(int parts) => Math.Min((parts + (1 << StepBits) - 1) >> StepBits, Steps - 1);

    /// <summary>How many parts of occurrences a step stands for at least; more than there can be where there is no such step.</summary>
    public static int FewestParts(int step) => step >= Steps ? int.MaxValue : Math.Max(0, ((step - 1) << StepBits) + 1);

    /// <summary>How many parts of occurrences a step stands for at most.</summary>
    public static double Parts(int step) => step == Steps - 1 ? double.PositiveInfinity : step << StepBits;

    /// <summary>
    /// By step: what share of its weight a word adds at most by standing in a passage, and by standing in the article that the passage is
    /// for itself. Rounded to single precision.
    /// </summary>
    /// <param name="row">The norm of the passage, or <see cref="ConditionRow"/>.</param>
    public float[] Shares(int row) => _shares[row] ?? MakeShares(row);

    /// <summary>
    /// What share of the most that a word can add to the score of a passage it adds at most to that of one which is an article for itself,
    /// in 255ths. Coverage is taken as if there were no other word: as its curve is convex, what several words add is no more than the sum.
    /// </summary>
    /// <param name="text">The weighted occurrences in the passage.</param>
    /// <param name="title">Those in its title.</param>
    /// <param name="norm">Its encoded length.</param>
    /// <param name="titleNorm">The encoded length of its title.</param>
    public byte Share(int text, int title, byte norm, byte titleNorm)
    {
        double all = text + (_titleFactors[titleNorm] * title);
        double sum = text > 0 ? _mostOfPassage * (text / (text + _passageSaturation[norm])) : 0;
        sum += all > 0 ? ArticleShare * (all / (all + _singleSaturation[norm])) : 0;
        sum += text >= Evidence.Unit ? Parameters.Coverage : Parameters.Coverage * Math.Pow(text / (double)Evidence.Unit, Parameters.CoveragePower);
        return MostOfWord > 0 ? (byte)Math.Clamp(Math.Ceiling(sum / MostOfWord * byte.MaxValue), 0, byte.MaxValue) : (byte)0;
    }

    /// <summary>As how many occurrences more one in the lead of an article counts.</summary>
    /// <param name="passages">How many living passages the article has.</param>
    public double LeadFactor(int passages) => Parameters.LeadWeight * Reached(passages, Parameters.LeadReach);

    /// <summary>What share of what many passages change holds for so many: none for one, half for one more than the reach.</summary>
    private static double Reached(double passages, double reach) => 1 - (reach / (reach + passages - 1));

    private float[] MakeShares(int norm)
    {
        float[] shares = new float[2 * Steps];
        for (int step = 1; step < Steps; step++)
        {
            double parts = Parts(step);
            bool most = double.IsInfinity(parts);
            shares[2 * step] = most ? 1 : (float)(parts / (parts + _passageSaturation[norm]));
            shares[(2 * step) + 1] = most ? 1 : (float)(parts / (parts + _singleSaturation[norm]));
        }

        return _shares[norm] = shares;
    }

    private static double Average(FieldStatistics? field, long count) =>
        field is { SumTotalTermFrequency: > 0 } ? (double)field.SumTotalTermFrequency / Math.Max(1, count) : 1;

    /// <summary>How many articles there are, deleted ones included until their segment is merged.</summary>
    private static long Articles(IndexView index)
    {
        long sum = 0;
        foreach (var segment in index.Segments)
        {
            sum += segment.Sorted(PassageFields.Article)?.ValueCount ?? segment.MaxDocument;
        }

        return sum;
    }
}
