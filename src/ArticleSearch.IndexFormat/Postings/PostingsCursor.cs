namespace ArticleSearch.IndexFormat.Postings;

/// <summary>What a reader of postings wants decoded; each level includes the ones before it.</summary>
internal enum PostingsFeatures
{
    Documents,
    Frequencies,
    Positions,
    Offsets,
}

/// <summary>
/// A frequency and a norm such that no document of a block scores higher than one with both: frequency no lower, length no
/// greater. A block's impacts rise in both columns: frequencies ascending, norms ascending as unsigned numbers.
/// </summary>
internal readonly record struct Impact(int Frequency, long Norm);

/// <summary>
/// The documents of one term of one field of one segment, ascending, deleted documents included. A long-lived object on the
/// heap; not safe for two threads.
/// </summary>
/// <remarks>
/// Edges: before the first move <see cref="Document"/> is -1; after the last document it is <see cref="NoMoreDocuments"/> and
/// stays so. <see cref="Advance"/> never goes backwards: a target at or before the current document is a bug of the caller
/// (asserted), except that advancing an exhausted cursor is allowed and does nothing. Positions of a document are read at most
/// once, in order, and only <see cref="Frequency"/> of them.
/// </remarks>
internal abstract class PostingsCursor
{
    public const int NoMoreDocuments = int.MaxValue;

    /// <summary>The current document.</summary>
    public int Document { get; protected set; } = -1;

    /// <summary>How often the term stands in the current document; 1 where the field has no frequencies.</summary>
    public abstract int Frequency { get; }

    /// <summary>How many documents there are in all.</summary>
    public abstract int DocumentFrequency { get; }

    /// <summary>Moves to the next document and returns it.</summary>
    public abstract int NextDocument();

    /// <summary>Moves to the first document at or after <paramref name="target"/> and returns it.</summary>
    public abstract int Advance(int target);

    /// <summary>
    /// Moves over up to <c>documents.Length</c> documents, from the one after the current one on, that lie below
    /// <paramref name="limit"/>, and writes them and their frequencies. Returns how many; fewer than the room means that no
    /// more lie below the limit. Afterwards the cursor stands on the last document written (unmoved if none was).
    /// </summary>
    public abstract int ReadBatch(Span<int> documents, Span<int> frequencies, int limit);

    /// <summary>
    /// Moves over documents as <see cref="ReadBatch"/> does, those of one block at most, and writes those that are wanted.
    /// Afterwards the frequency of the current document may not be asked for.
    /// </summary>
    /// <param name="wanted">A bit a document, lowest first: whether it is wanted.</param>
    /// <param name="first">The document of the first bit; the current one is not before the one before it.</param>
    /// <param name="limit">The documents lie below it; the bits reach so far.</param>
    /// <param name="documents">Room for the documents of a block.</param>
    /// <param name="frequencies">Room for their frequencies.</param>
    /// <returns>How many were written; -1 if there are no more below the limit.</returns>
    public virtual int ReadWanted(ReadOnlySpan<ulong> wanted, int first, int limit, Span<int> documents, Span<int> frequencies)
    {
        int read = ReadBatch(documents, frequencies, limit);
        int written = 0;
        for (int i = 0; i < read; i++)
        {
            int at = documents[i] - first;
            (documents[written], frequencies[written]) = (documents[i], frequencies[i]);
            written += (int)(wanted[at >> 6] >> at & 1);
        }

        return read == 0 ? -1 : written;
    }

    /// <summary>Moves to the next position in the current document and returns it.</summary>
    public abstract int NextPosition();

    /// <summary>The start offset at the current position in UTF-16 code units, or -1 where the field has none.</summary>
    public abstract int StartOffset { get; }

    /// <summary>The end offset at the current position in UTF-16 code units, or -1 where the field has none.</summary>
    public abstract int EndOffset { get; }

    /// <summary>
    /// Prepares the impacts of the block that holds <paramref name="target"/>, without moving the cursor. The target is at or
    /// after the current document and after those of earlier calls.
    /// </summary>
    public abstract void AdvanceShallow(int target);

    /// <summary>How many levels of impacts there are for the block prepared last; at least one.</summary>
    public abstract int ImpactLevels { get; }

    /// <summary>The last document that a level's impacts speak of (<see cref="NoMoreDocuments"/> on the last level).</summary>
    public abstract int ImpactsEnd(int level);

    /// <summary>The impacts of a level; valid until the next call of <see cref="AdvanceShallow"/>.</summary>
    public abstract ReadOnlySpan<Impact> Impacts(int level);
}
