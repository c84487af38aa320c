namespace ArticleSearch.IndexFormat.Terms;

/// <summary>How the suffixes of a block are packed. The numbers stand on disk.</summary>
internal enum SuffixCompression
{
    None = 0,
    LowercaseAscii = 1,
    Lz4 = 2,
}

/// <summary>The byte grammar of a block of terms in the <c>.tim</c> file. Holds no state.</summary>
/// <remarks>
/// The terms of a field form a tree. A block holds, in order, what follows one prefix: terms, and prefixes so common that
/// their terms have a block of their own, a sub-block, which stands earlier in the file. Blocks have 25 to 48 entries where
/// that can be; a prefix with more has several, its <em>floor blocks</em>, one after the other in the file, parted between
/// different first bytes of the suffix. The empty prefix always has a block: the root.
/// <code>
/// Block     VInt entries &lt;&lt; 1 | last                 last: no floor block of the same prefix follows
///           VLong bytes &lt;&lt; 3 | leaf &lt;&lt; 2 | compression  leaf: no sub-blocks; the number of bytes is that before compression
///           Suffixes                               all entries' bytes after the prefix, one after the other, compressed
///           VInt bytes &lt;&lt; 1 | equal               equal: one byte follows, which stands that many times
///           Length*                                one an entry
///           VInt bytes, Stats*                     one a term, or one a run of terms
///           VInt bytes, Metadata*                  one a term: what the postings keep of it
/// Length    leaf: VInt length of the suffix
///           else: VInt length &lt;&lt; 1 | sub-block, [VLong from the sub-block's start to this block's]
/// Stats     VInt (n - 1) &lt;&lt; 1 | 1                    n terms that stand once, in one document
///           VInt documents &lt;&lt; 1, [VLong total frequency - documents]   the second unless the field has documents only
/// </code>
/// The index (see <see cref="FstFormat"/>) maps the prefix of every block but a later floor block to a code:
/// <code>
/// Code      VLong position &lt;&lt; 2 | has terms &lt;&lt; 1 | floor, [VInt floor blocks after the first, Floor*]
/// Floor     Byte first suffix byte, VLong from the first floor block to this one &lt;&lt; 1 | has terms
/// </code>
/// Example: the terms "a" and "b", each once in one document, in a field with documents only, are the root block
/// <c>05 14 61 62 05 01 01 03 02 …</c>: two entries, last; two bytes, leaf, not compressed; "ab"; two lengths, equal, of 1;
/// one byte of stats: a run of two; then the metadata's length and the metadata.
/// </remarks>
internal static class TermBlockFormat
{
    public const int MaxTermLength = 32766;

    public const int MinEntries = 25;
    public const int MaxEntries = 48;

    public const int CodeIsFloor = 1;
    public const int CodeHasTerms = 2;
    public const int CodeFlagBits = 2;

    /// <summary>A code is at most a position, a count and 255 floor blocks.</summary>
    public const int MaxCodeLength = 9 + 5 + 255 * 10;
}
