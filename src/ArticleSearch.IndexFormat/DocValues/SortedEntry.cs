using ArticleSearch.IndexFormat.Packed;
using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.IndexFormat.DocValues;

/// <summary>What is shared by all readers of one sorted or sorted-set column: which document has which ordinals, and the dictionary.</summary>
/// <remarks>
/// <code>
/// Sorted      DocumentSetLocation, Int32 documents with a value, Byte width (0: there is one value at most), Int64 offset and length
///             of the ordinals, dictionary (see TermsEntry). Data: DirectPacked ordinals
/// SortedSet   Byte 0, Sorted: each document has one value at most. Or
///             Byte 1, DocumentSetLocation, Byte width, Int64 offset and length of the ordinals, Int32 documents with a value,
///             Int64 offset of the addresses, VInt shift, DirectMonotonic meta, Int64 length of the addresses, dictionary
/// </code>
/// Example: see <see cref="TermsEntry"/> and <see cref="ValueLists"/>.
/// </remarks>
internal sealed class SortedEntry
{
    private SortedEntry(IndexFile file, ValueLists lists, ValueSequence ordinals, TermsEntry terms)
    {
        File = file;
        Lists = lists;
        Ordinals = ordinals;
        Terms = terms;
    }

    public IndexFile File { get; }

    public ValueLists Lists { get; }

    public ValueSequence Ordinals { get; }

    public TermsEntry Terms { get; }

    public static SortedEntry ReadSorted(ref ByteCursor meta, IndexFile file, int maxDocument)
    {
        var location = DocumentSetLocation.Read(ref meta);
        int count = meta.ReadInt32();
        int bits = meta.ReadByte();
        long offset = meta.ReadInt64();
        long length = meta.ReadInt64();
        var terms = new TermsEntry(ref meta);
        if (terms.Count > int.MaxValue)
        {
            meta.Throw($"{terms.Count} values are more than documents");
        }

        terms.Open(file);
        var documents = DocumentSet.Open(file, location, count, maxDocument);
        ValueSequence ordinals = bits == 0
            ? new ConstantValues(0)
            : new LinearValues(DirectPacked.Open(file, offset, length, bits, count), 1, 0);
        return new SortedEntry(file, new ValueLists(file, documents, null, count), ordinals, terms);
    }

    public static SortedEntry ReadSortedSet(ref ByteCursor meta, IndexFile file, int maxDocument)
    {
        int isMultiple = meta.ReadByte();
        if (isMultiple == 0)
        {
            return ReadSorted(ref meta, file, maxDocument);
        }

        if (isMultiple != 1)
        {
            meta.Throw($"{isMultiple} says neither that documents have one value nor that they have many", meta.Position - 1);
        }

        var location = DocumentSetLocation.Read(ref meta);
        int bits = meta.ReadByte();
        long offset = meta.ReadInt64();
        long length = meta.ReadInt64();
        int count = meta.ReadInt32();
        var addresses = ReadAddresses(ref meta, file, count);
        var terms = new TermsEntry(ref meta);
        terms.Open(file);
        var documents = DocumentSet.Open(file, location, count, maxDocument);
        long ordinalCount = addresses[count];
        var ordinals = new LinearValues(DirectPacked.Open(file, offset, length, bits, ordinalCount), 1, 0);
        return new SortedEntry(file, new ValueLists(file, documents, addresses, ordinalCount), ordinals, terms);
    }

    /// <summary>Reads and opens the addresses of some documents' values: one more than there are documents.</summary>
    public static DirectMonotonic ReadAddresses(ref ByteCursor meta, IndexFile file, int documents)
    {
        if (documents < 0)
        {
            meta.Throw($"{documents} documents can not have values");
        }

        long offset = meta.ReadInt64();
        int shift = meta.ReadVInt();
        var addresses = DirectMonotonic.ReadMeta(ref meta, documents + 1L, shift);
        return addresses.Open(file, offset, meta.ReadInt64());
    }

    /// <summary>The ordinal at an index.</summary>
    /// <exception cref="CorruptIndexException">There is no such ordinal, or no value of it.</exception>
    public long Ordinal(long index)
    {
        long ordinal = Ordinals[index];
        if ((ulong)ordinal >= (ulong)Terms.Count)
        {
            throw new CorruptIndexException($"value {ordinal} of {Terms.Count} is wanted", File.Name);
        }

        return ordinal;
    }

    /// <summary>Reads everything and sees that its parts agree.</summary>
    /// <exception cref="CorruptIndexException">They do not.</exception>
    public void Check(int maxDocument, CancellationToken cancellation)
    {
        Lists.Check(cancellation);
        new DiskTerms(File, Terms).Check(cancellation);
        for (int document = 0; document < maxDocument; document++)
        {
            if ((document & 0xFFFF) == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }

            var (start, end) = Lists.Range(document);
            long previous = -1;
            for (long i = start; i < end; i++)
            {
                long ordinal = Ordinal(i);
                if (ordinal <= previous)
                {
                    throw new CorruptIndexException($"the values of document {document} do not ascend", File.Name);
                }

                previous = ordinal;
            }
        }
    }
}
