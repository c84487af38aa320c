using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using ArticleSearch.IndexFormat.Norms;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.IndexFormat.Postings;

/// <summary>
/// Writes the postings of one segment, field after field and term after term. Makes no object for a term or a posting. Never
/// writes payloads. Longer than most files, for the grammar of three that are written in step.
/// </summary>
/// <remarks>
/// <code>
/// .doc   IndexHeader, Byte 'L', (Documents, SkipData?)…, Footer     nothing for a term of one document, which stands in its state
/// .pos   IndexHeader, Positions…, Footer                            only where a field of the segment has positions
/// .pay   IndexHeader, Offsets…, Footer                              only where one has offsets or payloads
/// Documents   for each 128: Documents block (see <see cref="DeltaBlock"/>), Frequencies block? (see <see cref="PatchedBlock"/>);
///             for each of the rest: VInt difference, without frequencies; otherwise VInt difference &lt;&lt; 1 | 1 for
///             frequency 1, or VInt difference &lt;&lt; 1, VInt frequency
/// SkipData    for more than 128 documents (see <see cref="SkipWriter"/>)
/// Positions   for each 128 of the term, across its documents: block of differences (see <see cref="PatchedBlock"/>); for each of
///             the rest: VInt difference; with offsets, VInt start difference &lt;&lt; 1 | 1, VInt length, or without the
///             1 and the length where the length is that of the position before
/// Offsets     for each 128 positions: block of start differences, block of lengths
/// </code>
/// Example: a term in documents 7 (once) and 11 (three times) is <c>0F 08 03</c> in <c>.doc</c>. Where a term's postings lie
/// stands in the dictionary (see <see cref="TermStateFormat"/>). Positions and start offsets are differences inside their
/// document; a payload's length and bytes stand, in indexes that have them, before what is said of offsets.
/// </remarks>
internal sealed class PostingsWriter : IDisposable
{
    /// <summary>The last position that may be written, as other readers of the format demand.</summary>
    public const int MaxPosition = int.MaxValue - 128;

    private readonly string _suffix;
    private readonly byte[] _id;
    private readonly int _maxDocument;
    private readonly IndexOutput _doc;
    private readonly IndexOutput? _pos;
    private readonly IndexOutput? _pay;
    private readonly SkipWriter _skip;
    private readonly ImpactAccumulator _impacts = new();
    private readonly int[] _documents = new int[PackedBlock.Length];
    private readonly int[] _frequencies = new int[PackedBlock.Length];
    private readonly int[] _positions = new int[PackedBlock.Length]; // differences
    private readonly int[] _starts = new int[PackedBlock.Length]; // differences
    private readonly int[] _lengths = new int[PackedBlock.Length];

    private bool _hasFrequencies;
    private bool _hasPositions;
    private bool _hasOffsets;
    private NormsColumn? _norms;

    private SkipPoint _start; // of the term
    private SkipPoint _blockEnd; // of the last full block of documents
    private int _buffered; // documents
    private int _bufferedPositions;
    private int _documentCount;
    private int _lastDocument;
    private int _lastInBlock; // the last document of the block before
    private int _lastPosition;
    private int _lastStart;
    private long _frequencySum;
    private int _expectedPositions;
    private int _openFrequency; // of the last document added by occurrences, so far

