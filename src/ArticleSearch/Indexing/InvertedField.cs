using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using ArticleSearch.Analysis;
using ArticleSearch.IndexFormat.Norms;
using ArticleSearch.IndexFormat.Segments;

namespace ArticleSearch.Indexing;

/// <summary>
/// One field of words of one buffer: its terms with all their occurrences, and the length of each document. For one thread.
/// </summary>
internal sealed class InvertedField
{
    private const int BatchLength = 128;

    private readonly TokenStream _tokens;
    private readonly Token[] _read = new Token[BatchLength];
    private int[] _termOfNumber = []; // the stream's number of a term to ours plus 1, 0 where it is not known
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
        _hasOffsets = field.IndexOptions == IndexOptions.Offsets;
        Occurrences = new OccurrenceLog(pool, _hasOffsets);
    }

    public FieldInfo Field { get; }

    public TermTable Terms { get; } = new();

    /// <summary>Where each term stands.</summary>
    public OccurrenceLog Occurrences { get; }

    /// <summary>Whether a document has the field.</summary>
    public bool IsUsed { get; private set; }

    /// <summary>How many documents have at least one word.</summary>
    public int DocumentsWithTerms { get; private set; }

    /// <summary>How many bytes of memory the field takes, the pool aside.</summary>
    public long MemoryUsed =>
        Terms.MemoryUsed + Occurrences.MemoryUsed + _norms.Length + ((long)_present.Length * sizeof(ulong)) + ((long)_recalled.Length * 2 * sizeof(int)) + ((long)_termOfNumber.Length * sizeof(int));

    /// <summary>Adds the words of a text to a document; documents ascend, each has at most one text.</summary>
    public void Add(ReadOnlyMemory<char> text, int document, CancellationToken cancellation)
    {
        int position = -1;
        int length = 0;
        _tokens.Reset(text);
        try
        {
            int count;
            while ((count = _tokens.Read(_read)) > 0)
            {
                foreach (ref readonly var token in _read.AsSpan(0, count))
                {
                    position += token.Increment;
                    length += token.Increment > 0 ? 1 : 0; // several terms of one word count once
                    Debug.Assert(position >= 0, "the first word of a text stands at position 0 or after");
                    Occurrences.Add(TermOf(token.Number), document, position, _hasOffsets ? token.Start : 0, _hasOffsets ? token.End - token.Start : 0);
                }

                cancellation.ThrowIfCancellationRequested();
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
            Occurrences.Add(occurrence.Term, document, occurrence.Position, 0, 0);
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
    /// <param name="keepMemory">Whether the memory stays for those to come.</param>
    public void Clear(bool keepMemory)
    {
        Terms.Clear(keepMemory);
        Occurrences.Clear(keepMemory);
        _recalledText = null;
        IsUsed = false;
        DocumentsWithTerms = 0;
        if (keepMemory)
        {
            _termOfNumber.AsSpan().Clear();
            _norms.AsSpan().Clear();
            _present.AsSpan().Clear();
            return;
        }

        _termOfNumber = [];
        _norms = new byte[64];
        _present = new ulong[1];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int TermOf(int number)
    {
        int[] known = _termOfNumber;
        return (uint)number < (uint)known.Length && known[number] != 0 ? known[number] - 1 : FindTerm(number);
    }

    private int FindTerm(int number)
    {
        int term = Terms.FindOrAdd(_tokens.TermOf(number));
        Occurrences.EnsureTerms(Terms.Count);
        if (number >= 0)
        {
            if (number >= _termOfNumber.Length)
            {
                Array.Resize(ref _termOfNumber, (int)BitOperations.RoundUpToPowerOf2((uint)number + 64));
            }

            _termOfNumber[number] = term + 1;
        }

        return term;
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

            _recalled[_recalledCount++] = new Recalled(TermOf(_tokens.TermNumber), position);
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
