using System.Buffers;

namespace ArticleSearch.Matching.Automata;

/// <summary>
/// Says which terms of a dictionary a pattern means, and where to go on after one that it does not mean. Knows bytes alone, no
/// index. For one thread at a time.
/// </summary>
internal abstract class TermMatcher
{
    /// <summary>Bytes with which every term of the pattern begins; may be empty.</summary>
    public virtual ReadOnlySpan<byte> CommonPrefix => default;

    /// <summary>Whether the pattern means the term, whole.</summary>
    /// <param name="utf8Term">A term of the dictionary; it need not be valid UTF-8, then it matches nothing.</param>
    public abstract bool Matches(ReadOnlySpan<byte> utf8Term);

    /// <summary>
    /// After a term that does not match: writes the least bytes greater than it at which a matching term may stand. A matcher
    /// that can not tell leaves <paramref name="target"/> empty: the next term is tried.
    /// </summary>
    /// <returns>False if no matching term can follow.</returns>
    public abstract bool TryNext(ReadOnlySpan<byte> rejectedTerm, ArrayBufferWriter<byte> target);
}
