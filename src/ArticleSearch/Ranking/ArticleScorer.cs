using System.Diagnostics;
using System.Numerics;
using ArticleSearch.IndexFormat.Norms;
using ArticleSearch.Indexing;
using ArticleSearch.Matching;
using ArticleSearch.Scoring;

namespace ArticleSearch.Ranking;

/// <summary>
/// Scores the passages of an article, without closeness, from what stands in a window. It reads no postings. For one search, one
/// segment after another. The formula is that of <see cref="RankedPlan"/>.
/// </summary>
internal sealed class ArticleScorer
{
    /// <summary>More than the rounding of a sum in double precision can make up.</summary>
    private const double RoundingMargin = 1 + 1e-9;

    private readonly RankedPlan _plan;
    private readonly long[] _articleText;
    private readonly long[] _articleTitle;
    private readonly double[] _articleParts;
    private ScoredDocument[] _scored = new ScoredDocument[16];
    private SegmentView _segment = null!;
    private NormsColumn? _lengths;
    private NormsColumn? _titleLengths;
    private int _firstDocument;

    public ArticleScorer(RankedPlan plan)
    {
        _plan = plan;
        _articleText = new long[plan.Evidence.Length];
        _articleTitle = new long[plan.Evidence.Length];
        _articleParts = new double[plan.Evidence.Length];
    }

    /// <summary>What each piece of evidence adds to every passage of the article scored last.</summary>
    public ReadOnlySpan<double> ArticleParts => _articleParts;

    /// <summary>The weighted occurrences in the text of the article scored last.</summary>
    public ReadOnlySpan<long> ArticleText => _articleText;

    /// <summary>The weighted occurrences in the title of the article scored last.</summary>
    public ReadOnlySpan<long> ArticleTitle => _articleTitle;

    /// <summary>The length of the article scored last.</summary>
    public long ArticleLength { get; private set; }

    /// <summary>The articles that follow are of this segment.</summary>
    public void StartSegment(int segment)
    {
        _segment = _plan.Index.Segments[segment];
        _firstDocument = _plan.Index.Bases[segment];
        _lengths = _segment.Norms(PassageFields.Text);
        _titleLengths = _segment.Norms(PassageFields.Title);
    }

    /// <summary>Scores the matching passages of an article of which one can be among the best.</summary>
    /// <param name="window">What stands in the article; <see cref="EvidenceWindow.Matches"/> has living documents alone.</param>
    /// <param name="start">The article's first document.</param>
    /// <param name="end">The document after its last one.</param>
    /// <param name="hits">Takes them.</param>
    public void Score(EvidenceWindow window, int start, int end, Candidates hits)
    {
        Debug.Assert(start >= window.Start && end <= window.End);
        GatherArticle(window, start, end);
        double bound = 0;
        double covered = 0;
        for (int evidence = 0; evidence < _articleText.Length; evidence++)
        {
            if (_articleText[evidence] != 0 || _articleTitle[evidence] != 0)
            {
                bound += _plan.Bounds[evidence];
                covered += _plan.CoveredWeights[evidence];
            }
        }

        if ((float)((bound + _plan.Coverage(covered)) * RoundingMargin) <= hits.Threshold)
        {
            return;
        }

        ScoreArticle(start, end);
        int count = 0;
        for (int document = NextMatch(window, start, end); document < end; document = NextMatch(window, document + 1, end))
        {
            if (count == _scored.Length)
            {
                Array.Resize(ref _scored, 2 * count);
            }

            _scored[count++] = new ScoredDocument(_firstDocument + document, ScorePassage(window.Text(document - window.Start), document));
        }

        if (count > 0)
        {
            hits.Add(_scored.AsSpan(0, count));
        }
    }

    /// <summary>The score of one passage.</summary>
    /// <param name="window">What stands in its article.</param>
    /// <param name="start">The article's first document.</param>
    /// <param name="end">The document after its last one.</param>
    /// <param name="document">The passage.</param>
    public float Score(EvidenceWindow window, int start, int end, int document)
    {
        GatherArticle(window, start, end);
        ScoreArticle(start, end);
        return ScorePassage(window.Text(document - window.Start), document);
    }