    /// <param name="context">Where the files are made.</param>
    /// <param name="suffix">The suffix of the files' names.</param>
    /// <param name="maxDocument">How many documents the segment has.</param>
    /// <param name="fields">
    /// All fields of the segment: whether one has positions or offsets decides which files there are, terms or no terms.
    /// </param>
    public PostingsWriter(SegmentWriteContext context, string suffix, int maxDocument, FieldInfos fields)
    {
        _suffix = suffix;
        _id = context.Id;
        _maxDocument = maxDocument;
        _skip = new SkipWriter(maxDocument);
        try
        {
            _doc = Create(context, FormatNames.DocExtension, FormatNames.PostingsDocCodec);
            _doc.WriteByte((byte)'L');
            var files = PostingsFiles.Of(fields);
            if (files.HasPos)
            {
                _pos = Create(context, FormatNames.PosExtension, FormatNames.PostingsPosCodec);
            }

            if (files.HasPay)
            {
                _pay = Create(context, FormatNames.PayExtension, FormatNames.PostingsPayCodec);
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Begins a field.</summary>
    /// <param name="field">The field; it must not have payloads.</param>
    /// <param name="norms">Its norms, which go into the impacts; null stands for norm 1 everywhere.</param>
    public void StartField(FieldInfo field, NormsColumn? norms)
    {
        if (field.HasPayloads || field.IndexOptions == IndexOptions.None)
        {
            throw new ArgumentException($"Postings of field {field.Name} can not be written: it has payloads, or is not indexed.", nameof(field));
        }

        _hasFrequencies = field.IndexOptions >= IndexOptions.Frequencies;
        _hasPositions = field.IndexOptions >= IndexOptions.Positions;
        _hasOffsets = field.IndexOptions >= IndexOptions.Offsets;
        if ((_hasPositions && _pos is null) || (_hasOffsets && _pay is null))
        {
            throw new ArgumentException($"Field {field.Name} is not one of the segment's fields.", nameof(field));
        }

        _norms = norms;
    }

    /// <summary>Begins a term of the field.</summary>
    public void StartTerm()
    {
        _start = new SkipPoint(
            0, 0, _doc.Position, _hasPositions ? _pos!.Position : 0, 0, _hasOffsets ? _pay!.Position : 0);
        _buffered = 0;
        _bufferedPositions = 0;
        _documentCount = 0;
        _lastDocument = -1;
        _lastInBlock = 0;
        _frequencySum = 0;
        _openFrequency = 0;
        _expectedPositions = 0;
        _skip.Clear();
    }

    /// <summary>How many documents the term has so far.</summary>
    public int DocumentFrequency => _documentCount;

    /// <summary>The sum of its frequencies in them.</summary>
    public long TotalTermFrequency => _frequencySum + _openFrequency;

    /// <summary>
    /// Adds occurrences of the term, any number at a time; only for fields with positions. It is the same as to start and to
    /// finish each document and to add each of its positions, and the two ways are not to be mixed in a term.
    /// </summary>
    public void Add(ReadOnlySpan<Occurrence> occurrences)
    {
        Debug.Assert(_hasPositions, "the field has positions");
        int[] positions = _positions;
        int[] starts = _starts;
        int[] lengths = _lengths;
        int buffered = _bufferedPositions;
        int frequency = _openFrequency;
        foreach (ref readonly var occurrence in occurrences)
        {
            if (occurrence.Document != 0)
            {
                _bufferedPositions = buffered;
                CloseDocument(frequency);
                OpenDocument(_lastDocument + occurrence.Document);
                frequency = 0;
            }

            if ((occurrence.Position | occurrence.Start | occurrence.Length) < 0)
            {
                ThrowPosition(occurrence.Position);
            }

            frequency++;
            positions[buffered] = occurrence.Position;
            starts[buffered] = occurrence.Start;
            lengths[buffered] = occurrence.Length;
            if (++buffered == PackedBlock.Length)
            {
                WritePositionBlock();
                buffered = 0;
            }
        }

        _bufferedPositions = buffered;
        _openFrequency = frequency;
    }

    /// <summary>Begins a document of the term; documents ascend.</summary>
    /// <param name="document">0 to the segment's document count.</param>
    /// <param name="frequency">How many positions will follow; at least 1.</param>
    public void StartDocument(int document, int frequency)
    {
        if (frequency <= 0)
        {
            ThrowDocument(document, frequency);
        }

        OpenDocument(document);
        _frequencies[_buffered - 1] = frequency;
        _frequencySum += frequency;
        _lastPosition = 0;
        _lastStart = 0;
        _expectedPositions = frequency;
    }

    /// <summary>Adds a position of the document; only for fields with positions. Offsets are ignored unless the field has them.</summary>
    public void AddPosition(int position, int startOffset, int endOffset)
    {
        Debug.Assert(_hasPositions, "the field has positions");
        int index = _bufferedPositions;
        if (position < _lastPosition || position > MaxPosition)
        {
            ThrowPosition(position);
        }

        if (_hasOffsets)
        {
            if (startOffset < _lastStart || endOffset < startOffset)
            {
                ThrowOffsets(startOffset, endOffset);
            }

            _starts[index] = startOffset - _lastStart;
            _lengths[index] = endOffset - startOffset;
            _lastStart = startOffset;
        }

        _positions[index] = position - _lastPosition;
        _lastPosition = position;
        _expectedPositions--;
        _bufferedPositions = index + 1;
        if (_bufferedPositions == PackedBlock.Length)
        {
            WritePositionBlock();
        }
    }

    /// <summary>Ends a document.</summary>
    public void FinishDocument()
    {
        Debug.Assert(!_hasPositions || _expectedPositions == 0, "a document has as many positions as its frequency");
        if (_buffered == PackedBlock.Length)
        {
            WriteDocumentBlock();
        }
    }

    /// <summary>Ends a term of at least one document and says where its postings lie.</summary>
    public TermState FinishTerm(int documentFrequency, long totalTermFrequency)
    {
        CloseDocument(_openFrequency);
        _openFrequency = 0;
        if (documentFrequency != _documentCount || documentFrequency == 0
            || totalTermFrequency != (_hasFrequencies ? _frequencySum : _documentCount))
        {
            ThrowTerm(documentFrequency, totalTermFrequency);
        }

        int singleton = -1;
        if (documentFrequency == 1)
        {
            singleton = _documents[0];
        }
        else if (_buffered < PackedBlock.Length)
        {
            WriteDocumentTail();
        }

        long lastPosBlock = -1;
        if (_hasPositions)
        {
            if (totalTermFrequency > PackedBlock.Length)
            {
                lastPosBlock = _pos!.Position - _start.PosOffset;
            }

            WritePositionTail();
        }

        long skip = -1;
        if (documentFrequency > PackedBlock.Length)
        {
            skip = _doc.Position - _start.DocOffset;
            _skip.Write(_doc);
        }

        return new TermState(
            documentFrequency, totalTermFrequency, _start.DocOffset, _start.PosOffset, _start.PayOffset, skip, lastPosBlock, singleton);
    }

    /// <summary>Writes what the dictionary's file holds at its head about the postings.</summary>
    public void WriteTermsHeader(DataOutput tim)
    {
        CodecHeader.WriteIndexHeader(tim, FormatNames.PostingsTermsCodec, FormatNames.PostingsVersion, _id, _suffix);
        tim.WriteVInt(PackedBlock.Length);
    }

    /// <summary>Writes a term's state as a difference from the one before it in the same block of the dictionary.</summary>
    /// <param name="output">The block's metadata.</param>
    /// <param name="field">The term's field.</param>
    /// <param name="state">The term's state.</param>
    /// <param name="previous">The state before; replaced by <paramref name="state"/>.</param>
    /// <param name="absolute">The term is the first of its block: <paramref name="previous"/> is not looked at.</param>
    public void EncodeTerm(DataOutput output, FieldInfo field, in TermState state, ref TermState previous, bool absolute)
    {
        TermStateFormat.Write(output, field, state, absolute ? TermStateFormat.None : previous);
        previous = state;
    }

    /// <summary>Writes the footers; nothing can be added afterwards.</summary>
    public void Finish()
    {
        CodecHeader.WriteFooter(_doc);
        if (_pos is not null)
        {
            CodecHeader.WriteFooter(_pos);
        }

        if (_pay is not null)
        {
            CodecHeader.WriteFooter(_pay);
        }

        Dispose();
    }

    public void Dispose()
    {
        _doc?.Dispose();
        _pos?.Dispose();
        _pay?.Dispose();
    }

    private void OpenDocument(int document)
    {
        if (document <= _lastDocument || (uint)document >= (uint)_maxDocument)
        {
            ThrowDocument(document, frequency: 1);
        }

        if (_buffered == PackedBlock.Length)
        {
            AddSkipPoint();
        }

        _documents[_buffered++] = document;
        _documentCount++;
        _lastDocument = document;
    }

    /// <summary>Ends the document that was opened by its first occurrence, if one was.</summary>
    private void CloseDocument(int frequency)
    {
        if (frequency > 0)
        {
            _frequencies[_buffered - 1] = frequency;
            _frequencySum += frequency;
            FinishDocument();
        }
    }

    private IndexOutput Create(SegmentWriteContext context, string extension, string codec)
    {
        var output = context.Create(extension, _suffix);
        CodecHeader.WriteIndexHeader(output, codec, FormatNames.PostingsVersion, _id, _suffix);
        return output;
    }

    private void WriteDocumentBlock()
    {
        DeltaBlock.Write(_documents, _lastInBlock, _doc);
        _lastInBlock = _lastDocument;
        if (_hasFrequencies)
        {
            // Writing uses the numbers up, but the impacts still need them, should another document follow.
            Span<int> frequencies = stackalloc int[PackedBlock.Length];
            _frequencies.CopyTo(frequencies);
            PatchedBlock.Write(frequencies, _doc);
        }

        _blockEnd = new SkipPoint(
            _lastDocument,
            _documentCount,
            _doc.Position,
            _hasPositions ? _pos!.Position : 0,
            _bufferedPositions,
            _hasOffsets ? _pay!.Position : 0);
    }

    /// <summary>A document follows a full block: only then is the block worth skipping.</summary>
    private void AddSkipPoint()
    {
        _impacts.Clear();
        if (!_hasFrequencies)
        {
            _frequencies.AsSpan().Fill(1);
        }

        // A document without a norm counts as the shortest there is.
        if (_norms is null)
        {
            _impacts.Add(_frequencies.Max(), norm: (byte)1);
        }
        else if (_norms.Bytes is { IsEmpty: false } bytes)
        {
            for (int i = 0; i < PackedBlock.Length; i++)
            {
                byte norm = bytes[_documents[i]];
                _impacts.Add(_frequencies[i], norm == 0 ? (byte)1 : norm);
            }
        }
        else
        {
            for (int i = 0; i < PackedBlock.Length; i++)
            {
                long norm = _norms.Get(_documents[i]);
                _impacts.Add(_frequencies[i], norm == 0 ? 1 : norm);
            }
        }

        _skip.Add(_start, _blockEnd, _impacts, _hasPositions, _hasOffsets);
        _buffered = 0;
    }

    private void WriteDocumentTail()
    {
        int previous = _lastInBlock;
        for (int i = 0; i < _buffered; i++)
        {
            int delta = _documents[i] - previous;
            previous = _documents[i];
            if (!_hasFrequencies)
            {
                _doc.WriteVInt(delta);
            }
            else if (_frequencies[i] == 1)
            {
                _doc.WriteVInt((delta << 1) | 1);
            }
            else
            {
                _doc.WriteVInt(delta << 1);
                _doc.WriteVInt(_frequencies[i]);
            }
        }
    }

    private void WritePositionBlock()
    {
        PatchedBlock.Write(_positions, _pos!);
        if (_hasOffsets)
        {
            PatchedBlock.Write(_starts, _pay!);
            PatchedBlock.Write(_lengths, _pay!);
        }

        _bufferedPositions = 0;
    }

    private void WritePositionTail()
    {
        int lastLength = -1;
        for (int i = 0; i < _bufferedPositions; i++)
        {
            _pos!.WriteVInt(_positions[i]);
            if (_hasOffsets)
            {
                if (_lengths[i] == lastLength)
                {
                    _pos.WriteVInt(_starts[i] << 1);
                }
                else
                {
                    lastLength = _lengths[i];
                    _pos.WriteVInt((_starts[i] << 1) | 1);
                    _pos.WriteVInt(lastLength);
                }
            }
        }
    }

    [DoesNotReturn]
    private void ThrowDocument(int document, int frequency) => throw new ArgumentException(
        $"Document {document} of {_maxDocument} with frequency {frequency} can not follow document {_lastDocument}.");

    [DoesNotReturn]
    private void ThrowPosition(int position) => throw new ArgumentException(
        $"Position {position} can not follow position {_lastPosition} in document {_lastDocument}.");

    [DoesNotReturn]
    private void ThrowOffsets(int start, int end) => throw new ArgumentException(
        $"Offsets {start} to {end} can not follow offset {_lastStart} in document {_lastDocument}.");

    [DoesNotReturn]
    private void ThrowTerm(int documentFrequency, long totalTermFrequency) => throw new ArgumentException(
        $"A term of {_documentCount} documents and {_frequencySum} positions is said to have {documentFrequency} and {totalTermFrequency}.");
}
