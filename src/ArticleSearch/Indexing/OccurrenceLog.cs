using System.Diagnostics;
using System.Runtime.CompilerServices;
using ArticleSearch.IndexFormat.Postings;

namespace ArticleSearch.Indexing;

/// <summary>
/// All occurrences of the terms of one field of one buffer, a stream of <see cref="OccurrenceCode"/> a term. They come in the order
/// of the text and are gathered first, then sorted by term and added to the streams a row at a time: the ends of the streams are
/// spread over memory, and each is gone to once a row. For one thread.
/// </summary>
/// <param name="pool">Where the streams are; may be shared with other logs of the thread.</param>
/// <param name="hasOffsets">Whether the field keeps offsets.</param>
internal sealed class OccurrenceLog(BytePool pool, bool hasOffsets)
{
    private const int InitialTerms = 256;
    private const int FewestGathered = 1 << 10;

    // So many fit into the cache that a core has to itself.
    private const int MostGathered = 1 << 16;

    private int[] _terms = new int[FewestGathered];
    private Place[] _places = new Place[FewestGathered];
    private Place[] _sorted = new Place[FewestGathered];
    private int _gathered;
    private int[] _touched = new int[FewestGathered]; // the terms among the gathered, each once
    private int _touchedCount;
    private int[] _counts = new int[InitialTerms]; // of each term among the gathered
    private TermStream[] _streams = new TermStream[InitialTerms];
    private byte[] _row = new byte[1024];

    /// <summary>How many bytes of memory the log takes, the pool aside.</summary>
    public long MemoryUsed =>
        ((long)_streams.Length * (Unsafe.SizeOf<TermStream>() + sizeof(int)))
        + ((long)_terms.Length * ((2 * sizeof(int)) + (2 * Unsafe.SizeOf<Place>()))) + _row.Length;

    /// <summary>Makes room for terms; comes before the first occurrence of a term.</summary>
    /// <param name="count">How many terms there are.</param>
    public void EnsureTerms(int count)
    {
        if (count > _streams.Length)
        {
            int known = _streams.Length;
            int capacity = Math.Max(count, known * 2);
            Array.Resize(ref _streams, capacity);
            Array.Resize(ref _counts, capacity);

            // Written before it is read: a page read first is mapped twice, the second time at the cost of all cores.
            _streams.AsSpan(known).Clear();
            _counts.AsSpan(known).Clear();
        }
    }

    /// <summary>Adds an occurrence; documents, and positions and starts within one, never descend.</summary>
    /// <param name="term">The term's number.</param>
    /// <param name="document">The document.</param>
    /// <param name="position">The position of the word in it.</param>
    /// <param name="start">The start offset; 0 where the field keeps none.</param>
    /// <param name="length">The distance to the end offset; 0 where the field keeps none.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int term, int document, int position, int start, int length)
    {
        int index = _gathered;
        if (index == _terms.Length)
        {
            MakeRoom();
            index = _gathered;
        }

        _terms[index] = term;
        _places[index] = new Place(document, position, start, length);
        _gathered = index + 1;
        if (_counts[term]++ == 0)
        {
            _touched[_touchedCount++] = term;
        }
    }

    /// <summary>Whether a term has an occurrence; all have been added (see <see cref="Finish"/>).</summary>
    public bool HasAny(int term) => _streams[term].End != 0;

    /// <summary>Where the stream of a term that has an occurrence starts and ends.</summary>
    public (int Head, int End) StreamOf(int term) => (_streams[term].Head, _streams[term].End);

