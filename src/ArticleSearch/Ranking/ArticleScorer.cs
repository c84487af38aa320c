using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using ArticleSearch.IndexFormat.Norms;
using ArticleSearch.Indexing;
using ArticleSearch.Matching;
using ArticleSearch.Scoring;

namespace ArticleSearch.Ranking;

/// <summary>
/// Scores passages, without closeness, from what stands in a window. It reads no postings. For one search, one segment after another.
/// The formula is that of <see cref="RankedPlan"/>. Longer than most files: three ways through windows, for articles of several passages, of
/// one, and for one piece of evidence, over one formula.
/// </summary>
internal sealed class ArticleScorer
{
    /// <summary>How many passages with one piece of evidence are looked over at once, at first and then.</summary>
    private const int LeastListed = 64;
    private const int MostListed = 512;

    private readonly RankedPlan _plan;
    private readonly bool _isQuick;
    private readonly SearchRoom _room;
    private readonly int _width;
    private readonly bool _isAny;
    private readonly long[] _articleText;
    private readonly long[] _articleLead;
    private readonly long[] _articleTitle;
    private readonly double[] _articleParts;
    private ScoredDocument[] _scored = new ScoredDocument[16];
    private SegmentView _segment = null!;
    private NormsColumn? _lengths;
    private NormsColumn? _titleLengths;
    private int _firstDocument;

    /// <param name="plan">The formula.</param>
    /// <param name="room">Where there is room for bounds.</param>
    public ArticleScorer(RankedPlan plan, SearchRoom room)
    {
        _plan = plan;
        _room = room;
        _isQuick = QuickBounds.Fits(plan);
        _width = plan.Evidence.Length;
        _isAny = _isQuick && plan.Rule?.IsAny(_width) == true;
        _articleText = new long[_width];
        _articleLead = new long[_width];
        _articleTitle = new long[_width];
        _articleParts = new double[_width];
    }

    /// <summary>The bounds of passages, made when they are first asked for: words whose postings are merged do without.</summary>
    private QuickBounds Quick => field ??= new QuickBounds(_plan, _room);

    /// <summary>What each piece of evidence adds to every passage of the article scored last.</summary>
    public ReadOnlySpan<double> ArticleParts => _articleParts;

    /// <summary>The weighted occurrences in the text of the article scored last.</summary>
    public ReadOnlySpan<long> ArticleText => _articleText;

    /// <summary>Those in its lead, the first of its passages.</summary>
    public ReadOnlySpan<long> ArticleLead => _articleLead;

    /// <summary>The weighted occurrences in the title of the article scored last.</summary>
    public ReadOnlySpan<long> ArticleTitle => _articleTitle;

    /// <summary>The length of the article scored last.</summary>
    public long ArticleLength { get; private set; }

    /// <summary>How many living passages it has.</summary>
    public int ArticlePassages { get; private set; }

    /// <summary>The passages that follow are of this segment.</summary>
    public void StartSegment(int segment)
    {
        _segment = _plan.Index.Segments[segment];
        _firstDocument = _plan.Index.Bases[segment];
        _lengths = _segment.Norms(PassageFields.Text);
        _titleLengths = _segment.Norms(PassageFields.Title);
    }

    /// <summary>Counts the matches of a window, and scores those of the articles that can be among the best.</summary>
    /// <param name="window">What stands where; <see cref="EvidenceWindow.Matches"/> has living documents alone.</param>
    /// <param name="hits">Takes them.</param>
    public void Score(EvidenceWindow window, Candidates hits)
    {
        var norms = _lengths is null ? default : _lengths.Bytes;
        if (_segment.Articles.AreAllSingle)
        {
            int count = 0;
            int words = window.WordCount;
            for (int word = window.NextWord(0); word < words; word = window.NextWord(word + 1))
            {
                ulong matches = window.Matches[word];
                count += BitOperations.PopCount(matches);
                ScoreSingles(window, word, matches, norms, hits);
            }

            hits.Count(count, count);
        }
        else
        {
            ScoreArticles(window, norms, hits);
        }
    }

    /// <summary>Whether a window of one piece of evidence can be scored: <see cref="Score(LoneWindow, Candidates)"/>.</summary>
    public bool ScoresLone => _width == 1 && _isAny;

