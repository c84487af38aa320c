namespace ArticleSearch.Ranking;

/// <summary>
/// What readers of postings fill: a stretch of a segment's documents, and what stands in each. It reads nothing itself.
/// </summary>
internal abstract class EvidenceSink
{
    /// <summary>The segment's first document of the stretch.</summary>
    public int Start { get; protected set; }

    /// <summary>The document after the last one.</summary>
    public int End { get; protected set; }

    /// <summary>A bit a document of the stretch, lowest first: whether it matches, or may match.</summary>
    public abstract ReadOnlySpan<ulong> Wanted { get; }

    /// <summary>Whether a document of the stretch matches, or may match.</summary>
    public abstract bool MayMatch(int document);

    /// <summary>Adds weighted occurrences in a document of the stretch.</summary>
    public abstract void Add(int evidence, bool isTitle, int document, int parts);

    /// <summary>Adds a term's occurrences.</summary>
    /// <param name="evidence">The piece of evidence that it stands for.</param>
    /// <param name="isTitle">Whether they stand in titles.</param>
    /// <param name="documents">Documents of the stretch.</param>
    /// <param name="frequencies">How often it stands in each.</param>
    /// <param name="units">What one counts.</param>
    /// <param name="onlyMatches">Whether they are wanted only of what may match.</param>
    public abstract void Add(int evidence, bool isTitle, ReadOnlySpan<int> documents, ReadOnlySpan<int> frequencies, int units, bool onlyMatches);
}
