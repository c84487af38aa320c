using System.Buffers.Binary;

namespace ArticleSearch.Analysis.Lexicon;

/// <summary>
/// The bytes of the lexicon, cut into their sections: every read stays inside its section, or says where the damage is. It knows
/// where numbers stand, and nothing of words.
/// </summary>
/// <remarks>
/// <code>
/// file      = "FRLX" version:u32 root:u32 length:u32{8} alphabet arcs readings lists lemmas starts paradigms relatives
/// alphabet  = letter:u16{n}                             a label is a letter's place in it; letters ascend
/// arcs      = none:u56 arc{n}                           of a state in a row, labels ascend; arc 0 is no arc
/// arc       = label:u8 (target | FINAL | LAST):u24 before:u24
///             target: the first arc of the next state, 0 for none; FINAL, bit 22: a form ends here; LAST, bit 23: of its state;
///             before: how many forms from this state stand before those of this arc
/// readings  = (reading | LIST list):u24{forms}          one a form, in the order of forms; LIST, bit 23: a place in lists
/// lists     = (reading | END):u24{n}                    END, bit 22: the last one of a form
/// reading   = lemma | BASE | OVERSHADOWED               BASE, bit 20: the form is the lemma's base; OVERSHADOWED, bit 21
/// lemmas    = (base:u24 paradigm:u16 relatives:u24){n}  base: a form; relatives: a place there, 0 for none
/// starts    = place:u24{n}                              where each paradigm starts
/// paradigms = (parts:u16 count:u8 (cut:u8 length:u8 label:u8{length}){count}){n}
///             parts of speech; each other form is the base less its last letters, and others put there
/// relatives = 0:u8 (members:u8 heads:u8 (lemma:u24 kind:u8){members + heads}){n}
/// </code>
/// Numbers are little-endian. For example <c>œil</c>, whose forms are <c>œil, œils, yeux</c>, has the paradigm
/// <c>01 00 02 00 01 [s] 03 04 [y] [e] [u] [x]</c>: a noun with two other forms, one made by cutting nothing and adding s, one by
/// cutting three letters and adding four.
/// </remarks>
internal sealed class LexiconFile
{
    public const int Version = 1;

    private const int SectionCount = 8;
    private const int HeaderLength = 12 + (4 * SectionCount);

    private readonly FixedBytes _file;
    private readonly int[] _starts = new int[SectionCount + 1];

    /// <summary>Takes the bytes as they are; nothing but the header is read.</summary>
    /// <exception cref="InvalidDataException">They are no lexicon, one of another version, or cut.</exception>
    public LexiconFile(FixedBytes file)
    {
        _file = file;
        var bytes = file.Span;
        if (bytes.Length < HeaderLength || !bytes[..4].SequenceEqual("FRLX"u8))
        {
            throw Damaged("the header is missing", 0);
        }

        uint version = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
        if (version != Version)
        {
            throw Damaged($"version {version} where {Version} is expected", 4);
        }

        long start = HeaderLength;
        for (int section = 0; section < SectionCount; section++)
        {
            _starts[section] = (int)start;
            start += BinaryPrimitives.ReadUInt32LittleEndian(bytes[(12 + (4 * section))..]);
            if (start > bytes.Length)
            {
                throw Damaged($"section {(Section)section} ends at {start}, the file at {bytes.Length}", 12 + (4 * section));
            }
        }

        _starts[SectionCount] = (int)start;
        if (start != bytes.Length)
        {
            throw Damaged($"the sections end at {start}, the file at {bytes.Length}", HeaderLength);
        }

        if (Length(Section.Relatives) == 0)
        {
            throw Damaged("a section is empty that never is", HeaderLength);
        }

        Root = (int)BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]);
    }

    public enum Section
    {
        Alphabet,
        Arcs,
        Readings,
        Lists,
        Lemmas,
        Starts,
        Paradigms,
        Relatives,
    }

    /// <summary>The first arc of the automaton.</summary>
    public int Root { get; }

    public int Length(Section section) => _starts[(int)section + 1] - _starts[(int)section];

    public byte Byte(Section section, int offset) => _file.Span[Place(section, offset, 1)];

    public int UInt16(Section section, int offset) =>
        BinaryPrimitives.ReadUInt16LittleEndian(_file.Span[Place(section, offset, 2)..]);

    public int UInt24(Section section, int offset)
    {
        var bytes = _file.Span.Slice(Place(section, offset, 3), 3);
        return bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);
    }

    public ReadOnlySpan<byte> Bytes(Section section, int offset, int length) =>
        _file.Span.Slice(Place(section, offset, length), length);

    /// <summary>An arc's seven bytes; the eighth belongs to the next arc or section.</summary>
    public ulong Arc(int arc)
    {
        long offset = 7L * arc;
        if (arc <= 0 || offset > Length(Section.Arcs) - 7)
        {
            throw Damaged($"there is no arc {arc}", _starts[(int)Section.Arcs]);
        }

        return BinaryPrimitives.ReadUInt64LittleEndian(_file.Span[(_starts[(int)Section.Arcs] + (int)offset)..]);
    }

    public InvalidDataException Damaged(Section section, string what, int offset) =>
        Damaged($"{section}: {what}", _starts[(int)section] + (long)offset);

    private static InvalidDataException Damaged(string what, long position) =>
        new($"The French lexicon inside {typeof(LexiconFile).Assembly.GetName().Name} is damaged at byte {position}: {what}. "
            + "Install the program again.");

    private int Place(Section section, int offset, int length)
    {
        if (offset < 0 || length < 0 || offset > Length(section) - length)
        {
            throw Damaged(section, $"{length} bytes are read where {Length(section)} end", offset);
        }

        return _starts[(int)section] + offset;
    }
}