    /// <summary>The score of a passage of the article that was scored last.</summary>
    private float ScorePassage(ReadOnlySpan<int> text, int document)
    {
        double saturation = _plan.PassageSaturation[Norm(_lengths, document)];
        double sum = 0;
        double covered = 0;
        for (int evidence = 0; evidence < _articleParts.Length; evidence++)
        {
            int parts = text[evidence];
            sum += PassagePart(evidence, parts, saturation) + _articleParts[evidence];
            covered += Covered(evidence, parts);
        }

        return (float)(sum + _plan.Coverage(covered));
    }

    /// <summary>What a piece of evidence covers.</summary>
    public double Covered(int evidence, int parts) =>
        parts >= Evidence.Unit ? _plan.CoveredWeights[evidence] : _plan.CoveredWeights[evidence] * (parts / (double)Evidence.Unit);

    /// <summary>What a piece of evidence adds by standing in a passage.</summary>
    public double PassagePart(int evidence, int parts, double saturation) =>
        parts == 0 ? 0
        : _plan.Evidence[evidence].Condition is null ? _plan.PassageWeights[evidence] * (parts / (parts + saturation))
        : _plan.PassageWeights[evidence];

    /// <summary>For a passage how many parts of occurrences count half.</summary>
    public double PassageSaturation(int document) => _plan.PassageSaturation[Norm(_lengths, document)];

    /// <summary>The length of a passage in words, about.</summary>
    public float PassageLength(int document) => EncodedLength.Table[Norm(_lengths, document)];

    /// <summary>As how many occurrences in the text one in the title of an article counts.</summary>
    /// <param name="start">The article's first document.</param>
    public double TitleFactor(int start) => _plan.TitleFactors[Norm(_titleLengths, start)];

    /// <summary>Adds up what stands in the living passages of an article.</summary>
    private void GatherArticle(EvidenceWindow window, int start, int end)
    {
        Array.Clear(_articleText);
        Array.Clear(_articleTitle);
        for (int document = Next(window.Found, window.Start, start, end); document < end; document = Next(window.Found, window.Start, document + 1, end))
        {
            if (_segment.HasDeletions && !_segment.IsLive(document))
            {
                continue;
            }

            var text = window.Text(document - window.Start);
            for (int evidence = 0; evidence < text.Length && evidence < _articleText.Length; evidence++)
            {
                _articleText[evidence] += text[evidence];
            }

            var title = window.Title(document - window.Start);
            for (int evidence = 0; evidence < title.Length && evidence < _articleTitle.Length; evidence++)
            {
                _articleTitle[evidence] += title[evidence];
            }
        }
    }

    /// <summary>What the article's evidence adds to each of its passages.</summary>
    private void ScoreArticle(int start, int end)
    {
        long length = 0;
        var lengths = EncodedLength.Table;
        for (int document = start; document < end; document++)
        {
            length += !_segment.HasDeletions || _segment.IsLive(document) ? (long)lengths[Norm(_lengths, document)] : 0;
        }

        ArticleLength = length;
        double saturation = _plan.ArticleSaturation(length);
        double titleFactor = TitleFactor(start);
        for (int evidence = 0; evidence < _articleParts.Length; evidence++)
        {
            double parts = _articleText[evidence] + (titleFactor * _articleTitle[evidence]);
            _articleParts[evidence] = parts > 0 ? _plan.ArticleWeights[evidence] * (parts / (parts + saturation)) : 0;
        }
    }

    private static int NextMatch(EvidenceWindow window, int document, int end) => Next(window.Matches, window.Start, document, end);

    /// <summary>The next document at or after one whose bit is set; the end if there is none before it.</summary>
    private static int Next(ReadOnlySpan<ulong> bits, int first, int document, int end)
    {
        if (document >= end)
        {
            return end;
        }

        int at = (document - first) >> 6;
        int last = (end - 1 - first) >> 6;
        ulong word = bits[at] & (ulong.MaxValue << (document - first));
        while (word == 0)
        {
            if (++at > last)
            {
                return end;
            }

            word = bits[at];
        }

        return Math.Min(end, first + (at << 6) + BitOperations.TrailingZeroCount(word));
    }

    private static byte Norm(NormsColumn? norms, int document)
    {
        if (norms is null)
        {
            return (byte)TermMatchCursor.NoNorm;
        }

        var bytes = norms.Bytes;
        return document < bytes.Length ? bytes[document] : (byte)norms.Get(document);
    }
}
