using ArticleSearch.IndexFormat.Norms;
using ArticleSearch.IndexFormat.Postings;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Terms;

namespace ArticleSearch.IndexFormat.Checking;

/// <summary>
/// Checks the postings of one term after another: the order and the counts when they are read one by one, that skipping comes to
/// the same documents, frequencies and positions, and that the impacts cover the real maxima.
/// </summary>
internal sealed class PostingsCheck
{
    /// <summary>The highest position Lucene lets a term have.</summary>
    private const int MaxPosition = int.MaxValue - 128;

    // A jump longer than a block every so many documents; odd, so that it lands anywhere in a block.
    private const int SkipStride = 101;

    // Jumps from the start, which use the upper levels of the skip data.
    private const int FarJumps = 8;

    private readonly FieldTerms _terms;
    private readonly int _maxDocument;
    private readonly NormsColumn? _norms;
    private readonly ulong[] _seen;
    private readonly Action<ProblemList, long, string> _report;
    private readonly bool _hasPositions;
    private readonly bool _hasOffsets;
    private readonly PostingsFeatures _features;
    private readonly List<int> _documents = [];
    private readonly List<int> _frequencies = [];
    private readonly List<long> _signatures = [];
    private PostingsCursor? _cursor;
    private ProblemList _problems = new();
    private byte[] _term = [];
    private int _termLength;

    /// <param name="terms">The field.</param>
    /// <param name="maxDocument">How many documents the segment has.</param>
    /// <param name="norms">The field's norms, which the impacts speak of.</param>
    /// <param name="report">Given where problems go, a position in the file of documents or -1, and what is wrong.</param>
    public PostingsCheck(FieldTerms terms, int maxDocument, NormsColumn? norms, Action<ProblemList, long, string> report)
    {
        _terms = terms;
        _maxDocument = maxDocument;
        _norms = norms;
        _seen = new ulong[LiveDocuments.WordCount(maxDocument)];
        _report = report;
        _hasPositions = terms.Field.IndexOptions >= IndexOptions.Positions;
        _hasOffsets = terms.Field.IndexOptions >= IndexOptions.Offsets;
        _features = _hasOffsets ? PostingsFeatures.Offsets
            : _hasPositions ? PostingsFeatures.Positions
            : PostingsFeatures.Frequencies;
    }

    /// <summary>Checks the postings of a term.</summary>
    public void Run(
        ReadOnlySpan<byte> term, in TermState state, int documentFrequency, long totalTermFrequency, ProblemList problems, CancellationToken cancellation)
    {
        ByteBuffer.EnsureCapacity(ref _term, 0, term.Length);
        term.CopyTo(_term);
        _termLength = term.Length;
        _problems = problems;
        _documents.Clear();
        _frequencies.Clear();
        _signatures.Clear();
        if (!ReadThrough(state, documentFrequency, totalTermFrequency))
        {
            return;
        }

        foreach (int document in _documents)
        {
            _seen[document >> 6] |= 1UL << document;
        }

        cancellation.ThrowIfCancellationRequested();
        CheckSkipping(state);
        CheckImpacts(state);
    }

    /// <summary>Adds a bit for each document that had a term so far, and forgets them.</summary>
    public void MoveSeenTo(Span<ulong> documents)
    {
        for (int i = 0; i < _seen.Length; i++)
        {
            documents[i] |= _seen[i];
        }

        Array.Clear(_seen);
    }

    /// <summary>Reads all documents and remembers them; false where they are so wrong that the rest makes no sense.</summary>
    private bool ReadThrough(in TermState state, int documentFrequency, long totalTermFrequency)
    {
        var cursor = Open(state);
        long frequencies = 0;
        int last = -1;
        while (cursor.NextDocument() is var document and not PostingsCursor.NoMoreDocuments)
        {
            if (document <= last || document >= _maxDocument || _documents.Count == documentFrequency)
            {
                Report(state, $"document {document} follows {last}; there are {_maxDocument}, {documentFrequency} of them with the term");
                return false;
            }

            int frequency = cursor.Frequency;
            if (frequency < 1)
            {
                Report(state, $"document {document} has frequency {frequency}");
                return false;
            }

            last = document;
            frequencies += frequency;
            _documents.Add(document);
            _frequencies.Add(frequency);
            _signatures.Add(ReadPositions(cursor, state));
        }

        if (_documents.Count != documentFrequency || frequencies != totalTermFrequency)
        {
            Report(state, $"it stands {frequencies} times in {_documents.Count} documents, not {totalTermFrequency} times in {documentFrequency}");
            return false;
        }

        return true;
    }

