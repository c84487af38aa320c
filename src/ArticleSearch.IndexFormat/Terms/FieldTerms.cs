using ArticleSearch.IndexFormat.Postings;
using ArticleSearch.IndexFormat.Segments;

namespace ArticleSearch.IndexFormat.Terms;

/// <summary>The terms of one field of one segment, in ascending order of their bytes. Safe for many threads; cursors are not.</summary>
internal abstract class FieldTerms
{
    public abstract FieldInfo Field { get; }

    /// <summary>How many terms there are.</summary>
    public abstract long TermCount { get; }

    /// <summary>How many documents have at least one term.</summary>
    public abstract int DocumentCount { get; }

    /// <summary>The sum of all terms' document frequencies.</summary>
    public abstract long SumDocumentFrequency { get; }

    /// <summary>The sum of all terms' total frequencies.</summary>
    public abstract long SumTotalTermFrequency { get; }

    /// <summary>The first term.</summary>
    public abstract ReadOnlySpan<byte> MinTerm { get; }

    /// <summary>The last term.</summary>
    public abstract ReadOnlySpan<byte> MaxTerm { get; }

    /// <summary>A new cursor before the first term.</summary>
    public abstract TermsCursor OpenCursor();

    /// <summary>Opens the postings of a term whose state a cursor of these terms gave.</summary>
    /// <param name="state">Where the postings lie.</param>
    /// <param name="features">What to decode; more than the field holds is not an error, it is not there.</param>
    /// <param name="reuse">A cursor of this field that is no longer needed, or null; only as an economy.</param>
    public abstract PostingsCursor OpenPostings(in TermState state, PostingsFeatures features, PostingsCursor? reuse = null);
}

/// <summary>What a seek came to.</summary>
internal enum SeekResult
{
    /// <summary>The term itself.</summary>
    Found,

    /// <summary>The first term after it.</summary>
    Next,

    /// <summary>There is no term at or after it; the cursor has no term now.</summary>
    End,
}

/// <summary>
/// Moves through the terms of a field. Seeks go anywhere, forwards or backwards. Before the first move, after
/// <see cref="SeekResult.End"/>, after a false <see cref="MoveNext"/> or a false <see cref="SeekExact"/> there is no current term, and only a seek
/// is allowed (and <see cref="MoveNext"/> on a fresh cursor).
/// </summary>
internal abstract class TermsCursor
{
    /// <summary>The bytes of the current term (UTF-8 for text); valid until the cursor moves.</summary>
    public abstract ReadOnlySpan<byte> Term { get; }

    public abstract int DocumentFrequency { get; }

    public abstract long TotalTermFrequency { get; }

    /// <summary>Where the current term's postings lie.</summary>
    public abstract TermState State { get; }

    /// <summary>Moves to a term if it is there. The cheapest way to look a term up.</summary>
    public abstract bool SeekExact(ReadOnlySpan<byte> term);

    /// <summary>Moves to the first term at or after the given bytes.</summary>
    public abstract SeekResult SeekCeiling(ReadOnlySpan<byte> term);

    /// <summary>Moves to the next term; false after the last.</summary>
    public abstract bool MoveNext();
}