    /// <summary>Brings what is gathered into the streams, so that they can be read.</summary>
    public void Finish()
    {
        // From counts to places, in the order in which the terms came up.
        int next = 0;
        foreach (int term in _touched.AsSpan(0, _touchedCount))
        {
            int count = _counts[term];
            _counts[term] = next;
            next += count;
        }

        var places = _places.AsSpan(0, _gathered);
        var sorted = _sorted.AsSpan(0, _gathered);
        var terms = _terms.AsSpan(0, places.Length);
        for (int i = 0; i < places.Length; i++)
        {
            sorted[_counts[terms[i]]++] = places[i];
        }

        int start = 0;
        foreach (int term in _touched.AsSpan(0, _touchedCount))
        {
            int end = _counts[term];
            _counts[term] = 0;
            AddRow(ref _streams[term], sorted[start..end]);
            start = end;
        }

        _gathered = 0;
        _touchedCount = 0;
    }

    /// <summary>Forgets all occurrences.</summary>
    /// <param name="keepMemory">Whether the memory stays for those to come.</param>
    public void Clear(bool keepMemory)
    {
        _gathered = 0;
        _touchedCount = 0;
        if (keepMemory)
        {
            _counts.AsSpan().Clear();
            _streams.AsSpan().Clear();
            return;
        }

        _terms = new int[FewestGathered];
        _places = new Place[FewestGathered];
        _sorted = new Place[FewestGathered];
        _touched = new int[FewestGathered];
        _counts = new int[InitialTerms];
        _streams = new TermStream[InitialTerms];
        _row = new byte[1024];
    }

    private void MakeRoom()
    {
        if (_terms.Length < MostGathered)
        {
            int length = _terms.Length * 2;
            Array.Resize(ref _terms, length);
            Array.Resize(ref _places, length);
            Array.Resize(ref _touched, length);
            _sorted = new Place[length];
        }
        else
        {
            Finish();
        }
    }

    private void AddRow(ref TermStream stream, ReadOnlySpan<Place> places)
    {
        int room = (places.Length * OccurrenceCode.MaxLength) + OccurrenceCode.Room;
        if (_row.Length < room)
        {
            _row = new byte[Math.Max(room, _row.Length * 2)];
        }

        Span<byte> row = _row;
        int length = 0;
        var last = stream.Last;
        int lastDocument = stream.End == 0 ? -1 : last.Document;
        foreach (ref readonly var place in places)
        {
            int document = place.Document - lastDocument;
            Debug.Assert(document >= 0, "documents ascend");
            if (document != 0)
            {
                lastDocument = place.Document;
                last = default;
            }

            Debug.Assert(place.Position >= last.Position && place.Start >= last.Start, "positions and offsets never descend");
            length = OccurrenceCode.Write(row, length, new Occurrence(document, place.Position - last.Position, place.Start - last.Start, place.Length), hasOffsets);
            last = place;
        }

        stream.Last = last;
        Append(ref stream, row[..length]);
    }

    private void Append(ref TermStream stream, ReadOnlySpan<byte> row)
    {
        if (stream.End == 0)
        {
            int address = pool.Allocate(BytePool.FirstSlice);
            stream.Head = address;
            stream.End = address;
            stream.SliceSize = BytePool.FirstSlice;
            stream.SliceEnd = address + BytePool.FirstSlice;
        }

        while (true)
        {
            int part = Math.Min(row.Length, stream.SliceEnd - stream.End);
            row[..part].CopyTo(pool.Bytes(stream.End, part));
            stream.End += part;
            if (part == row.Length)
            {
                return;
            }

            row = row[part..];
            stream.End = pool.Grow(stream.SliceEnd, stream.SliceSize, out stream.SliceEnd);
            stream.SliceSize = BytePool.SizeAfter(stream.SliceSize);
        }
    }

    private readonly record struct Place(int Document, int Position, int Start, int Length);

    /// <summary>The stream of a term, and what the next occurrence differs from.</summary>
    private struct TermStream
    {
        /// <summary>The address of the first byte.</summary>
        public int Head;

        /// <summary>The address of the next byte to write; 0 if there is none yet.</summary>
        public int End;

        /// <summary>The end of the slice in which <see cref="End"/> lies.</summary>
        public int SliceEnd;

        /// <summary>The size of that slice.</summary>
        public int SliceSize;

        /// <summary>The last occurrence in it.</summary>
        public Place Last;
    }
}
