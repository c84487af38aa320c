using System.Diagnostics;
using System.Numerics;
using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.IndexFormat.Packed;

/// <summary>Writes a <see cref="DocumentSet"/>, or nothing where all or no documents are in it.</summary>
internal static class DocumentSetWriter
{
    private const int WordsPerBlock = DocumentSet.BlockSize / 64;

    /// <summary>Writes the set at the data's present position and returns where it lies.</summary>
    /// <param name="data">Receives the set.</param>
    /// <param name="members">One bit a document, the lowest bit first.</param>
    /// <param name="count">How many bits are set.</param>
    /// <param name="maxDocument">How many documents the segment has.</param>
    public static DocumentSetLocation Write(DataOutput data, ReadOnlySpan<ulong> members, int count, int maxDocument)
    {
        if (count == 0)
        {
            return DocumentSetLocation.None;
        }

        if (count == maxDocument)
        {
            return DocumentSetLocation.All;
        }

        long origin = data.Position;
        var jumps = new List<(int Before, int Offset)>();
        int before = 0;
        for (int number = 0; before < count; number++)
        {
            var words = members[(number * WordsPerBlock)..];
            words = words[..Math.Min(words.Length, WordsPerBlock)];
            int inBlock = 0;
            foreach (ulong word in words)
            {
                inBlock += BitOperations.PopCount(word);
            }

            // The entry of an empty block leads to the next one that is not, which starts at the same place.
            jumps.Add((before, (int)(data.Position - origin)));
            if (inBlock > 0)
            {
                WriteBlock(data, number, words, inBlock);
                before += inBlock;
            }
        }

        Debug.Assert(before == count);
        jumps.Add((count, (int)(data.Position - origin)));
        WriteHeader(data, DocumentSet.EndBlock, 1);
        data.WriteInt16(-1);

        if (jumps.Count == 2)
        {
            jumps.Clear(); // the one block is where the set starts
        }

        foreach (var (index, offset) in jumps)
        {
            data.WriteInt32(index);
            data.WriteInt32(offset);
        }

        return new DocumentSetLocation(origin, data.Position - origin, (short)jumps.Count, DocumentSet.DefaultRankPower);
    }

    private static void WriteBlock(DataOutput data, int number, ReadOnlySpan<ulong> words, int count)
    {
        WriteHeader(data, number, count);
        if (count == DocumentSet.BlockSize)
        {
            return;
        }

        if (count < DocumentSet.SparseLimit)
        {
            for (int i = 0; i < words.Length; i++)
            {
                for (ulong word = words[i]; word != 0; word &= word - 1)
                {
                    data.WriteInt16((short)(i * 64 + BitOperations.TrailingZeroCount(word)));
                }
            }

            return;
        }

        const int WordsPerRank = 1 << (DocumentSet.DefaultRankPower - 6);
        int rank = 0;
        for (int i = 0; i < WordsPerBlock; i++)
        {
            if (i % WordsPerRank == 0)
            {
                data.WriteInt16((short)rank);
            }

            rank += i < words.Length ? BitOperations.PopCount(words[i]) : 0;
        }

        for (int i = 0; i < WordsPerBlock; i++)
        {
            data.WriteInt64(i < words.Length ? (long)words[i] : 0);
        }
    }

    private static void WriteHeader(DataOutput data, int number, int count)
    {
        data.WriteInt16((short)number);
        data.WriteInt16((short)(count - 1));
    }
}