    /// <summary>Counts what has the one thing that is asked for, and scores what can be among the best.</summary>
    /// <param name="window">What stands where.</param>
    /// <param name="hits">Takes it.</param>
    public void Score(LoneWindow window, Candidates hits)
    {
        var norms = _lengths is null ? default : _lengths.Bytes;
        bool checksLive = _segment.HasDeletions;
        var documents = window.Documents;
        var texts = window.Text;
        var titles = window.Title;
        int dead = 0;
        Span<int> few = stackalloc int[MostListed];
        int length = LeastListed;
        for (int start = 0; start < documents.Length; start += length)
        {
            // At first there is no threshold yet, or a low one.
            length = Math.Min(start == 0 ? LeastListed : MostListed, documents.Length - start);
            float threshold = hits.Threshold;
            int listed = Quick.ListLikely(documents.Slice(start, length), texts.Slice(start, length), titles.IsEmpty ? titles : titles.Slice(start, length), norms, threshold, few);
            foreach (int place in few[..listed])
            {
                int row = start + place;
                int document = documents[row];
                if (checksLive && !_segment.IsLive(document))
                {
                    continue;
                }

                byte norm = document < norms.Length ? norms[document] : Norm(_lengths, document);
                bool hasTitle = !titles.IsEmpty && titles[row] != 0;
                if (texts[row] >= Quick.Least(norm, hasTitle, threshold))
                {
                    threshold = Offer(document, texts.Slice(row, 1), hasTitle ? titles.Slice(row, 1) : default, norm, threshold, hits);
                }
            }
        }

        for (int row = 0; row < documents.Length && checksLive; row++)
        {
            dead += _segment.IsLive(documents[row]) ? 0 : 1;
        }

        hits.Count(documents.Length - dead, documents.Length - dead);
    }

    /// <summary>Whether what words add to a score can be bounded one by one: <see cref="LengthTables.Share"/>.</summary>
    public bool BoundsWords => _plan.Parameters.CoveragePower >= 1;

    /// <summary>Scores a passage that is an article for itself, and keeps it if it is among the best.</summary>
    /// <param name="document">The passage; it lives, and was counted.</param>
    /// <param name="text">The weighted occurrences in it.</param>
    /// <param name="title">Those in its title; empty if there are none.</param>
    /// <param name="hits">Takes it.</param>
    /// <returns>What a score must exceed from then on.</returns>
    public float Offer(int document, ReadOnlySpan<int> text, ReadOnlySpan<int> title, Candidates hits)
    {
        float score = ScoreSingle(text, title, Norm(_lengths, document), document);
        if (score > hits.Threshold)
        {
            var scored = new ScoredDocument(_firstDocument + document, score);
            hits.Add(new ReadOnlySpan<ScoredDocument>(in scored));
        }

        return hits.Threshold;
    }

    private void ScoreArticles(EvidenceWindow window, ReadOnlySpan<byte> norms, Candidates hits)
    {
        var articles = _segment.Articles;
        int next = window.Start;
        int words = window.WordCount;
        for (int word = window.NextWord(0); word < words; word = window.NextWord(word + 1))
        {
            ulong singles = 0;
            int singleCount = 0;
            for (ulong left = window.Matches[word]; left != 0; left &= left - 1)
            {
                int document = window.Start + (word << 6) + BitOperations.TrailingZeroCount(left);
                if (document < next)
                {
                    continue;
                }

                int start = articles.Start(document);
                next = articles.End(document);
                if (next - start == 1)
                {
                    singles |= left & (0 - left);
                    singleCount++;
                    continue;
                }

                // In the order of documents: those before come first.
                ScoreSingles(window, word, singles, norms, hits);
                singles = 0;
                hits.Count(1, CountMatches(window, start, next));
                ScoreArticle(window, start, next, hits);
            }

            hits.Count(singleCount, singleCount);
            ScoreSingles(window, word, singles, norms, hits);
        }
    }

