using ArticleSearch.IndexFormat.Norms;

namespace ArticleSearch.Indexing;

/// <summary>Norms of one byte a document, with a bit a document that says whether it has one.</summary>
/// <param name="norms">The encoded lengths.</param>
/// <param name="present">Bit d%64 of word d/64 says that document d has a norm.</param>
internal sealed class FieldNorms(byte[] norms, ulong[] present) : NormsColumn
{
    // The format keeps the byte with its sign.
    public override long Get(int document) => (sbyte)norms[document];

    public override bool Has(int document) => (present[document >> 6] >> document & 1) != 0;
}
