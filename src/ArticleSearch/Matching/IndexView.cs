using System.Collections.Concurrent;
using System.Collections.Immutable;
using ArticleSearch.Ranking;
using ArticleSearch.Scoring;

namespace ArticleSearch.Matching;

/// <summary>
/// All segments of one commit as one index: documents are numbered through, statistics are those of the whole. Safe for many
/// threads.
/// </summary>
internal sealed class IndexView
{
    private readonly ConcurrentDictionary<string, FieldStatistics> _fields = new(StringComparer.Ordinal);

    public IndexView(params ImmutableArray<SegmentView> segments)
    {
        Segments = segments;
        int[] bases = new int[segments.Length];
        int next = 0;
        for (int i = 0; i < bases.Length; i++)
        {
            bases[i] = next;
            next += segments[i].MaxDocument;
        }

        Bases = ImmutableArray.Create(bases);
        MaxDocument = next;
        Ranking = new RankingMemory(this);
    }

    public ImmutableArray<SegmentView> Segments { get; }

    /// <summary>The number of each segment's first document.</summary>
    public ImmutableArray<int> Bases { get; }

    /// <summary>How many documents there are, deleted ones included.</summary>
    public int MaxDocument { get; }

    /// <summary>What ranking keeps of the index from search to search.</summary>
    public RankingMemory Ranking { get; }

    /// <summary>The statistics of a field; null if no document has it.</summary>
    public FieldStatistics? Field(string name)
    {
        // What is not there is not remembered: queries may name any number of fields.
        if (_fields.TryGetValue(name, out var known))
        {
            return known;
        }

        return Sum(name) is { } statistics ? _fields.GetOrAdd(name, statistics) : null;
    }

    /// <summary>The segment that holds a document, and the document's number there.</summary>
    public (int Segment, int Document) Locate(int document)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)document, (uint)MaxDocument, nameof(document));
        int segment = Segments.Length - 1;
        while (Bases[segment] > document)
        {
            segment--;
        }

        return (segment, document - Bases[segment]);
    }

    private FieldStatistics? Sum(string name)
    {
        long documents = 0;
        long frequencies = 0;
        foreach (var segment in Segments)
        {
            if (segment.Terms(name) is { } terms)
            {
                documents += terms.DocumentCount;
                frequencies += terms.SumTotalTermFrequency;
            }
        }

        return documents == 0 ? null : new FieldStatistics(documents, frequencies);
    }
}
