using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.IndexFormat.Postings;

/// <summary>Where the postings after a full block of documents go on.</summary>
/// <param name="Document">The last document of the block.</param>
/// <param name="Count">How many documents stand up to here; a multiple of 128.</param>
/// <param name="DocOffset">Where the next block of documents starts.</param>
/// <param name="PosOffset">Where the block of positions starts that holds the next document's first.</param>
/// <param name="PosIndex">Which of that block's positions it is.</param>
/// <param name="PayOffset">Where the block of offsets starts that goes with it.</param>
internal readonly record struct SkipPoint(int Document, long Count, long DocOffset, long PosOffset, int PosIndex, long PayOffset);

/// <summary>
/// Collects a term's skip data, level by level, and writes them after its documents. Never used for terms of a single block.
/// </summary>
/// <remarks>
/// <code>
/// SkipData   (VLong length, Level)… from the highest level down to level 1, Level 0
/// Level      Entry…: level 0 has one for each full block that another document follows, each higher level each eighth of the one below
/// Entry      VInt document, VLong doc offset, (VLong pos offset, VInt pos index, VInt? payload index, VLong? pay offset)?,
///            VInt length, Impacts of the documents since the level's last entry (see <see cref="ImpactAccumulator"/>),
///            VLong? child: above level 0, where in the level below the same block's entry ends (its own child not counted)
/// </code>
/// Documents and offsets are differences from the level's entry before; first from document 0 and the term's own start. There are
/// as many levels as the segment's document count allows, of which the highest may be empty and then have no length either.
/// Example: a term in documents 1 to 129, once each, norms 1, no positions: <c>80 01</c>, <c>03</c> (a block of documents and
/// one of frequencies took three bytes), <c>01</c>, <c>00</c>.
/// </remarks>
internal sealed class SkipWriter
{
    /// <summary>How many entries of a level one entry of the next higher stands for.</summary>
    public const int Multiplier = 8;

    private const int MaxLevels = 10;

    private readonly Level[] _levels;
    private readonly MemoryOutput _impacts = new();
    private int _used;

    public SkipWriter(int maxDocument)
    {
        _levels = new Level[LevelCount(maxDocument)];
        for (int i = 0; i < _levels.Length; i++)
        {
            _levels[i] = new Level();
        }
    }

    /// <summary>How many levels a list of so many documents has at most.</summary>
    public static int LevelCount(int documents)
    {
        int levels = 1;
        for (int blocks = documents / PackedBlock.Length; blocks >= Multiplier && levels < MaxLevels; blocks /= Multiplier)
        {
            levels++;
        }

        return levels;
    }

    /// <summary>Forgets the last term.</summary>
    public void Clear()
    {
        for (int i = 0; i < _used; i++)
        {
            _levels[i].Output.Clear();
            _levels[Math.Min(i + 1, _levels.Length - 1)].Impacts.Clear(); // an unused level has collected impacts too
        }

        _used = 0;
    }

    /// <summary>Adds a full block.</summary>
    /// <param name="start">Where the term starts; its document is 0.</param>
    /// <param name="point">Where the block ends.</param>
    /// <param name="impacts">The impacts of the block.</param>
    /// <param name="positions">Whether the field has positions.</param>
    /// <param name="offsets">Whether it has offsets.</param>
    public void Add(in SkipPoint start, in SkipPoint point, ImpactAccumulator impacts, bool positions, bool offsets)
    {
        long child = 0;
        long blocks = point.Count / PackedBlock.Length;
        for (int i = 0; i < _levels.Length; i++)
        {
            var level = _levels[i];
            if (i == _used)
            {
                level.Last = start;
                _used++;
            }

            var levelImpacts = impacts;
            if (i > 0)
            {
                levelImpacts = level.Impacts;
            }

            WriteEntry(level, point, levelImpacts, positions, offsets);
            if (i + 1 < _levels.Length)
            {
                _levels[i + 1].Impacts.AddAll(levelImpacts);
            }

            level.Impacts.Clear();
            long end = level.Output.Position;
            if (i > 0)
            {
                level.Output.WriteVLong(child);
            }

            child = end;
            if (blocks % Multiplier != 0)
            {
                break;
            }

            blocks /= Multiplier;
        }
    }

    /// <summary>Writes the levels.</summary>
    public void Write(DataOutput output)
    {
        for (int i = _used - 1; i > 0; i--)
        {
            output.WriteVLong(_levels[i].Output.Position);
            output.WriteBytes(_levels[i].Output.Written);
        }

        output.WriteBytes(_levels[0].Output.Written);
    }

    private void WriteEntry(Level level, in SkipPoint point, ImpactAccumulator impacts, bool positions, bool offsets)
    {
        var output = level.Output;
        output.WriteVInt(point.Document - level.Last.Document);
        output.WriteVLong(point.DocOffset - level.Last.DocOffset);
        if (positions)
        {
            output.WriteVLong(point.PosOffset - level.Last.PosOffset);
            output.WriteVInt(point.PosIndex);
            if (offsets)
            {
                output.WriteVLong(point.PayOffset - level.Last.PayOffset);
            }
        }

        level.Last = point;
        _impacts.Clear();
        impacts.Write(_impacts);
        output.WriteVInt(_impacts.Length);
        output.WriteBytes(_impacts.Written);
    }

    private sealed class Level
    {
        public readonly MemoryOutput Output = new();
        public readonly ImpactAccumulator Impacts = new();
        public SkipPoint Last;
    }
}
