using System.Diagnostics;
using ArticleSearch.IndexFormat.Postings;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Storage;
using ArticleSearch.IndexFormat.StoredFields;

namespace ArticleSearch.IndexFormat.Terms;

/// <summary>
/// Writes pending entries as one block of terms; see <see cref="TermBlockFormat"/> for the bytes. Must not decide which entries
/// share a block.
/// </summary>
internal sealed class TermBlockWriter(IndexOutput blocks, PostingsWriter postings)
{
    private readonly MemoryOutput _suffixes = new(1024);
    private readonly MemoryOutput _lengths = new();
    private readonly MemoryOutput _stats = new();
    private readonly MemoryOutput _metadata = new(1024);
    private readonly MemoryOutput _packed = new(1024);
    private readonly Lz4ExhaustiveCompressor _compressor = new();
    private byte[] _compressed = new byte[1024];
    private int _singletons;

    /// <summary>Writes a block and returns where it stands.</summary>
    /// <param name="field">The terms' field.</param>
    /// <param name="entries">All pending entries.</param>
    /// <param name="start">The first of the block.</param>
    /// <param name="end">The one after the last of the block.</param>
    /// <param name="prefixLength">How many bytes they all share, which are left out.</param>
    public long Write(FieldInfo field, PendingEntries entries, int start, int end, int prefixLength)
    {
        long position = blocks.Position;
        bool isLast = end == entries.Count;
        blocks.WriteVInt((end - start) << 1 | (isLast ? 1 : 0));

        bool isLeaf = true;
        for (int i = start; i < end; i++)
        {
            isLeaf &= entries[i].IsTerm;
        }

        bool hasFrequencies = field.IndexOptions != IndexOptions.Documents;
        bool isFirstTerm = true;
        TermState previous = default;
        for (int i = start; i < end; i++)
        {
            ref readonly var entry = ref entries[i];
            var suffix = entries.Bytes(in entry)[prefixLength..];
            _suffixes.WriteBytes(suffix);
            if (entry.IsTerm)
            {
                _lengths.WriteVInt(isLeaf ? suffix.Length : suffix.Length << 1);
                WriteStats(entry.State, hasFrequencies);
                postings.EncodeTerm(_metadata, field, entry.State, ref previous, absolute: isFirstTerm);
                isFirstTerm = false;
            }
            else
            {
                Debug.Assert(suffix.Length > 0 && entry.Block < position, "Sub-blocks are deeper and stand before.");
                _lengths.WriteVInt(suffix.Length << 1 | 1);
                _lengths.WriteVLong(position - entry.Block);
            }
        }

        EndSingletons();
        WriteSuffixes(end - start, prefixLength, isLeaf);
        WriteLengths();
        blocks.WriteVInt(_stats.Length);
        blocks.WriteBytes(_stats.Written);
        blocks.WriteVInt(_metadata.Length);
        blocks.WriteBytes(_metadata.Written);
        _suffixes.Clear();
        _lengths.Clear();
        _stats.Clear();
        _metadata.Clear();
        return position;
    }

    private void WriteStats(in TermState state, bool hasFrequencies)
    {
        if (state.DocumentFrequency == 1 && (!hasFrequencies || state.TotalTermFrequency == 1))
        {
            _singletons++;
            return;
        }

        EndSingletons();
        _stats.WriteVInt(state.DocumentFrequency << 1);
        if (hasFrequencies)
        {
            _stats.WriteVLong(state.TotalTermFrequency - state.DocumentFrequency);
        }
    }

    private void EndSingletons()
    {
        if (_singletons > 0)
        {
            _stats.WriteVInt((_singletons - 1) << 1 | 1);
            _singletons = 0;
        }
    }

    private void WriteSuffixes(int entries, int prefixLength, bool isLeaf)
    {
        var compression = Pack(entries, prefixLength);
        blocks.WriteVLong((long)_suffixes.Length << 3 | (isLeaf ? 4L : 0) | (long)compression);
        blocks.WriteBytes(compression == SuffixCompression.None ? _suffixes.Written : _packed.Written);
    }

    /// <summary>
    /// Packs the suffixes where it pays: not the short ones of dense numbers, and not under short prefixes, whose blocks every
    /// fuzzy search reads. LZ4 must save a quarter, and is not even tried where there are too few bytes an entry to repeat.
    /// </summary>
    private SuffixCompression Pack(int entries, int prefixLength)
    {
        if (prefixLength <= 2 || _suffixes.Length <= 2L * entries)
        {
            return SuffixCompression.None;
        }

        _packed.Clear();
        if (_suffixes.Length > 6L * entries)
        {
            ByteBuffer.EnsureCapacity(ref _compressed, 0, Lz4Compressor.MaxCompressedLength(_suffixes.Length));
            int length = _compressor.Compress(_suffixes.Written, _compressed);
            if (length < _suffixes.Length - (_suffixes.Length >> 2))
            {
                _packed.WriteBytes(_compressed.AsSpan(0, length));
                return SuffixCompression.Lz4;
            }
        }

        return LowercaseAscii.TryCompress(_suffixes.Written, _packed) ? SuffixCompression.LowercaseAscii : SuffixCompression.None;
    }

    private void WriteLengths()
    {
        var lengths = _lengths.Written;
        if (lengths.ContainsAnyExcept(lengths[0]))
        {
            blocks.WriteVInt(lengths.Length << 1);
            blocks.WriteBytes(lengths);
        }
        else
        {
            blocks.WriteVInt(lengths.Length << 1 | 1);
            blocks.WriteByte(lengths[0]);
        }
    }
}
