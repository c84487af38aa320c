namespace ArticleSearch.Matching;

/// <summary>
/// Counts the matches of a search, keeps the best, and says from when on matches that can not be among the best need not even be
/// found: once the best are as many as wanted, and the rest need not be counted. For one thread.
/// </summary>
/// <param name="collector">Keeps the best.</param>
/// <param name="totalThreshold">Up to where matches are counted.</param>
/// <param name="cancellation">Stops the search.</param>
internal sealed class CompetitiveHits(TopCollector collector, long totalThreshold, CancellationToken cancellation)
{
    private SegmentView? _deletions;
    private int _firstDocument;
    private bool _counts;

    /// <summary>How many matches there are so far; where it exceeds the threshold, at least so many.</summary>
    public long Total { get; private set; }

    /// <summary>Whether matches may be passed over that score no more than <see cref="Threshold"/>.</summary>
    public bool MayPrune => collector.IsFull && (!_counts || Total > totalThreshold);

    /// <summary>Scores up to this one are not among the best any more.</summary>
    public float Threshold => collector.Threshold;

    /// <summary>The matches that follow are of this segment.</summary>
    /// <param name="segment">The segment.</param>
    /// <param name="firstDocument">The number of its first document in the index.</param>
    /// <param name="knownTotal">How many matches it has, if that is known without finding them.</param>
    public void StartSegment(SegmentView segment, int firstDocument, int? knownTotal)
    {
        _deletions = segment.HasDeletions ? segment : null;
        _firstDocument = firstDocument;
        _counts = knownTotal is null;
        Total += knownTotal ?? 0;
    }

    /// <summary>Whether a document of the segment is not deleted.</summary>
    public bool IsLive(int document) => _deletions is null || _deletions.IsLive(document);

    /// <summary>Takes a live match of the segment.</summary>
    public void Add(int document, float score)
    {
        if (_counts)
        {
            Total++;
        }

        collector.Add(_firstDocument + document, score);
    }

    public void ThrowIfCancelled() => cancellation.ThrowIfCancellationRequested();
}
