using System.Buffers.Binary;
using System.Numerics;
using ArticleSearch.Analysis.Lexicon;

namespace ArticleSearch.Analysis.Thesaurus;

/// <summary>
/// The bytes of the thesaurus: where the words it knows stand, and the bits of their lists. It finds damage when it is opened, and
/// no read leaves the bytes whatever stands in them; it knows nothing of words.
/// </summary>
/// <remarks>
/// <code>
/// file    = "FRTH" version:u32 checksum:u32 lemmas:u32 known:u32 stamp:u8{8} block{⌈lemmas / 32⌉} lists 0:u8{8}
///           checksum: CRC-32C of all that follows it, from 0 and not inverted
///           lemmas: how many the lexicon has, whose numbers these are; stamp: the start of a SHA-256 of their bases and parts
///           of speech; known: how many of them stand here, each at the place that its number gives it among them
/// block   = present:u32 place:u16 start:u24       of 32 lemmas: which are known, the place of the first of them,
///                                                 the bit of lists where the list of the first one starts
/// lists   = (count:5 near{count}){known}          in bits, those of a byte from its lowest
/// near    = 0{q} 1 r:k level:4                    places ascend: q·2^k + r lie between this one and the one before, where
///                                                 k = ⌊log2 ⌊known / (count + 1)⌋⌋; the strength is (level + 1) / 16
/// </code>
/// Numbers are little-endian. For example, of a thesaurus that knows 12 lemmas, the list of one with two others, at the places 5
/// and 7, of strengths ½ and 1, is <c>01000</c> (2, from its lowest bit), then with k = 2 <c>01 10 1110</c> (5 = 1·4 + 1; 7)
/// and <c>1 10 1111</c> (one lies between; 15).
/// </remarks>
internal sealed class ThesaurusFile
{
    public const int Version = 1;

    /// <summary>How many lemmas a block has.</summary>
    public const int BlockSize = 32;

    public const int CountBits = 5;
    public const int LevelBits = 4;

    private const int ChecksumEnd = 12;
    private const int StampStart = 20;
    private const int HeaderLength = StampStart + 8;
    private const int BlockLength = 9;
    private const int Padding = 8;

    /// <summary>More zeros in a row are damage; with what follows them, they are read at once.</summary>
    private const int MostZeros = 32;

    private readonly FixedBytes _file;
    private readonly int _lists;

    /// <exception cref="InvalidDataException">They are no thesaurus, one of another version, or damaged.</exception>
    public ThesaurusFile(FixedBytes file)
    {
        _file = file;
        var bytes = file.Span;
        if (bytes.Length < HeaderLength + Padding || !bytes[..4].SequenceEqual("FRTH"u8))
        {
            throw Damaged("the header is missing", 0);
        }

        uint version = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
        if (version != Version)
        {
            throw Damaged($"version {version} where {Version} is expected", 4);
        }

        if (Checksum(bytes[ChecksumEnd..]) != BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]))
        {
            throw Damaged("the checksum is another one", 8);
        }

        uint lemmas = BinaryPrimitives.ReadUInt32LittleEndian(bytes[ChecksumEnd..]);
        uint known = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(ChecksumEnd + 4)..]);
        long lists = HeaderLength + (BlockLength * (((long)lemmas + BlockSize - 1) / BlockSize));
        if (lists > bytes.Length - Padding || known > Math.Min(lemmas, ushort.MaxValue))
        {
            throw Damaged($"{lemmas} lemmas, of which {known} are known, have no room", ChecksumEnd);
        }

        LemmaCount = (int)lemmas;
        KnownCount = (int)known;
        BlockCount = (LemmaCount + BlockSize - 1) / BlockSize;
        _lists = (int)lists;
    }

    /// <summary>How many lemmas the lexicon has, whose numbers these are.</summary>
    public int LemmaCount { get; }

    /// <summary>How many of them stand here.</summary>
    public int KnownCount { get; }

    public int BlockCount { get; }

    /// <summary>What tells the lexicon by whose numbers this was written from others.</summary>
    public ReadOnlySpan<byte> Stamp => _file.Span[StampStart..HeaderLength];

    /// <summary>CRC-32C, without the customary inversions.</summary>
    public static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        uint crc = 0;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }

        foreach (byte one in bytes)
        {
            crc = BitOperations.Crc32C(crc, one);
        }

        return crc;
    }

    /// <summary>Which lemmas of a block are known, the lowest bit the first.</summary>
    public uint Present(int block) => BinaryPrimitives.ReadUInt32LittleEndian(_file.Span[BlockAt(block)..]);

    /// <summary>The place of the first known lemma of a block.</summary>
    public int FirstPlace(int block) => BinaryPrimitives.ReadUInt16LittleEndian(_file.Span[(BlockAt(block) + 4)..]);

    /// <summary>The bit at which the lists of a block start.</summary>
    public int FirstBit(int block) => (int)(BinaryPrimitives.ReadUInt32LittleEndian(_file.Span[(BlockAt(block) + 5)..]) >> 8);

    /// <summary>Reads a number of a few bits.</summary>
    public int Bits(ref int bit, int count)
    {
        int value = (int)Peek(bit) & ((1 << count) - 1);
        bit += count;
        return value;
    }

    /// <summary>Reads a number whose higher part is written as zeros before a one, then so many bits as they are, then a level.</summary>
    public (int Gap, int Level) Near(ref int bit, int shortBits)
    {
        ulong bits = Peek(bit);
        int zeros = BitOperations.TrailingZeroCount(bits);
        if (zeros > MostZeros)
        {
            throw Damaged("no word ends its zeros", _lists + (bit >> 3));
        }

        int low = (int)(bits >> (zeros + 1)) & ((1 << shortBits) - 1);
        int level = (int)(bits >> (zeros + 1 + shortBits)) & ((1 << LevelBits) - 1);
        bit += zeros + 1 + shortBits + LevelBits;
        return ((zeros << shortBits) | low, level);
    }

    public InvalidDataException DamagedBlock(int block, string what) => Damaged(what, BlockAt(block));

    public InvalidDataException DamagedList(int bit, string what) => Damaged(what, _lists + (bit >> 3));

    private static InvalidDataException Damaged(string what, long position) =>
        new($"The French thesaurus inside {typeof(ThesaurusFile).Assembly.GetName().Name} is damaged at byte {position}: {what}. "
            + "Install the program again.");

    private static int BlockAt(int block) => HeaderLength + (BlockLength * block);

    /// <summary>The bits from one on, 57 of them or more.</summary>
    private ulong Peek(int bit)
    {
        var bytes = _file.Span;
        int place = _lists + (bit >> 3);
        if (bit < 0 || place > bytes.Length - sizeof(ulong))
        {
            throw Damaged("a list leaves the file", place);
        }

        return BinaryPrimitives.ReadUInt64LittleEndian(bytes[place..]) >> (bit & 7);
    }
}
