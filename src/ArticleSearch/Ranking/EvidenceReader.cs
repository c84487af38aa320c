using ArticleSearch.Analysis;
using ArticleSearch.IndexFormat.Postings;
using ArticleSearch.Matching;

namespace ArticleSearch.Ranking;

/// <summary>
/// Reads what stands for a piece of evidence in a segment into windows, from the first document to the last; what lies between is left
/// out. It takes cursors and room from a <see cref="SearchRoom"/>, so it is of no use once the search has left the segment. For one thread.
/// </summary>
internal abstract class EvidenceReader
{
    protected const int NoMoreDocuments = PostingsCursor.NoMoreDocuments;

    /// <summary>Before this document it has none any more: whoever reads up to it needs not call.</summary>
    public int Next { get; protected set; }

    /// <summary>About how many documents it has.</summary>
    public abstract long Cost { get; }

    /// <summary>The postings of the word that it reads, if they are merged.</summary>
    public virtual WordPostings? Merged => null;

    /// <summary>Adds what stands in some documents of a window, none of them read before.</summary>
    /// <param name="window">The window.</param>
    /// <param name="start">The first document; those before it that were not read are left out.</param>
    /// <param name="end">The document after the last one.</param>
    /// <param name="onlyMatches">Whether what does not match can be left out.</param>
    public abstract void Read(EvidenceSink window, int start, int end, bool onlyMatches);

    /// <summary>The readers of all evidence in a segment, by the pieces of evidence.</summary>
    public static EvidenceReader[][] Open(RankedPlan plan, int segment, SearchRoom room)
    {
        var readers = new EvidenceReader[plan.Evidence.Length][];
        var opened = new List<EvidenceReader>();
        for (int evidence = 0; evidence < readers.Length; evidence++)
        {
            opened.Clear();
            var one = plan.Evidence[evidence];
            if (one.Condition?.Open(segment) is { } condition)
            {
                opened.Add(new OfCondition(evidence, condition));
            }

            if (one.Merged is { } merged)
            {
                if (!merged.Postings[segment].Rows.IsEmpty)
                {
                    opened.Add(new OfWord(evidence, merged.Postings[segment], room));
                }
            }
            else
            {
                Open(plan.Index.Segments[segment], evidence, one.Variants.AsSpan(), segment, room, opened);
            }

            readers[evidence] = [.. opened];
        }

        return readers;
    }

    /// <summary>The reader of one variant in a segment, as the only piece of evidence; null if it has none there.</summary>
    public static EvidenceReader? Open(SegmentView view, EvidenceVariant variant, int segment, SearchRoom room)
    {
        var opened = new List<EvidenceReader>();
        Open(view, 0, new ReadOnlySpan<EvidenceVariant>(in variant), segment, room, opened);
        return opened.Count == 0 ? null : opened[0];
    }

    private static void Open(
        SegmentView view, int evidence, ReadOnlySpan<EvidenceVariant> variants, int segment, SearchRoom room, List<EvidenceReader> opened)
    {
        OfRareTerms? rare = null;
        foreach (var variant in variants)
        {
            if (variant.Term is null)
            {
                if (variant.Phrase?.Open(segment) is { } phrase)
                {
                    opened.Add(new OfPhrase(evidence, variant, phrase));
                }
            }
            else if (variant.Term.States[segment] is { } state)
            {
                var terms = view.Terms(variant.Field)!;
                if (state.DocumentFrequency > SearchRoom.BatchLength)
                {
                    opened.Add(new OfTerm(evidence, variant, room.Open(segment, terms, state), room));
                    continue;
                }

                if (rare is null)
                {
                    rare = new OfRareTerms(evidence, room);
                    opened.Add(rare);
                }

                rare.Add(variant, room.ReadRare(segment, evidence, variant, terms, state));
            }
        }
    }

    /// <summary>A term: its postings are taken by batches.</summary>
    private sealed class OfTerm(int evidence, EvidenceVariant variant, PostingsCursor postings, SearchRoom room) : EvidenceReader
    {
        private readonly bool _isTitle = variant.IsTitle;
        private readonly int _units = variant.Units;

        /// <summary>Whether the document that the postings stand on has still to be read.</summary>
        private bool _stands;

        public override long Cost => postings.DocumentFrequency;

        public override void Read(EvidenceSink window, int start, int end, bool onlyMatches)
        {
            if (Next < start && postings.Document < start)
            {
                postings.Advance(start);
                _stands = true;
            }

            int[] documents = room.Documents;
            int[] frequencies = room.Frequencies;
            int count = 0;
            if (_stands)
            {
                if (postings.Document >= end)
                {
                    Next = postings.Document;
                    return;
                }

                documents[0] = postings.Document;
                frequencies[0] = postings.Frequency;
                count = 1;
                _stands = false;
            }

            if (onlyMatches)
            {
                if (count == 1)
                {
                    window.Add(evidence, _isTitle, documents.AsSpan(0, 1), frequencies.AsSpan(0, 1), _units, onlyMatches);
                }

                while ((count = postings.ReadWanted(window.Wanted, window.Start, end, documents, frequencies)) >= 0)
                {
                    if (count > 0)
                    {
                        window.Add(evidence, _isTitle, documents.AsSpan(0, count), frequencies.AsSpan(0, count), _units, onlyMatches);
                    }
                }

                Next = end;
                return;
            }

            int wanted;
            do
            {
                wanted = documents.Length;
                count += postings.ReadBatch(documents.AsSpan(count), frequencies.AsSpan(count), end);
                window.Add(evidence, _isTitle, documents.AsSpan(0, count), frequencies.AsSpan(0, count), _units, onlyMatches);
                wanted -= count;
                count = 0;
            }
            while (wanted == 0);

            Next = end;
        }
    }

