using ArticleSearch.IndexFormat.DocValues;
using ArticleSearch.IndexFormat.Norms;
using ArticleSearch.IndexFormat.Terms;
using ArticleSearch.Ranking;

namespace ArticleSearch.Matching;

/// <summary>
/// What matching needs of one segment, and no more: terms, lengths, values to group by and which documents live. Safe for many threads.
/// </summary>
internal abstract class SegmentView
{
    private ArticleBounds? _articles;

    /// <summary>How many documents there are, deleted ones included.</summary>
    public abstract int MaxDocument { get; }

    /// <summary>Whether <see cref="IsLive"/> is false of any document.</summary>
    public abstract bool HasDeletions { get; }

    public abstract bool IsLive(int document);

    /// <summary>The terms of a field; null if no document of the segment has any.</summary>
    public abstract FieldTerms? Terms(string field);

    /// <summary>The encoded lengths of a field; null if it has none, then every document counts as one word long.</summary>
    public abstract NormsColumn? Norms(string field);

    /// <summary>The column of a field's values; null if it has none.</summary>
    public abstract SortedColumn? Sorted(string field);

    /// <summary>Where the articles begin: found out when it is first asked for, and kept.</summary>
    public ArticleBounds Articles => _articles ??= ArticleBounds.Of(this); // two threads may find out the same
}
