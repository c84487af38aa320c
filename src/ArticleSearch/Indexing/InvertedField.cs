using System.Diagnostics;
using ArticleSearch.Analysis;
using ArticleSearch.IndexFormat.Norms;
using ArticleSearch.IndexFormat.Segments;

namespace ArticleSearch.Indexing;

/// <summary>
/// One field of words of one buffer: its terms with all their occurrences, and the length of each document. For one thread.
/// </summary>
internal sealed class InvertedField
{
    // How many tokens go by between two looks at whether it was cancelled.
    private const int CancellationStride = 4096;

    private readonly TokenStream _tokens;
    private readonly BytePool _pool;
    private readonly bool _hasOffsets;
    private byte[] _norms = new byte[64];
    private ulong[] _present = new ulong[1];
    private string? _recalledText;
    private Recalled[] _recalled = new Recalled[16];
    private int _recalledCount;
    private int _recalledLength;

    /// <param name="field">What is kept of each occurrence.</param>
    /// <param name="tokens">The stream of this thread.</param>
    /// <param name="pool">Where the occurrences go; may be shared with other fields of the thread.</param>
    public InvertedField(FieldInfo field, TokenStream tokens, BytePool pool)
    {
        Field = field;
        _tokens = tokens;
        _pool = pool;
        _hasOffsets = field.IndexOptions == IndexOptions.Offsets;
    }

    public FieldInfo Field { get; }

    public TermTable Terms { get; } = new();

    /// <summary>Whether a document has the field.</summary>
    public bool IsUsed { get; private set; }

    /// <summary>How many documents have at least one word.</summary>
    public int DocumentsWithTerms { get; private set; }

    /// <summary>How many bytes of memory the field takes, the pool aside.</summary>
    public long MemoryUsed => Terms.MemoryUsed + _norms.Length + ((long)_present.Length * sizeof(ulong)) + ((long)_recalled.Length * 2 * sizeof(int));

    /// <summary>Adds the words of a text to a document; documents ascend, each has at most one text.</summary>
    public void Add(ReadOnlyMemory<char> text, int document, CancellationToken cancellation)
    {
        int position = -1;
        int length = 0;
        int untilLook = CancellationStride;
        _tokens.Reset(text);
        try
        {
            while (_tokens.MoveNext())
            {
                int increment = _tokens.PositionIncrement;
                position += increment;
                length += increment > 0 ? 1 : 0; // several terms of one word count once
                Debug.Assert(position >= 0, "the first word of a text stands at position 0 or after");
                int term = Terms.FindOrAdd(_tokens.Term);
                int start = _tokens.StartOffset;
                Occurrences.Add(_pool, ref Terms.Entry(term), document, position, _hasOffsets ? start : -1, _tokens.EndOffset - start);
                if (--untilLook == 0)
                {
                    cancellation.ThrowIfCancellationRequested();
                    untilLook = CancellationStride;
                }
            }
        }
        finally
        {
            SetLength(document, length); // what was added before a cancellation stands, as a deleted document
        }
    }

    /// <summary>
    /// As <see cref="Add"/>, for a field without offsets whose text is often that of the document before: what became of
    /// it is remembered, and only repeated.
    /// </summary>
    public void AddRecalling(string text, int document, CancellationToken cancellation)
    {
        Debug.Assert(!_hasOffsets, "offsets are not remembered");
        if (!string.Equals(text, _recalledText, StringComparison.Ordinal))
        {
            Remember(text, cancellation);
        }

        foreach (var occurrence in _recalled.AsSpan(0, _recalledCount))
        {
            Occurrences.Add(_pool, ref Terms.Entry(occurrence.Term), document, occurrence.Position, -1, 0);
        }

        SetLength(document, _recalledLength);
    }

    /// <summary>The lengths of the first <paramref name="count"/> documents, encoded; those without the field have none.</summary>
    public NormsColumn Norms(int count)
    {
        EnsureDocument(count - 1);
        return new ByteNorms(_norms.AsMemory(0, count), _present);
    }

    /// <summary>Forgets all documents.</summary>
    public void Clear()
    {
        Terms.Clear();
        _norms = new byte[64];
        _present = new ulong[1];
        _recalledText = null;
        IsUsed = false;
        DocumentsWithTerms = 0;
    }

    private void Remember(string text, CancellationToken cancellation)
    {
        _recalledText = null;
        _recalledCount = 0;
        _recalledLength = 0;
        int position = -1;
        _tokens.Reset(text.AsMemory());
        while (_tokens.MoveNext())
        {
            position += _tokens.PositionIncrement;
            _recalledLength += _tokens.PositionIncrement > 0 ? 1 : 0;
            if (_recalledCount == _recalled.Length)
            {
                cancellation.ThrowIfCancellationRequested();
                Array.Resize(ref _recalled, _recalledCount * 2);
            }

            _recalled[_recalledCount++] = new Recalled(Terms.FindOrAdd(_tokens.Term), position);
        }

        _recalledText = text;
    }

    private void SetLength(int document, int length)
    {
        EnsureDocument(document);
        _norms[document] = FieldLength.Encode(length);
        _present[document >> 6] |= 1UL << document;
        IsUsed = true;
        DocumentsWithTerms += length > 0 ? 1 : 0;
    }

    private void EnsureDocument(int document)
    {
        if (document >= _norms.Length)
        {
            int capacity = Math.Max(document + 1, _norms.Length * 2);
            Array.Resize(ref _norms, capacity);
            Array.Resize(ref _present, (capacity + 63) >> 6);
        }
    }

    private readonly record struct Recalled(int Term, int Position);
}
