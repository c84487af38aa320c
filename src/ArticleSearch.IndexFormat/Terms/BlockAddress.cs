using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.IndexFormat.Terms;

/// <summary>What the index says of the block that holds a term: which of the floor blocks, and whether it has terms at all.</summary>
/// <param name="First">Where the first floor block of the prefix stands.</param>
/// <param name="Start">Where the block stands.</param>
/// <param name="PrefixLength">How long the block's prefix is.</param>
/// <param name="HasTerms">Whether there is a term in it, or only sub-blocks.</param>
/// <param name="FirstLabel">The least byte after the prefix that leads here; -1 if the prefix itself does, too.</param>
/// <param name="EndLabel">The least greater byte that leads elsewhere; 256 if there is none.</param>
internal readonly record struct BlockAddress(long First, long Start, int PrefixLength, bool HasTerms, int FirstLabel, int EndLabel)
{
    /// <summary>Reads a code of the index, see <see cref="TermBlockFormat"/>, and chooses among floor blocks.</summary>
    /// <param name="code">The code.</param>
    /// <param name="term">The term that is looked for, which starts with the prefix.</param>
    /// <param name="prefixLength">How long the prefix is.</param>
    public static BlockAddress Choose(ref ByteCursor code, ReadOnlySpan<byte> term, int prefixLength)
    {
        long head = code.ReadVLong();
        long first = head >> TermBlockFormat.CodeFlagBits;
        long start = first;
        bool hasTerms = (head & TermBlockFormat.CodeHasTerms) != 0;
        int firstLabel = -1;
        int endLabel = 256;
        if ((head & TermBlockFormat.CodeIsFloor) != 0)
        {
            int label = term.Length > prefixLength ? term[prefixLength] : -1;
            for (int count = ReadFloorCount(ref code); count > 0; count--)
            {
                int next = code.ReadByte();
                if (label < next)
                {
                    endLabel = next;
                    break;
                }

                firstLabel = next;
                long floor = code.ReadVLong();
                start = first + (floor >> 1);
                hasTerms = (floor & 1) != 0;
            }
        }

        return new BlockAddress(first, start, prefixLength, hasTerms, firstLabel, endLabel);
    }

    public static int ReadFloorCount(ref ByteCursor code)
    {
        int count = code.ReadVInt();
        if (count is < 1 or > 255)
        {
            code.Throw($"a block has {count} more floor blocks");
        }

        return count;
    }
}
