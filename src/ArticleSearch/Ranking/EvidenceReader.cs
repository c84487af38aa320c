using ArticleSearch.IndexFormat.Postings;
using ArticleSearch.Matching;

namespace ArticleSearch.Ranking;

/// <summary>
/// Reads what one variant has in a segment into windows, from the first document to the last; stretches may be left out, and are
/// leapt over then. For one thread.
/// </summary>
internal abstract class EvidenceReader
{
    private int _readTo;

    /// <summary>Up to which document everything was read or leapt over.</summary>
    protected int ReadTo => _readTo;

    /// <summary>Adds what stands in some documents of a window, at or after those read before.</summary>
    public void Read(EvidenceWindow window, int start, int end)
    {
        Read(window, start, end, leaps: start != _readTo);
        _readTo = end;
    }

    protected abstract void Read(EvidenceWindow window, int start, int end, bool leaps);

    /// <summary>A term.</summary>
    public sealed class OfTerm(int evidence, EvidenceVariant variant, PostingsCursor postings) : EvidenceReader
    {
        private const int BatchLength = 128;

        protected override void Read(EvidenceWindow window, int start, int end, bool leaps)
        {
            if (leaps && postings.Document < start)
            {
                postings.Advance(start);
            }

            if (postings.Document >= end)
            {
                return;
            }

            // It stands on a document of the stretch only after a leap: others were read when it came to them.
            if (postings.Document >= start)
            {
                int parts = Math.Min(postings.Frequency, Evidence.MostOccurrences) * variant.Units;
                window.Add(evidence, variant.IsTitle, postings.Document, parts);
            }

            Span<int> documents = stackalloc int[BatchLength];
            Span<int> frequencies = stackalloc int[BatchLength];
            int count;
            do
            {
                count = postings.ReadBatch(documents, frequencies, end);
                window.Add(evidence, variant.IsTitle, variant.Units, documents[..count], frequencies[..count]);
            }
            while (count == BatchLength);
        }
    }

    /// <summary>A phrase: its occurrences count less the farther its words are moved.</summary>
    public sealed class OfPhrase(int evidence, EvidenceVariant variant, PhraseCursor phrase) : EvidenceReader
    {
        protected override void Read(EvidenceWindow window, int start, int end, bool leaps)
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
        }
    }

    /// <summary>A condition, which counts once where it holds.</summary>
    public sealed class OfCondition(int evidence, MatchCursor matches) : EvidenceReader
    {
        protected override void Read(EvidenceWindow window, int start, int end, bool leaps)
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
        }
    }

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
}
