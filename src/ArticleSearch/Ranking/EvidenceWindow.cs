using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using ArticleSearch.Matching;

namespace ArticleSearch.Ranking;

/// <summary>
/// What stands where in a stretch of a segment's documents, article after article: for each document and piece of evidence the weighted
/// occurrences in the text and in the title, and which documents have any. It only keeps; whoever reads postings fills it.
/// </summary>
/// <remarks>A document's row holds the pieces of evidence side by side. Only rows that were written to are cleared.</remarks>
internal sealed class EvidenceWindow : IDisposable
{
    // Where one row in so many was written to, clearing all takes no longer than finding them.
    private const int DenseShare = 16;

    private readonly int _width;
    private int[] _text;
    private int[] _title = [];
    private ulong[] _found;
    private ulong[] _matches;

    /// <param name="width">How many pieces of evidence there are.</param>
    /// <param name="room">For how many documents there is room at first.</param>
    public EvidenceWindow(int width, int room)
    {
        _width = Math.Max(1, width);
        _text = Rent<int>(room * _width);
        _found = Rent<ulong>(WordsOf(room));
        _matches = Rent<ulong>(WordsOf(room));
        Room = room;
    }

    /// <summary>For how many documents there is room.</summary>
    public int Room { get; private set; }

    /// <summary>The segment's document of the first row.</summary>
    public int Start { get; private set; }

    /// <summary>The document after the last row.</summary>
    public int End { get; private set; }

    /// <summary>How many words of bits the documents take.</summary>
    public int WordCount => WordsOf(End - Start);

    /// <summary>A bit a document, lowest first: whether it has any evidence.</summary>
    public ReadOnlySpan<ulong> Found => _found;

    /// <summary>A bit a document, lowest first: whether it matches; set by <see cref="Match"/>.</summary>
    public Span<ulong> Matches => _matches;

    /// <summary>Whether any title was met since the window was opened.</summary>
    public bool HasTitles => _title.Length > 0;

    /// <summary>The window's next stretch; what the rows held is gone.</summary>
    public void Open(int start, int end)
    {
        Clear();
        if (end - start > Room)
        {
            Grow(end - start);
        }

        Start = start;
        End = end;
    }

    /// <summary>The occurrences in the text of a document, by its place in the window.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<int> Text(int at) => _text.AsSpan(at * _width, _width);

    /// <summary>The occurrences in the title of a document's article, by the document's place in the window; empty where no title was met.</summary>
    public ReadOnlySpan<int> Title(int at) => _title.Length == 0 ? default : _title.AsSpan(at * _width, _width);

    /// <summary>Counts a document as one that matches.</summary>
    public void Match(int document)
    {
        int at = document - Start;
        _matches[at >> 6] |= 1UL << at;
    }

    /// <summary>Whatever lives and has any evidence matches.</summary>
    public void MatchFound(SegmentView segment)
    {
        _found.AsSpan(0, WordCount).CopyTo(_matches);
        if (!segment.HasDeletions)
        {
            return;
        }

        for (int word = 0; word < WordCount; word++)
        {
            for (ulong left = _found[word]; left != 0; left &= left - 1)
            {
                int at = BitOperations.TrailingZeroCount(left);
                if (!segment.IsLive(Start + (word << 6) + at))
                {
                    _matches[word] &= ~(1UL << at);
                }
            }
        }
    }

    /// <summary>Adds occurrences.</summary>
    public void Add(int evidence, bool isTitle, int document, int parts)
    {
        int at = document - Start;
        _found[at >> 6] |= 1UL << at;
        (isTitle ? Titles() : _text)[(at * _width) + evidence] += parts;
    }

    /// <summary>Adds a term's occurrences.</summary>
    /// <param name="evidence">The piece of evidence it stands for.</param>
    /// <param name="isTitle">Whether they stand in titles.</param>
    /// <param name="units">What one counts.</param>
    /// <param name="documents">Documents of the window.</param>
    /// <param name="frequencies">How often it stands in each.</param>
    public void Add(int evidence, bool isTitle, int units, ReadOnlySpan<int> documents, ReadOnlySpan<int> frequencies)
    {
        int[] rows = isTitle ? Titles() : _text;
        ulong[] found = _found;
        int start = Start;
        int width = _width;
        for (int i = 0; i < documents.Length && i < frequencies.Length; i++)
        {
            int at = documents[i] - start;
            found[at >> 6] |= 1UL << at;
            rows[(at * width) + evidence] += Math.Min(frequencies[i], Evidence.MostOccurrences) * units;
        }
    }

    public void Dispose()
    {
        Clear();
        ArrayPool<int>.Shared.Return(_text);
        ArrayPool<ulong>.Shared.Return(_found);
        ArrayPool<ulong>.Shared.Return(_matches);
        if (_title.Length > 0)
        {
            ArrayPool<int>.Shared.Return(_title);
        }
    }

    private static int WordsOf(int documents) => (documents + 63) >> 6;

    /// <summary>A rented array of zeros.</summary>
    private static T[] Rent<T>(int length)
    {
        T[] rented = ArrayPool<T>.Shared.Rent(length);
        Array.Clear(rented);
        return rented;
    }

    private int[] Titles()
    {
        if (_title.Length == 0)
        {
            _title = Rent<int>(Room * _width);
        }

        return _title;
    }

    private void Clear()
    {
        int count = 0;
        foreach (ulong word in _found.AsSpan(0, WordCount))
        {
            count += BitOperations.PopCount(word);
        }

        if (count > (End - Start) / DenseShare)
        {
            ClearRows(0, End - Start);
        }
        else
        {
            for (int word = 0; word < WordCount; word++)
            {
                for (ulong left = _found[word]; left != 0; left &= left - 1)
                {
                    ClearRows((word << 6) + BitOperations.TrailingZeroCount(left), 1);
                }
            }
        }

        _found.AsSpan(0, WordCount).Clear();
        _matches.AsSpan(0, WordCount).Clear();
        End = Start;
    }

    private void ClearRows(int first, int count)
    {
        _text.AsSpan(first * _width, count * _width).Clear();
        if (_title.Length > 0)
        {
            _title.AsSpan(first * _width, count * _width).Clear();
        }
    }

    /// <summary>An article is longer than the window: so must the window be. All rows are clear.</summary>
    private void Grow(int documents)
    {
        Dispose();
        Room = Math.Max(documents, 2 * Room);
        _text = Rent<int>(checked(Room * _width));
        _found = Rent<ulong>(WordsOf(Room));
        _matches = Rent<ulong>(WordsOf(Room));
        _title = [];
    }
}
