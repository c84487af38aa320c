using System.Diagnostics;
using ArticleSearch.IndexFormat.Postings;

namespace ArticleSearch.Indexing;

/// <summary>
/// Reads the occurrences of one term after another back from the slices (see <see cref="OccurrenceLog"/>). It copies a stream into
/// one piece of memory bit by bit, so that decoding knows nothing of slices.
/// </summary>
internal struct OccurrenceReader
{
    private const int WindowLength = 1 << 15;

    private readonly BytePool _pool;
    private readonly bool _hasOffsets;
    private readonly byte[] _window;
    private int _at;
    private int _stop;
    private int _address; // of the next byte that is not in the window
    private int _sliceEnd; // an address
    private int _sliceSize;
    private int _end; // an address

    /// <param name="pool">Where the slices are.</param>
    /// <param name="hasOffsets">Whether the field keeps offsets.</param>
    public OccurrenceReader(BytePool pool, bool hasOffsets)
    {
        _pool = pool;
        _hasOffsets = hasOffsets;
        _window = new byte[WindowLength + OccurrenceCode.Room];
    }

    /// <summary>Starts before the first occurrence of a term that has at least one.</summary>
    /// <param name="stream">Where its stream starts and ends (<see cref="OccurrenceLog.StreamOf"/>).</param>
    public void Reset((int Head, int End) stream)
    {
        _at = 0;
        _stop = 0;
        _address = stream.Head;
        _end = stream.End;
        _sliceSize = BytePool.FirstSlice;
        _sliceEnd = stream.Head + BytePool.FirstSlice;
    }

    /// <summary>Reads the next occurrences; 0 after the last.</summary>
    public int Read(Span<Occurrence> occurrences)
    {
        int count = 0;
        while (count < occurrences.Length)
        {
            if (_stop - _at < OccurrenceCode.MaxLength && _address != _end)
            {
                Refill();
            }

            if (_at == _stop)
            {
                break;
            }

            // An occurrence that starts so far before the end is there whole.
            ReadOnlySpan<byte> window = _window;
            int at = _at;
            int last = _address == _end ? _stop - 1 : _stop - OccurrenceCode.MaxLength;
            if (_hasOffsets)
            {
                while (at <= last && count < occurrences.Length)
                {
                    occurrences[count++] = OccurrenceCode.Read(window, ref at, hasOffsets: true);
                }
            }
            else
            {
                while (at <= last && count < occurrences.Length)
                {
                    occurrences[count++] = OccurrenceCode.Read(window, ref at, hasOffsets: false);
                }
            }

            _at = at;
        }

        return count;
    }

    private void Refill()
    {
        _window.AsSpan(_at, _stop - _at).CopyTo(_window);
        _stop -= _at;
        _at = 0;
        while (_stop < WindowLength && _address != _end)
        {
            // The stream ends in this slice, whose size is known, or it ends elsewhere.
            bool isLast = _end <= _sliceEnd && _end > _sliceEnd - _sliceSize;
            int stop = isLast ? _end : BytePool.LinkAddress(_sliceEnd);
            int part = Math.Min(stop - _address, WindowLength - _stop);
            _pool.Bytes(_address, part).CopyTo(_window.AsSpan(_stop));
            _stop += part;
            _address += part;
            if (_address == stop && !isLast)
            {
                _address = _pool.Link(_sliceEnd);
                _sliceSize = BytePool.SizeAfter(_sliceSize);
                _sliceEnd = _address + _sliceSize;
                Debug.Assert(_address != _end, "a slice has data");
            }
        }
    }
}
