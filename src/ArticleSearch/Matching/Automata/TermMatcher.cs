using System.Buffers;

namespace ArticleSearch.Matching.Automata;

/// <summary>
/// Says which terms of a dictionary a pattern means, and where to go on after one that it does not mean. Knows bytes alone, no
/// index. Terms are in the order of their bytes, which is that of code points. For one thread at a time.
/// </summary>
internal abstract class TermMatcher
{
    /// <summary>Bytes before which no term of the pattern stands, mostly those with which every one begins; may be empty.</summary>
    public virtual ReadOnlySpan<byte> CommonPrefix => default;

    /// <summary>Whether the pattern means the term, whole.</summary>
    /// <param name="utf8Term">A term of the dictionary; it need not be valid UTF-8, then it matches nothing.</param>
    public abstract bool Matches(ReadOnlySpan<byte> utf8Term);

    /// <summary>How many edits away from a fuzzy pattern's word the term that matched last is; 0 for all other patterns.</summary>
    public virtual int Edits => 0;

    /// <summary>
    /// After a term, matching or not: writes bytes greater than it before which no further matching term stands. A matcher
    /// that can not tell leaves <paramref name="target"/> empty: the next term is tried.
    /// </summary>
    /// <param name="term">Where the walk stands.</param>
    /// <param name="target">Receives the bytes; empty before.</param>
    /// <returns>False if no matching term can follow.</returns>
    public abstract bool TryNext(ReadOnlySpan<byte> term, ArrayBufferWriter<byte> target);
}
