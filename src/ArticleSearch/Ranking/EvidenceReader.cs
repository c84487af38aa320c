using ArticleSearch.IndexFormat.Postings;
using ArticleSearch.Matching;

namespace ArticleSearch.Ranking;

/// <summary>
/// Reads what one variant has in a segment into windows, from the first document to the last; what lies between is left out. For one
/// thread.
/// </summary>
internal abstract class EvidenceReader
{
    protected const int NoMoreDocuments = PostingsCursor.NoMoreDocuments;

    /// <summary>Before this document it has none any more: whoever reads up to it needs not call.</summary>
    public int Next { get; protected set; }

    /// <summary>About how many documents it has.</summary>
    public abstract long Cost { get; }

    /// <summary>Adds what stands in some documents of a window, none of them read before.</summary>
    /// <param name="window">The window.</param>
    /// <param name="start">The first document; those before it that were not read are left out.</param>
    /// <param name="end">The document after the last one.</param>
    /// <param name="leaps">Whether the documents read next are likely to be far away.</param>
    public abstract void Read(EvidenceWindow window, int start, int end, bool leaps);

    /// <summary>The readers of all evidence in a segment, by the pieces of evidence.</summary>
    public static EvidenceReader[][] Open(RankedPlan plan, int segment)
    {
        var readers = new EvidenceReader[plan.Evidence.Length][];
        for (int evidence = 0; evidence < readers.Length; evidence++)
        {
            var opened = new List<EvidenceReader>();
            if (plan.Evidence[evidence].Condition?.Open(segment) is { } condition)
            {
                opened.Add(new OfCondition(evidence, condition));
            }

            foreach (var variant in plan.Evidence[evidence].Variants)
            {
                if (Open(plan, evidence, variant, segment) is { } reader)
                {
                    opened.Add(reader);
                }
            }

            readers[evidence] = [.. opened];
        }

        return readers;
    }

    /// <summary>The reader of one variant in a segment, as the only piece of evidence; null if it has none there.</summary>
    public static EvidenceReader? Open(RankedPlan plan, EvidenceVariant variant, int segment) => Open(plan, 0, variant, segment);

    private static EvidenceReader? Open(RankedPlan plan, int evidence, EvidenceVariant variant, int segment)
    {
        if (variant.Term is { } located)
        {
            return located.States[segment] is { } state
                ? new OfTerm(
                    evidence, variant, plan.Index.Segments[segment].Terms(variant.Field)!.OpenPostings(state, PostingsFeatures.Frequencies))
                : null;
        }

        return variant.Phrase?.Open(segment) is { } phrase ? new OfPhrase(evidence, variant, phrase) : null;
    }

    /// <summary>A term: its postings are taken by batches, of which a window takes what it holds.</summary>
    private sealed class OfTerm : EvidenceReader
    {
        private const int BatchLength = 128;

        private readonly int _evidence;
        private readonly EvidenceVariant _variant;
        private readonly PostingsCursor _postings;
        private readonly int[] _documents;
        private readonly int[] _frequencies;
        private int _at;
        private int _count;

        public OfTerm(int evidence, EvidenceVariant variant, PostingsCursor postings)
        {
            _evidence = evidence;
            _variant = variant;
            _postings = postings;
            int room = Math.Min(BatchLength, postings.DocumentFrequency);
            _documents = new int[room];
            _frequencies = new int[room];
        }

        public override long Cost => _postings.DocumentFrequency;

        public override void Read(EvidenceWindow window, int start, int end, bool leaps)
        {
            if (Next < start)
            {
                LeapTo(start);
            }

            while (true)
            {
                int stop = _at;
                if (_count > 0 && _documents[_count - 1] < end)
                {
                    stop = _count;
                }
                else
                {
                    while (stop < _count && _documents[stop] < end)
                    {
                        stop++;
                    }
                }

                window.Add(_evidence, _variant.IsTitle, _variant.Units, _documents.AsSpan(_at, stop - _at), _frequencies.AsSpan(_at, stop - _at));
                _at = stop;
                if (stop < _count)
                {
                    Next = _documents[stop];
                    return;
                }

                if (_postings.Document == NoMoreDocuments)
                {
                    Next = NoMoreDocuments;
                    return;
                }

                int limit = leaps ? end : NoMoreDocuments;
                _at = 0;
                _count = _postings.ReadBatch(_documents, _frequencies, limit);
                if (_count == 0)
                {
                    Next = limit;
                    return;
                }
            }
        }

        /// <summary>Leaves out the documents before one.</summary>
        private void LeapTo(int start)
        {
            while (_at < _count && _documents[_at] < start)
            {
                _at++;
            }

            if (_at < _count || _postings.Document >= start)
            {
                return;
            }

            _at = 0;
            _count = 0;
            if (_postings.Advance(start) != NoMoreDocuments)
            {
                _documents[0] = _postings.Document;
                _frequencies[0] = _postings.Frequency;
                _count = 1;
            }
        }
    }

    /// <summary>A phrase: its occurrences count less the farther its words are moved.</summary>
    private sealed class OfPhrase(int evidence, EvidenceVariant variant, PhraseCursor phrase) : EvidenceReader
    {
        public override long Cost => phrase.Cost;

        public override void Read(EvidenceWindow window, int start, int end, bool leaps)
        {
            if (phrase.Document < start)
            {
                phrase.Advance(start);
            }

            for (; phrase.Document < end; phrase.NextDocument())
            {
                if (phrase.Confirm())
                {
                    double frequency = Math.Min(phrase.CountMatches(), Evidence.MostOccurrences);
                    window.Add(evidence, variant.IsTitle, phrase.Document, Math.Max(1, (int)Math.Round(frequency * variant.Units)));
                }
            }

            Next = phrase.Document;
        }
    }

    /// <summary>A condition, which counts once where it holds.</summary>
    private sealed class OfCondition(int evidence, MatchCursor matches) : EvidenceReader
    {
        public override long Cost => matches.Cost;

        public override void Read(EvidenceWindow window, int start, int end, bool leaps)
        {
            if (matches.Document < start)
            {
                matches.Advance(start);
            }

            for (; matches.Document < end; matches.NextDocument())
            {
                if (matches.Confirm())
                {
                    window.Add(evidence, isTitle: false, matches.Document, Evidence.Unit);
                }
            }

            Next = matches.Document;
        }
    }
}