    /// <summary>Scores passages that are articles for themselves, of one word of bits.</summary>
    private void ScoreSingles(EvidenceWindow window, int word, ulong matches, ReadOnlySpan<byte> norms, Candidates hits)
    {
        float threshold = hits.Threshold;
        ulong titled = window.Titled[word];
        for (ulong left = matches; left != 0; left &= left - 1)
        {
            int at = (word << 6) + BitOperations.TrailingZeroCount(left);
            int document = window.Start + at;
            var text = window.Text(at);
            bool hasTitle = (titled & left & (0 - left)) != 0;

            // Most that have any of several words can not be among the best however short they are: their length needs not be read.
            if (_isAny && !hasTitle && Quick.Of(text, 0) <= threshold)
            {
                continue;
            }

            byte norm = document < norms.Length ? norms[document] : Norm(_lengths, document);
            threshold = Offer(document, text, window.Title(at), norm, threshold, hits);
        }
    }

    /// <summary>Scores a passage that is an article for itself, if it can be among the best.</summary>
    /// <returns>What a score must exceed from then on.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private float Offer(
        int document, ReadOnlySpan<int> text, ReadOnlySpan<int> title, byte norm, float threshold, Candidates hits)
    {
        if (!float.IsNegativeInfinity(threshold))
        {
            float bound = !_isQuick ? _plan.Bound(text, title)
                : title.IsEmpty ? Quick.Of(text, norm)
                : Quick.Of(text, title, norm);
            if (bound <= threshold)
            {
                return threshold;
            }
        }

        float score = ScoreSingle(text, title, norm, document);
        if (score <= threshold)
        {
            return threshold;
        }

        var scored = new ScoredDocument(_firstDocument + document, score);
        hits.Add(new ReadOnlySpan<ScoredDocument>(in scored));
        return hits.Threshold;
    }

    /// <summary>The score of one passage.</summary>
    /// <param name="window">What stands in its article.</param>
    /// <param name="start">The article's first document.</param>
    /// <param name="end">The document after its last one.</param>
    /// <param name="document">The passage.</param>
    public float Score(EvidenceWindow window, int start, int end, int document)
    {
        GatherArticle(window, start, end);
        WeighArticle(start, end);
        return ScorePassage(window.Text(document - window.Start), document);
    }

    /// <summary>What a piece of evidence adds by standing in a passage.</summary>
    public double PassagePart(int evidence, int parts, int document) =>
        parts == 0 ? 0 : _plan.PassageWeights[evidence] * (parts / (parts + (PassageSaturation(document) * _plan.Saturates[evidence])));

    /// <summary>What a piece of evidence covers.</summary>
    public double Covered(int evidence, int parts) =>
        parts >= Evidence.Unit ? _plan.CoveredWeights[evidence] : _plan.CoveredWeights[evidence] * (parts / (double)Evidence.Unit);

    /// <summary>The length of a passage in words, about.</summary>
    public float PassageLength(int document) => EncodedLength.Table[Norm(_lengths, document)];

    /// <summary>As how many occurrences in the text one in the title of an article counts.</summary>
    /// <param name="start">The article's first document.</param>
    public double TitleFactor(int start) => _plan.Lengths.TitleFactors[Norm(_titleLengths, start)];

    private double PassageSaturation(int document) => _plan.Lengths.PassageSaturation[Norm(_lengths, document)];

    /// <summary>Scores the matching passages of an article of several, if one of them can be among the best.</summary>
    private void ScoreArticle(EvidenceWindow window, int start, int end, Candidates hits)
    {
        GatherArticle(window, start, end);
        if (_plan.Bound(_articleText, _articleTitle) <= hits.Threshold)
        {
            return;
        }

        WeighArticle(start, end);
        int count = 0;
        for (int document = Next(window.Matches, window.Start, start, end); document < end; document = Next(window.Matches, window.Start, document + 1, end))
        {
            if (count == _scored.Length)
            {
                Array.Resize(ref _scored, 2 * count);
            }

            _scored[count++] = new ScoredDocument(_firstDocument + document, ScorePassage(window.Text(document - window.Start), document));
        }

        hits.Add(_scored.AsSpan(0, count));
    }

    private float ScorePassage(ReadOnlySpan<int> text, int document)
    {
        double sum = 0;
        double covered = 0;
        for (int evidence = 0; evidence < _width; evidence++)
        {
            int parts = text[evidence];
            sum += PassagePart(evidence, parts, document) + _articleParts[evidence];
            covered += Covered(evidence, parts);
        }

        return (float)(sum + _plan.Coverage(covered));
    }

    /// <summary>The score of a passage that is an article for itself: the same steps as for others, in one go.</summary>
    private float ScoreSingle(ReadOnlySpan<int> text, ReadOnlySpan<int> title, byte norm, int document)
    {
        double passageSaturation = _plan.Lengths.PassageSaturation[norm];
        double articleSaturation = _plan.Lengths.SingleSaturation[norm];
        double titleFactor = title.IsEmpty ? 0 : TitleFactor(document);
        double sum = 0;
        double covered = 0;
        for (int evidence = 0; evidence < _width; evidence++)
        {
            int parts = text[evidence];
            double passage = 0;
            double article = 0;
            if (parts != 0)
            {
                passage = _plan.PassageWeights[evidence] * (parts / (parts + (passageSaturation * _plan.Saturates[evidence])));
                covered += Covered(evidence, parts);
            }

            double all = parts + (titleFactor == 0 ? 0 : titleFactor * title[evidence]);
            if (all > 0)
            {
                article = _plan.ArticleWeights[evidence] * (all / (all + articleSaturation));
            }

            sum += passage + article;
        }

        return (float)(sum + _plan.Coverage(covered));
    }

    /// <summary>Adds up what stands in the living passages of an article.</summary>
    private void GatherArticle(EvidenceWindow window, int start, int end)
    {
        Debug.Assert(start >= window.Start && end <= window.End);
        Array.Clear(_articleText);
        Array.Clear(_articleLead);
        Array.Clear(_articleTitle);
        int lead = Lead(start, end);
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

            if (document == lead)
            {
                for (int evidence = 0; evidence < text.Length && evidence < _articleLead.Length; evidence++)
                {
                    _articleLead[evidence] = text[evidence];
                }
            }

            var title = window.Title(document - window.Start);
            for (int evidence = 0; evidence < title.Length && evidence < _articleTitle.Length; evidence++)
            {
                _articleTitle[evidence] += title[evidence];
            }
        }
    }

    /// <summary>What the article's evidence adds to each of its passages.</summary>
    private void WeighArticle(int start, int end)
    {
        long length = 0;
        int passages = 0;
        var lengths = EncodedLength.Table;
        for (int document = start; document < end; document++)
        {
            if (!_segment.HasDeletions || _segment.IsLive(document))
            {
                length += (long)lengths[Norm(_lengths, document)];
                passages++;
            }
        }

        ArticleLength = length;
        ArticlePassages = passages;
        double saturation = _plan.Lengths.ArticleSaturation(length);
        double share = _plan.Lengths.ArticleShare;
        double leadFactor = _plan.Lengths.LeadFactor(passages);
        double titleFactor = TitleFactor(start);
        for (int evidence = 0; evidence < _articleParts.Length; evidence++)
        {
            double parts = _articleText[evidence] + (leadFactor * _articleLead[evidence]) + (titleFactor * _articleTitle[evidence]);
            _articleParts[evidence] = parts > 0 ? _plan.CoveredWeights[evidence] * share * (parts / (parts + saturation)) : 0;
        }
    }

    /// <summary>The first living passage of an article.</summary>
    private int Lead(int start, int end)
    {
        while (_segment.HasDeletions && start < end && !_segment.IsLive(start))
        {
            start++;
        }

        return start;
    }

    private static int CountMatches(EvidenceWindow window, int start, int end)
    {
        int count = 0;
        int first = start - window.Start;
        int last = end - 1 - window.Start;
        for (int word = first >> 6; word <= last >> 6; word++)
        {
            ulong bits = window.Matches[word];
            bits &= word == first >> 6 ? ulong.MaxValue << first : ulong.MaxValue;
            bits &= word == last >> 6 ? ulong.MaxValue >> (63 - (last & 63)) : ulong.MaxValue;
            count += BitOperations.PopCount(bits);
        }

        return count;
    }

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

    /// <summary>The encoded length of a document's field.</summary>
    public static byte Norm(NormsColumn? norms, int document)
    {
        if (norms is null)
        {
            return (byte)TermMatchCursor.NoNorm;
        }

        var bytes = norms.Bytes;
        return document < bytes.Length ? bytes[document] : (byte)norms.Get(document);
    }
}
