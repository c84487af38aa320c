using System.Diagnostics;
using ArticleSearch.IndexFormat.Norms;
using ArticleSearch.IndexFormat.Postings;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.IndexFormat.Terms;

/// <summary>
/// Writes the terms of a segment, field after field and term after term, as block trees (see <see cref="TermDictionary"/> for
/// the files), and drives the postings' writer, which it owns. Must not keep more terms than those of open blocks.
/// </summary>
internal sealed class TermDictionaryWriter : IDisposable
{
    private readonly PostingsWriter _postings;
    private readonly IndexOutput _blocks;
    private readonly IndexOutput _index;
    private readonly IndexOutput _metadata;
    private readonly MemoryOutput _fields = new();
    private readonly FstBuilder _fst = new();
    private readonly BlockTreeBuilder _tree;
    private int _fieldCount;
    private FieldInfo? _field;
    private byte[] _term = new byte[64];
    private int _termLength;
    private byte[] _minTerm = [];
    private long _termCount;
    private long _sumDocumentFrequency;
    private long _sumTotalTermFrequency;

    public TermDictionaryWriter(SegmentWriteContext context, string suffix, PostingsWriter postings)
    {
        _postings = postings;
        try
        {
            _blocks = Create(context, suffix, FormatNames.TermBlocksExtension, FormatNames.TermBlocksCodec);
            _index = Create(context, suffix, FormatNames.TermIndexExtension, FormatNames.TermIndexCodec);
            _metadata = Create(context, suffix, FormatNames.TermMetadataExtension, FormatNames.TermMetadataCodec);
            postings.WriteTermsHeader(_metadata);
            _tree = new BlockTreeBuilder(new TermBlockWriter(_blocks, postings));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Begins a field; fields come in ordinal order of their names.</summary>
    public void StartField(FieldInfo field, NormsColumn? norms)
    {
        Debug.Assert(_field is null || string.CompareOrdinal(_field.Name, field.Name) < 0, "Fields come in order of their names.");
        _field = field;
        _termCount = 0;
        _sumDocumentFrequency = 0;
        _sumTotalTermFrequency = 0;
        _tree.StartField(field);
        _postings.StartField(field, norms);
    }

    /// <summary>Begins a term; terms ascend. Its documents then go to the postings' writer.</summary>
    public void StartTerm(ReadOnlySpan<byte> term)
    {
        Debug.Assert(term.Length <= TermBlockFormat.MaxTermLength, "A term is not too long.");
        Debug.Assert(_termCount == 0 || _tree.LastTerm.SequenceCompareTo(term) < 0, "Terms ascend.");
        ByteBuffer.EnsureCapacity(ref _term, 0, term.Length);
        term.CopyTo(_term);
        _termLength = term.Length;
        _postings.StartTerm();
    }

    /// <summary>Ends a term whose documents the postings' writer has counted. One without documents leaves no trace.</summary>
    public void FinishTerm() => FinishTerm(_postings.DocumentFrequency, _postings.TotalTermFrequency);

    /// <summary>Ends a term. One without documents leaves no trace.</summary>
    /// <param name="documentFrequency">How many documents were added.</param>
    /// <param name="totalTermFrequency">Their frequencies' sum; not looked at in a field with documents only.</param>
    public void FinishTerm(int documentFrequency, long totalTermFrequency)
    {
        if (documentFrequency == 0)
        {
            return;
        }

        if (_field!.IndexOptions == IndexOptions.Documents)
        {
            totalTermFrequency = documentFrequency;
        }

        Debug.Assert(totalTermFrequency >= documentFrequency, "A term stands at least once in each of its documents.");
        var state = _postings.FinishTerm(documentFrequency, totalTermFrequency);
        var term = _term.AsSpan(0, _termLength);
        if (_termCount++ == 0)
        {
            _minTerm = term.ToArray();
        }

        _sumDocumentFrequency += documentFrequency;
        _sumTotalTermFrequency += totalTermFrequency;
        _tree.Add(term, state);
    }

    /// <summary>Ends a field.</summary>
    /// <param name="documentCount">How many documents have one of its terms.</param>
    public void FinishField(int documentCount)
    {
        if (_termCount == 0)
        {
            return;
        }

        _fieldCount++;
        byte[] maxTerm = _tree.LastTerm.ToArray();
        var root = _tree.Finish();
        var rootCode = _tree.Codes.FirstCode(root);
        _fields.WriteVInt(_field!.Number);
        _fields.WriteVLong(_termCount);
        _fields.WriteVInt(rootCode.Length);
        _fields.WriteBytes(rootCode);
        if (_field.IndexOptions != IndexOptions.Documents)
        {
            _fields.WriteVLong(_sumTotalTermFrequency);
        }

        _fields.WriteVLong(_sumDocumentFrequency);
        _fields.WriteVInt(documentCount);
        _fields.WriteVInt(_minTerm.Length);
        _fields.WriteBytes(_minTerm);
        _fields.WriteVInt(maxTerm.Length);
        _fields.WriteBytes(maxTerm);
        _fields.WriteVLong(_index.Position);
        _tree.Codes.WriteIndex(root, _fst, _fields, _index);
    }

    /// <summary>Finishes the postings and writes the footers; nothing can be added afterwards.</summary>
    public void Finish()
    {
        _postings.Finish();
        _metadata.WriteVInt(_fieldCount);
        _metadata.WriteBytes(_fields.Written);
        CodecHeader.WriteFooter(_index);
        _metadata.WriteInt64(_index.Position);
        CodecHeader.WriteFooter(_blocks);
        _metadata.WriteInt64(_blocks.Position);
        CodecHeader.WriteFooter(_metadata);
    }

    public void Dispose()
    {
        _postings.Dispose();
        _blocks?.Dispose();
        _index?.Dispose();
        _metadata?.Dispose();
    }

    private static IndexOutput Create(SegmentWriteContext context, string suffix, string extension, string codec)
    {
        var output = context.Create(extension, suffix);
        try
        {
            CodecHeader.WriteIndexHeader(output, codec, FormatNames.TermsVersion, context.Id, suffix);
            return output;
        }
        catch
        {
            output.Dispose();
            throw;
        }
    }
}
