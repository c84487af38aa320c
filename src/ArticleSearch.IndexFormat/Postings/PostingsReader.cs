using System.Diagnostics;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.IndexFormat.Postings;

/// <summary>
/// Reads the postings of one segment (see <see cref="PostingsWriter"/> for their grammar). Safe for many threads; its cursors
/// are not. Must be disposed only when no cursor is in use any more.
/// </summary>
internal sealed class PostingsReader : IDisposable
{
    private readonly byte[] _id;
    private readonly string _suffix;

    private PostingsReader(SegmentReadContext context, string suffix)
    {
        _id = context.Info.Id;
        _suffix = suffix;
        MaxDocument = context.Info.MaxDocument;
        DocFile = null!;
        try
        {
            DocFile = OpenFile(context, FormatNames.DocExtension, FormatNames.PostingsDocCodec);
            var files = PostingsFiles.Of(context.Fields);
            if (files.HasPos)
            {
                PosFile = OpenFile(context, FormatNames.PosExtension, FormatNames.PostingsPosCodec);
            }

            if (files.HasPay)
            {
                PayFile = OpenFile(context, FormatNames.PayExtension, FormatNames.PostingsPayCodec);
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The files that hold postings.</summary>
    public IEnumerable<IndexFile> Files => new[] { DocFile, PosFile, PayFile }.OfType<IndexFile>();

    public int MaxDocument { get; }

    internal IndexFile DocFile { get; }

    internal IndexFile? PosFile { get; }

    internal IndexFile? PayFile { get; }

    /// <summary>Opens the files and checks their headers and footers.</summary>
    /// <exception cref="CorruptIndexException">A file is missing, cut or not of this segment.</exception>
    public static PostingsReader Open(SegmentReadContext context, string suffix) => new(context, suffix);

    /// <summary>Checks what the dictionary's file holds at its head about the postings.</summary>
    /// <exception cref="CorruptIndexException">They are of another kind.</exception>
    public void ReadTermsHeader(ref ByteCursor tim)
    {
        CodecHeader.ReadIndexHeader(
            ref tim, FormatNames.PostingsTermsCodec, FormatNames.PostingsVersion, FormatNames.PostingsVersion, _id, _suffix);
        int length = tim.ReadVInt();
        if (length != PackedBlock.Length)
        {
            tim.Throw($"postings have blocks of {length}, not of {PackedBlock.Length}");
        }
    }

    /// <summary>Reads a term's state from the metadata of a block of the dictionary.</summary>
    /// <param name="metadata">Stands at the term's metadata.</param>
    /// <param name="field">The term's field.</param>
    /// <param name="state">
    /// Holds the term's own frequencies and the rest of the state of the term before; receives the term's state.
    /// </param>
    /// <param name="absolute">The term is the first of its block: only its frequencies are looked at.</param>
    /// <exception cref="CorruptIndexException">The frequencies or the state can not be right.</exception>
    public void DecodeTerm(ref ByteCursor metadata, FieldInfo field, ref TermState state, bool absolute)
    {
        long position = metadata.Position;
        state = TermStateFormat.Read(ref metadata, field, state, absolute, MaxDocument);
        if (!IsInside(state.DocStart, DocFile) || !IsInside(state.PosStart, PosFile) || !IsInside(state.PayStart, PayFile))
        {
            metadata.Throw($"a term's postings start at {state.DocStart}, {state.PosStart}, {state.PayStart}, outside their files", position);
        }
    }

    /// <summary>Opens the postings of a term.</summary>
    /// <param name="field">The term's field.</param>
    /// <param name="state">Where they lie; from <see cref="DecodeTerm"/> of this segment.</param>
    /// <param name="features">
    /// What to decode; more than the field holds is not an error, it is not there. Without frequencies each is 1.
    /// </param>
    /// <param name="reuse">A cursor that is no longer needed, or null; only as an economy.</param>
    public PostingsCursor Open(FieldInfo field, in TermState state, PostingsFeatures features, PostingsCursor? reuse = null)
    {
        Debug.Assert(state.DocumentFrequency > 0 && state.DocumentFrequency <= MaxDocument, "the state of a term");
        bool positions = field.IndexOptions >= IndexOptions.Positions && features >= PostingsFeatures.Positions;
        var cursor = reuse as DocumentsCursor;
        if (cursor is null || cursor.Reader != this || cursor is PositionsCursor != positions)
        {
            cursor = positions ? new PositionsCursor(this) : new DocumentsCursor(this);
        }

        cursor.Reset(field, state, features);
        return cursor;
    }

    /// <summary>Reads all files and compares their checksums.</summary>
    /// <exception cref="CorruptIndexException">One differs.</exception>
    public void VerifyChecksums(CancellationToken cancellation = default)
    {
        foreach (var file in Files)
        {
            CodecHeader.VerifyChecksum(file, cancellation);
        }
    }

    public void Dispose()
    {
        DocFile?.Dispose();
        PosFile?.Dispose();
        PayFile?.Dispose();
    }

    private static bool IsInside(long start, IndexFile? file) => start >= 0 && start <= (file?.Length ?? 0);

    private IndexFile OpenFile(SegmentReadContext context, string extension, string codec)
    {
        var file = context.Open(extension, _suffix);
        try
        {
            var cursor = file.CursorAt(0);
            CodecHeader.ReadIndexHeader(ref cursor, codec, FormatNames.PostingsVersion, FormatNames.PostingsVersion, _id, _suffix);
            CodecHeader.ReadFooter(file);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }
}
