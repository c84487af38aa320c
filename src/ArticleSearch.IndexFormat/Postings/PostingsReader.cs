using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.IndexFormat.Postings;

/// <summary>Reads the postings of one segment. Safe for many threads; its cursors are not.</summary>
internal sealed class PostingsReader : IDisposable
{
    /// <summary>Opens the files and checks their headers and footers.</summary>
    /// <exception cref="CorruptIndexException">A file is missing, cut or not of this segment.</exception>
    public static PostingsReader Open(SegmentReadContext context, string suffix) => throw new NotSupportedException();

    /// <summary>The files that hold postings.</summary>
    public IEnumerable<IndexFile> Files => throw new NotSupportedException();

    /// <summary>Checks what the dictionary's file holds at its head about the postings.</summary>
    public void ReadTermsHeader(ref ByteCursor tim) => throw new NotSupportedException();

    /// <summary>Reads a term's state from the metadata of a block of the dictionary.</summary>
    /// <param name="metadata">Stands at the term's metadata.</param>
    /// <param name="field">The term's field.</param>
    /// <param name="state">
    /// Holds the term's own frequencies and the rest of the state of the term before; receives the term's state.
    /// </param>
    /// <param name="absolute">The term is the first of its block: only its frequencies are looked at.</param>
    /// <exception cref="CorruptIndexException">The frequencies or the state can not be right.</exception>
    public void DecodeTerm(ref ByteCursor metadata, FieldInfo field, ref TermState state, bool absolute) =>
        throw new NotSupportedException();

    /// <summary>Opens the postings of a term.</summary>
    public PostingsCursor Open(FieldInfo field, in TermState state, PostingsFeatures features, PostingsCursor? reuse = null) =>
        throw new NotSupportedException();

    /// <summary>Reads all files and compares their checksums.</summary>
    /// <exception cref="CorruptIndexException">One differs.</exception>
    public void VerifyChecksums(CancellationToken cancellation = default) => throw new NotSupportedException();

    public void Dispose()
    {
    }
}