    /// <summary>Reads the positions of the current document and sums them up in a number.</summary>
    private long ReadPositions(PostingsCursor cursor, in TermState state)
    {
        if (!_hasPositions)
        {
            return 0;
        }

        int lastPosition = 0;
        int lastStart = 0;
        long signature = 0;
        for (int i = 0; i < cursor.Frequency; i++)
        {
            int position = cursor.NextPosition();
            if (position < lastPosition || position > MaxPosition)
            {
                Report(state, $"in document {cursor.Document} position {position} follows {lastPosition}");
            }

            int start = _hasOffsets ? cursor.StartOffset : 0;
            int end = _hasOffsets ? cursor.EndOffset : 0;
            if (start < lastStart || end < start)
            {
                Report(state, $"in document {cursor.Document} at position {position} the offsets {start}-{end} follow {lastStart}");
            }

            lastPosition = position;
            lastStart = start;
            signature = (((signature * 31) + position) * 31 + start) * 31 + end;
        }

        return signature;
    }

    private void CheckSkipping(in TermState state)
    {
        if (_documents.Count <= SkipStride)
        {
            return;
        }

        var cursor = Open(state);
        for (int i = SkipStride; i < _documents.Count; i += SkipStride)
        {
            Jump(cursor, state, _documents[i - 1] + 1, i);
        }

        for (int jump = 1; jump < FarJumps; jump++)
        {
            int i = (int)((long)_documents.Count * jump / FarJumps);
            Jump(Open(state), state, _documents[i], i);
        }

        if (_documents[^1] + 1 < _maxDocument && Open(state).Advance(_documents[^1] + 1) != PostingsCursor.NoMoreDocuments)
        {
            Report(state, "skipping past its last document finds another");
        }
    }

    /// <summary>Skips to a target, which must come to the document that was read as number <paramref name="expected"/>.</summary>
    private void Jump(PostingsCursor cursor, in TermState state, int target, int expected)
    {
        int document = cursor.Advance(target);
        if (document != _documents[expected]
            || cursor.Frequency != _frequencies[expected]
            || ReadPositions(cursor, state) != _signatures[expected])
        {
            Report(state, $"skipping to {target} comes to document {document} or to other positions than reading, which comes to {_documents[expected]}");
        }
    }

    /// <summary>At every level, no document has a higher frequency and a smaller norm than the impacts say.</summary>
    private void CheckImpacts(in TermState state)
    {
        if (_terms.Field.IndexOptions < IndexOptions.Frequencies)
        {
            return; // impacts are kept with frequencies alone
        }

        var cursor = Open(state);
        int first = 0;
        while (first < _documents.Count)
        {
            cursor.AdvanceShallow(_documents[first]);
            int end = cursor.ImpactsEnd(0);
            if (end < _documents[first])
            {
                Report(state, $"the impacts of document {_documents[first]} end at {end}");
                return;
            }

            int last = first;
            while (last + 1 < _documents.Count && _documents[last + 1] <= end)
            {
                last++;
            }

            for (int level = 0; level < cursor.ImpactLevels; level++)
            {
                if (!CheckLevel(cursor, state, level, first, last))
                {
                    return;
                }
            }

            first = last + 1;
        }
    }

    private bool CheckLevel(PostingsCursor cursor, in TermState state, int level, int first, int last)
    {
        var impacts = cursor.Impacts(level);
        bool rising = !impacts.IsEmpty && (level == 0 || cursor.ImpactsEnd(level) >= cursor.ImpactsEnd(level - 1));
        for (int i = 1; i < impacts.Length; i++)
        {
            rising &= impacts[i].Frequency > impacts[i - 1].Frequency && (ulong)impacts[i].Norm > (ulong)impacts[i - 1].Norm;
        }

        if (!rising)
        {
            Report(state, $"the impacts of level {level} at document {_documents[first]} do not rise");
            return false;
        }

        var dense = _norms is null ? default : _norms.Bytes;
        for (int i = first; i <= last; i++)
        {
            // A document without a norm, of which indexing broke off, counts as the shortest there is.
            int document = _documents[i];
            long norm = document < dense.Length ? (sbyte)dense[document]
                : _norms is null || !_norms.Has(document) ? 1
                : _norms.Get(document);
            int cover = 0;
            while (cover < impacts.Length && impacts[cover].Frequency < _frequencies[i])
            {
                cover++;
            }

            if (cover == impacts.Length || (ulong)impacts[cover].Norm > (ulong)norm)
            {
                Report(state, $"the impacts of level {level} do not cover document {_documents[i]}, frequency {_frequencies[i]}, norm {norm}");
                return false;
            }
        }

        return true;
    }

    private PostingsCursor Open(in TermState state) => _cursor = _terms.OpenPostings(state, _features, _cursor);

    private void Report(in TermState state, string what) =>
        _report(_problems, state.DocStart, $"term \"{TermsCheck.Show(_term.AsSpan(0, _termLength))}\": {what}");
}
