namespace ArticleSearch.IndexFormat.Norms;

/// <summary>Norms in memory, one signed byte a document, as a field gathers them while a segment is being written.</summary>
/// <param name="norms">One byte a document; 0 where the document has no norm.</param>
/// <param name="members">One bit a document, the lowest first: whether it has a norm. Empty: all have.</param>
internal sealed class ByteNorms(ReadOnlyMemory<byte> norms, ReadOnlyMemory<ulong> members = default) : NormsColumn
{
    public override ReadOnlySpan<byte> Bytes => norms.Span;

    public override long Get(int document) => (sbyte)norms.Span[document];

    public override bool Has(int document) =>
        members.IsEmpty ? (uint)document < (uint)norms.Length : (members.Span[document >> 6] >> (document & 63) & 1) != 0;
}
