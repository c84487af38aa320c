using ArticleSearch.IndexFormat.Norms;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.IndexFormat.Postings;

/// <summary>Writes the postings of one segment, field after field and term after term.</summary>
internal sealed class PostingsWriter : IDisposable
{
    /// <param name="context">Where the files are made.</param>
    /// <param name="suffix">The suffix of the files' names.</param>
    /// <param name="maxDocument">How many documents the segment has.</param>
    /// <param name="fields">
    /// All fields of the segment: whether one has positions or offsets decides which files there are, terms or no terms.
    /// </param>
    public PostingsWriter(SegmentWriteContext context, string suffix, int maxDocument, FieldInfos fields) =>
        throw new NotSupportedException();

    /// <summary>Begins a field.</summary>
    /// <param name="field">The field; it must not have payloads.</param>
    /// <param name="norms">Its norms, which go into the impacts; null stands for norm 1 everywhere.</param>
    public void StartField(FieldInfo field, NormsColumn? norms) => throw new NotSupportedException();

    /// <summary>Begins a term of the field.</summary>
    public void StartTerm() => throw new NotSupportedException();

    /// <summary>Begins a document of the term; documents ascend.</summary>
    /// <param name="document">0 to the segment's document count.</param>
    /// <param name="frequency">How many positions will follow; at least 1.</param>
    public void StartDocument(int document, int frequency) => throw new NotSupportedException();

    /// <summary>Adds a position of the document; only for fields with positions. Offsets are ignored unless the field has them.</summary>
    public void AddPosition(int position, int startOffset, int endOffset) => throw new NotSupportedException();

    /// <summary>Ends a document.</summary>
    public void FinishDocument() => throw new NotSupportedException();

    /// <summary>Ends a term of at least one document and says where its postings lie.</summary>
    public TermState FinishTerm(int documentFrequency, long totalTermFrequency) => throw new NotSupportedException();

    /// <summary>Writes what the dictionary's file holds at its head about the postings.</summary>
    public void WriteTermsHeader(DataOutput tim) => throw new NotSupportedException();

    /// <summary>Writes a term's state as a difference from the one before it in the same block of the dictionary.</summary>
    /// <param name="output">The block's metadata.</param>
    /// <param name="field">The term's field.</param>
    /// <param name="state">The term's state.</param>
    /// <param name="previous">The state before; replaced by <paramref name="state"/>.</param>
    /// <param name="absolute">The term is the first of its block: <paramref name="previous"/> is not looked at.</param>
    public void EncodeTerm(DataOutput output, FieldInfo field, in TermState state, ref TermState previous, bool absolute) =>
        throw new NotSupportedException();

    /// <summary>Writes the footers; nothing can be added afterwards.</summary>
    public void Finish() => throw new NotSupportedException();

    public void Dispose()
    {
    }
}