    /// <summary>
    /// Terms of few documents: all of them are read when it is made, one term after another, and then handed out by windows.
    /// </summary>
    private sealed class OfRareTerms(int evidence, SearchRoom room) : EvidenceReader
    {
        private readonly GrowingArray<(int At, int End, bool IsTitle, int Units)> _terms = new(8);
        private long _cost;

        public override long Cost => _cost;

        /// <param name="variant">The term.</param>
        /// <param name="count">How many documents of it the room has read last.</param>
        public void Add(EvidenceVariant variant, int count)
        {
            if (count == 0)
            {
                return;
            }

            int start = room.RareCount - count;
            Next = _terms.Count == 0 ? room.RareDocuments[start] : Math.Min(Next, room.RareDocuments[start]);
            _terms.Add((start, start + count, variant.IsTitle, variant.Units));
            _cost += count;
        }

        public override void Read(EvidenceSink window, int start, int end, bool onlyMatches)
        {
            int[] documents = room.RareDocuments;
            int[] frequencies = room.RareFrequencies;
            int next = NoMoreDocuments;
            for (int term = 0; term < _terms.Count; term++)
            {
                var (at, last, isTitle, units) = _terms[term];
                while (at < last && documents[at] < start)
                {
                    at++;
                }

                int stop = at;
                while (stop < last && documents[stop] < end)
                {
                    stop++;
                }

                if (stop > at)
                {
                    window.Add(evidence, isTitle, documents.AsSpan(at, stop - at), frequencies.AsSpan(at, stop - at), units, onlyMatches);
                }

                _terms[term] = (stop, last, isTitle, units);
                next = stop < last ? Math.Min(next, documents[stop]) : next;
            }

            Next = next;
        }
    }

    /// <summary>A word whose postings are merged.</summary>
    private sealed class OfWord : EvidenceReader
    {
        private readonly int _evidence;
        private readonly WordPostings _word;
        private readonly SearchRoom _room;

        /// <summary>The first row that was not read.</summary>
        private int _row;

        public OfWord(int evidence, WordPostings word, SearchRoom room)
        {
            _evidence = evidence;
            _word = word;
            _room = room;
            Next = WordPostings.Document(word.Rows[0]);
        }

        public override long Cost => _word.Rows.Length;

        public override WordPostings Merged => _word;

        public override void Read(EvidenceSink window, int start, int end, bool onlyMatches)
        {
            int first = _word.FirstRow(_row, start);
            _row = _word.FirstRow(first, end);
            Next = _row < _word.Rows.Length ? WordPostings.Document(_word.Rows[_row]) : NoMoreDocuments;
            int[] documents = _room.Documents;
            int[] parts = _room.Frequencies;
            int count;
            for (int at = first; at < _row; at += count)
            {
                count = Math.Min(documents.Length, _row - at);
                var rows = _word.Rows.Slice(at, count);
                int titled = 0;
                for (int i = 0; i < rows.Length; i++)
                {
                    ref readonly var occurrences = ref _word.Occurrences(at + i);
                    documents[i] = WordPostings.Document(rows[i]);
                    parts[i] = occurrences.Text;
                    titled |= occurrences.Title;
                }

                window.Add(_evidence, isTitle: false, documents.AsSpan(0, count), parts.AsSpan(0, count), units: 1, onlyMatches);
                if (titled != 0)
                {
                    AddTitles(window, at, count, onlyMatches);
                }
            }
        }

        private void AddTitles(EvidenceSink window, int first, int count, bool onlyMatches)
        {
            int titled = 0;
            for (int row = first; row < first + count; row++)
            {
                int title = _word.Occurrences(row).Title;
                _room.Documents[titled] = WordPostings.Document(_word.Rows[row]);
                _room.Frequencies[titled] = title;
                titled += title > 0 ? 1 : 0;
            }

            window.Add(_evidence, isTitle: true, _room.Documents.AsSpan(0, titled), _room.Frequencies.AsSpan(0, titled), units: 1, onlyMatches);
        }
    }

    /// <summary>A phrase: its occurrences count less the farther its words are moved.</summary>
    private sealed class OfPhrase(int evidence, EvidenceVariant variant, PhraseCursor phrase) : EvidenceReader
    {
        public override long Cost => phrase.Cost;

        public override void Read(EvidenceSink window, int start, int end, bool onlyMatches)
        {
            if (phrase.Document < start)
            {
                phrase.Advance(start);
            }

            for (; phrase.Document < end; phrase.NextDocument())
            {
                if ((!onlyMatches || window.MayMatch(phrase.Document)) && phrase.Confirm())
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

        public override void Read(EvidenceSink window, int start, int end, bool onlyMatches)
        {
            if (matches.Document < start)
            {
                matches.Advance(start);
            }

            for (; matches.Document < end; matches.NextDocument())
            {
                if ((!onlyMatches || window.MayMatch(matches.Document)) && matches.Confirm())
                {
                    window.Add(evidence, isTitle: false, matches.Document, Evidence.Unit);
                }
            }

            Next = matches.Document;
        }
    }
}
