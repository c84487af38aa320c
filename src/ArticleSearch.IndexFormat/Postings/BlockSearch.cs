using System.Diagnostics;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ArticleSearch.IndexFormat.Postings;

/// <summary>
/// Finds a document in a decoded block. Must only be asked for one that is there or ends at a sentinel: behind the block's
/// documents its buffer is full of <see cref="PostingsCursor.NoMoreDocuments"/>.
/// </summary>
internal static class BlockSearch
{
    /// <summary>A block and room to compare eight at a time from any place in it.</summary>
    public const int BufferLength = PackedBlock.Length + 8;

    /// <summary>The first place, from one on, whose document is at or after a target.</summary>
    /// <param name="documents">Ascending, <see cref="BufferLength"/> of them.</param>
    /// <param name="from">0 to 129: one behind the place behind a full block is asked for by exhausted cursors.</param>
    /// <param name="target">What is sought.</param>
    public static int FindFirst(int[] documents, int from, int target) =>
        PackedBlock.UsesVectors ? FindFirstVector(documents, from, target) : FindFirstScalar(documents, from, target);

    public static int FindFirstScalar(int[] documents, int from, int target)
    {
        while (documents[from] < target)
        {
            from++;
        }

        return Math.Min(from, PackedBlock.Length);
    }

    public static int FindFirstVector(int[] documents, int from, int target)
    {
        Debug.Assert(documents.Length == BufferLength, "eight documents can be read from any place of the block");
        ref int first = ref MemoryMarshal.GetArrayDataReference(documents);
        var targets = Vector256.Create(target);
        for (; (uint)from < PackedBlock.Length; from += 8)
        {
            var reached = Vector256.GreaterThanOrEqual(Vector256.LoadUnsafe(ref first, (nuint)from), targets);
            uint bits = reached.ExtractMostSignificantBits();
            if (bits != 0)
            {
                return from + BitOperations.TrailingZeroCount(bits);
            }
        }

        return PackedBlock.Length;
    }
}
