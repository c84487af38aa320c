using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.IndexFormat.Postings;

/// <summary>
/// 128 ascending documents, kept as their differences. Whatever the bytes, what is read ascends and lies below the segment's
/// document count, because callers index arrays with it.
/// </summary>
/// <remarks>
/// <code>
/// Block   Byte bits, bits = 0: nothing (all differences are 1); otherwise a block of differences (see <see cref="PackedBlock"/>)
/// </code>
/// The first difference of a term is its first document. Example: documents 1 to 128 of a new term are <c>00</c>; documents 0 to
/// 127 are a block of one bit: their first difference is 0.
/// </remarks>
internal static class DeltaBlock
{
    /// <summary>Below this width the sum of 128 differences and a document can not exceed 32 bits.</summary>
    private const int SafeBits = 24;

    /// <summary>Writes 128 documents.</summary>
    /// <param name="documents">The documents, ascending.</param>
    /// <param name="previous">The last document of the block before, or 0.</param>
    /// <param name="output">Where to.</param>
    public static void Write(ReadOnlySpan<int> documents, int previous, DataOutput output)
    {
        Debug.Assert(documents.Length == PackedBlock.Length, "a block is 128 documents");
        Span<int> deltas = stackalloc int[PackedBlock.Length];
        deltas[0] = documents[0] - previous;
        for (int i = 1; i < deltas.Length; i++)
        {
            deltas[i] = documents[i] - documents[i - 1];
        }

        if (!deltas.ContainsAnyExcept(1))
        {
            output.WriteByte(0);
            return;
        }

        int bits = PatchedBlock.BitLength(PatchedBlock.Or(deltas));
        output.WriteByte((byte)bits);
        PackedBlock.Encode(deltas, bits, output.Take(PackedBlock.ByteCount(bits)));
    }

    /// <summary>Reads a block of documents.</summary>
    /// <param name="cursor">Stands at the block.</param>
    /// <param name="previous">The last document of the block before, or -1.</param>
    /// <param name="maxDocument">The segment's document count.</param>
    /// <param name="documents">Room for 128 documents.</param>
    /// <exception cref="CorruptIndexException">The documents do not ascend, or the segment does not have so many.</exception>
    public static void Read(ref ByteCursor cursor, int previous, int maxDocument, Span<int> documents)
    {
        long position = cursor.Position;
        int bits = cursor.ReadByte();
        documents = documents[..PackedBlock.Length];
        bool ascending;
        if (bits == 0)
        {
            AddOnes(Math.Max(previous, 0), documents);
            ascending = true;
        }
        else
        {
            int length = PackedBlock.ByteCount(bits);
            var source = cursor.Rest;
            if (bits > 32 || source.Length < length + PackedBlock.Padding)
            {
                cursor.Throw($"a block of {bits} bits a number does not end before the footer", position);
            }

            PackedBlock.Decode(source, bits, documents);
            cursor.Skip(length);
            if (previous < 0)
            {
                documents[0]++; // as if the document before the first were -1, as the others' differences are at least 1
            }

            ascending = bits > SafeBits
                ? AddUpChecked(documents, previous)
                : PackedBlock.UsesVectors ? AddUpVector(documents, previous) : AddUpScalar(documents, previous);
        }

        if (!ascending || (uint)documents[^1] >= (uint)maxDocument)
        {
            cursor.Throw($"the documents of a block do not ascend or do not end before document {maxDocument}", position);
        }
    }

    /// <summary>
    /// Turns differences of at most 24 bits into documents; says whether no difference is 0. The last document is right as an
    /// unsigned number; if it is in range, all are.
    /// </summary>
    public static bool AddUpScalar(Span<int> values, int previous)
    {
        bool ascending = true;
        for (int i = 0; i < values.Length; i++)
        {
            ascending &= values[i] != 0;
            values[i] = previous += values[i];
        }

        return ascending;
    }

    /// <summary>The vector form of <see cref="AddUpScalar"/>: sums inside each four, then carries the last one over.</summary>
    public static bool AddUpVector(Span<int> values, int previous)
    {
        Debug.Assert(values.Length == PackedBlock.Length, "a block is 128 numbers");
        ref int first = ref MemoryMarshal.GetReference(values);
        var carry = Vector128.Create(previous);
        var least = Vector128<uint>.AllBitsSet;
        for (nuint i = 0; i < PackedBlock.Length; i += 4)
        {
            var sum = Vector128.LoadUnsafe(ref first, i);
            least = Vector128.Min(least, sum.AsUInt32());
            sum += Vector128.Shuffle(sum, Vector128.Create(4, 0, 1, 2));
            sum += Vector128.Shuffle(sum, Vector128.Create(4, 4, 0, 1));
            sum += carry;
            sum.StoreUnsafe(ref first, i);
            carry = Vector128.Shuffle(sum, Vector128.Create(3, 3, 3, 3));
        }

        return !Vector128.EqualsAny(least, Vector128<uint>.Zero);
    }

    private static bool AddUpChecked(Span<int> values, int previous)
    {
        long sum = previous;
        for (int i = 0; i < values.Length; i++)
        {
            uint delta = (uint)values[i];
            sum += delta;
            if (delta == 0 || sum > int.MaxValue)
            {
                return false;
            }

            values[i] = (int)sum;
        }

        return true;
    }

    private static void AddOnes(int previous, Span<int> documents)
    {
        ref int first = ref MemoryMarshal.GetReference(documents);
        var next = Vector256.Create(previous + 1) + Vector256<int>.Indices;
        for (nuint i = 0; i < PackedBlock.Length; i += 8)
        {
            next.StoreUnsafe(ref first, i);
            next += Vector256.Create(8);
        }
    }
}
