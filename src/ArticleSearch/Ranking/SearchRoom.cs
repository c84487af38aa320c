using ArticleSearch.Analysis;
using ArticleSearch.IndexFormat.Postings;
using ArticleSearch.IndexFormat.Terms;

namespace ArticleSearch.Ranking;

/// <summary>
/// What a search needs to work in and need not make anew: a window, cursors that can be turned to other terms, room for batches. It
/// keeps nothing that was read. For one search at a time.
/// </summary>
/// <param name="segments">How many segments the index has.</param>
internal sealed class SearchRoom(int segments)
{
    /// <summary>How many documents are read at a time.</summary>
    public const int BatchLength = 128;

    // What an index of very long articles or a query of very many words took is not kept.
    private const int UsualNumbers = 1 << 19;
    private const int UsualCursors = 512;

    private readonly Stack<PostingsCursor>?[] _free = new Stack<PostingsCursor>?[segments];
    private readonly GrowingArray<(int Segment, PostingsCursor Cursor)> _used = new(8);
    private readonly GrowingArray<RareTerm> _rare = new(8);
    private int _segmentsRead;
    private PostingsCursor? _positions;
    private int _positionsOf = -1;
    private float[] _bounds = [];
    private int[] _rareDocuments = new int[1024];
    private int[] _rareFrequencies = new int[1024];

    public EvidenceWindow Window { get; } = new();

    /// <summary>The window of queries that ask for one thing alone.</summary>
    public LoneWindow LoneWindow => field ??= new LoneWindow();

    /// <summary>Where the documents are found that words have in common.</summary>
    public CommonRows CommonRows => field ??= new CommonRows();

    /// <summary>What merges the postings of words.</summary>
    public WordMerger Merger => field ??= new WordMerger();

    /// <summary>Room for a byte a document of what has any of several words; all are 0.</summary>
    public byte[] Sums => field ??= new byte[WordSearch.WindowLength];

    /// <summary>Room for the documents of a batch.</summary>
    public int[] Documents { get; } = new int[BatchLength];

    /// <summary>Room for the frequencies of a batch.</summary>
    public int[] Frequencies { get; } = new int[BatchLength];

    /// <summary>The documents of terms that have so few that they are read at once, term after term.</summary>
    public int[] RareDocuments => _rareDocuments;

    /// <summary>How often the term stands in each of them.</summary>
    public int[] RareFrequencies => _rareFrequencies;

    /// <summary>How many of these there are.</summary>
    public int RareCount { get; private set; }

    /// <summary>The terms that have so few documents, segment by segment.</summary>
    public ReadOnlySpan<RareTerm> RareTerms => _rare.Span;

    /// <summary>Whether it is no larger than most searches need it.</summary>
    public bool IsOfUsualSize => Window.Numbers <= UsualNumbers && LoneWindow.Numbers <= UsualNumbers && _rareDocuments.Length <= UsualNumbers
        && Merger.Numbers <= UsualNumbers;

    /// <summary>Room for bounds; what is in it is of other searches.</summary>
    public float[] Bounds(int length) => _bounds = _bounds.Length >= length ? _bounds : new float[length];

    /// <summary>Whether the rare terms of a segment were read, and are still there.</summary>
    public bool HasRead(int segment) => segment < _segmentsRead;

    /// <summary>Reads all documents of a rare term.</summary>
    /// <returns>How many there are; they are the last ones of <see cref="RareDocuments"/> now.</returns>
    public int ReadRare(int segment, int evidence, EvidenceVariant variant, FieldTerms terms, in TermState state)
    {
        if (RareCount + state.DocumentFrequency > _rareDocuments.Length)
        {
            int length = Math.Max(RareCount + state.DocumentFrequency, 2 * _rareDocuments.Length);
            Array.Resize(ref _rareDocuments, length);
            Array.Resize(ref _rareFrequencies, length);
        }

        // The next one may take its cursor.
        var free = _free[segment] ??= new Stack<PostingsCursor>();
        free.TryPop(out var cursor);
        cursor = terms.OpenPostings(state, PostingsFeatures.Frequencies, cursor);
        free.Push(cursor);
        int count = cursor.ReadBatch(
            _rareDocuments.AsSpan(RareCount, state.DocumentFrequency), _rareFrequencies.AsSpan(RareCount), PostingsCursor.NoMoreDocuments);
        _rare.Add(new RareTerm(segment, evidence, variant, RareCount, count));
        RareCount += count;
        return count;
    }

    /// <summary>Opens the postings of a term, with frequencies, until <see cref="Leave"/>.</summary>
    public PostingsCursor Open(int segment, FieldTerms terms, in TermState state)
    {
        var free = _free[segment] ??= new Stack<PostingsCursor>();
        free.TryPop(out var cursor);
        cursor = terms.OpenPostings(state, PostingsFeatures.Frequencies, cursor);
        _used.Add((segment, cursor));
        return cursor;
    }

    /// <summary>Opens the postings of a term with their positions, until it is called again.</summary>
    public PostingsCursor OpenPositions(int segment, FieldTerms terms, in TermState state)
    {
        if (_positionsOf != segment)
        {
            (_positions, _positionsOf) = (null, segment);
        }

        return _positions = terms.OpenPostings(state, PostingsFeatures.Positions, _positions);
    }

    /// <summary>The search is done with a segment: no cursor that was opened is used any more, the window is empty.</summary>
    public void LeaveSegment()
    {
        foreach (var (segment, cursor) in _used)
        {
            var free = _free[segment]!;
            if (free.Count < UsualCursors)
            {
                free.Push(cursor);
            }
        }

        _used.Clear();
        Window.Open(0, 0);
        _segmentsRead++;
    }

    /// <summary>The search is done.</summary>
    public void Leave()
    {
        _rare.Clear();
        RareCount = 0;
        _segmentsRead = 0;
    }
}

/// <summary>A term of few documents that were read.</summary>
/// <param name="Segment">The segment.</param>
/// <param name="Evidence">The piece of evidence that it stands for.</param>
/// <param name="Variant">The term.</param>
/// <param name="Start">Where its documents stand in <see cref="SearchRoom.RareDocuments"/>.</param>
/// <param name="Count">How many they are.</param>
internal readonly record struct RareTerm(int Segment, int Evidence, EvidenceVariant Variant, int Start, int Count);
