using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using ArticleSearch.IndexFormat.Postings;

namespace ArticleSearch.Ranking;

/// <summary>
/// The documents that several words have in common, in a segment, stretch by stretch: for each the row that it has in the postings of
/// each word. The rarest word is gone through; of the others, only what lies between is looked at. For one search.
/// </summary>
/// <remarks>
/// Where two words have about as many documents, eight of the one are compared with eight of the other at once, as Schlegel, Willhalm and
/// Lehner do (2011); where one has far more, the documents of the other are searched for in it.
/// </remarks>
internal sealed class CommonRows
{
    /// <summary>How many documents of the rarest word are looked at together.</summary>
    private const int StretchLength = 1024;

    /// <summary>If a word has so many times more documents than there are left, each is searched for in it.</summary>
    private const int FarMore = 64;

    private readonly int[] _documents = new int[StretchLength];
    private int[][] _rows = [];

    /// <summary>The words, and of each the first row that was not looked at.</summary>
    private WordPostings[] _words = [];
    private int[] _next = [];

    /// <summary>The numbers of the words, the rarest first.</summary>
    private int[] _order = [];

    /// <summary>How many documents were found.</summary>
    public int Count { get; private set; }

    /// <summary>The documents, ascending.</summary>
    public ReadOnlySpan<int> Documents => _documents.AsSpan(0, Count);

    /// <summary>The rows of the documents in the postings of a word.</summary>
    public ReadOnlySpan<int> Rows(int word) => _rows[word].AsSpan(0, Count);

    /// <summary>Turns to words, at least one, each of which has a document.</summary>
    public void TurnTo(WordPostings[] words)
    {
        Debug.Assert(words.Length > 0, "there is a rarest word");
        _words = words;
        _next = new int[words.Length];
        _order = new int[words.Length];
        for (int word = 0; word < words.Length; word++)
        {
            int at = word;
            for (; at > 0 && words[_order[at - 1]].Rows.Length > words[word].Rows.Length; at--)
            {
                _order[at] = _order[at - 1];
            }

            _order[at] = word;
        }

        int had = _rows.Length;
        if (had < words.Length)
        {
            Array.Resize(ref _rows, words.Length);
            for (; had < _rows.Length; had++)
            {
                _rows[had] = new int[StretchLength];
            }
        }
    }

    /// <summary>Finds what is common in the next stretch; false if there is none any more.</summary>
    public bool MoveNext()
    {
        int rarest = _order[0];
        int first = _next[rarest];
        var stretch = _words[rarest].Rows[first..Math.Min(first + StretchLength, _words[rarest].Rows.Length)];
        Count = stretch.Length;
        if (stretch.IsEmpty)
        {
            return false;
        }

        int[] rows = _rows[rarest];
        for (int i = 0; i < stretch.Length; i++)
        {
            _documents[i] = WordPostings.Document(stretch[i]);
            rows[i] = first + i;
        }

        _next[rarest] = first + stretch.Length;
        for (int place = 1; place < _order.Length && Count > 0; place++)
        {
            Keep(place);
        }

        return true;
    }

    /// <summary>Keeps of the documents those that another word has.</summary>
    private void Keep(int place)
    {
        int number = _order[place];
        var word = _words[number];
        int from = word.FirstRow(_next[number], _documents[0]);
        int end = word.FirstRow(from, _documents[Count - 1] + 1);
        _next[number] = end;
        if (end - from > (long)FarMore * Count)
        {
            KeepFound(place, word, from);
        }
        else
        {
            KeepCompared(place, word, from, end);
        }
    }

    private void KeepFound(int place, WordPostings word, int row)
    {
        int kept = 0;
        var rows = word.Rows;
        for (int i = 0; i < Count; i++)
        {
            row = word.FirstRow(row, _documents[i]);
            if (row == rows.Length)
            {
                break;
            }

            if (WordPostings.Document(rows[row]) == _documents[i])
            {
                Keep(place, i, kept++, row);
            }
        }

        Count = kept;
    }

    // Not compiled ahead, as it is for the vectors of the processor at hand, it would be compiled twice.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void KeepCompared(int place, WordPostings word, int row, int end)
    {
        int kept = 0;
        int at = 0;
        int count = Count;
        var its = word.Rows;
        if (PackedBlock.UsesVectors)
        {
            ref int first = ref MemoryMarshal.GetArrayDataReference(_documents);
            ref uint other = ref MemoryMarshal.GetReference(its);
            while (at + 8 <= count && row + 8 <= end)
            {
                // What is kept may be written over some of the eight: over documents before it, which are behind what comes of the other.
                var mine = Vector256.LoadUnsafe(ref first, (nuint)at);
                var others = WordPostings.Documents(Vector256.LoadUnsafe(ref other, (nuint)row));
                int last = mine[7];
                int otherLast = others[7];
                for (uint left = FindEqual(mine, others); left != 0; left &= left - 1)
                {
                    int lane = BitOperations.TrailingZeroCount(left);
                    uint same = Vector256.Equals(others, Vector256.Create(mine[lane])).ExtractMostSignificantBits();
                    Keep(place, at + lane, kept++, row + BitOperations.TrailingZeroCount(same));
                }

                at += last <= otherLast ? 8 : 0;
                row += otherLast <= last ? 8 : 0;
            }
        }

        while (at < count && row < end)
        {
            int difference = _documents[at] - WordPostings.Document(its[row]);
            if (difference == 0)
            {
                Keep(place, at, kept++, row);
            }

            at += difference <= 0 ? 1 : 0;
            row += difference >= 0 ? 1 : 0;
        }

        Count = kept;
    }

    /// <summary>A bit a number of the first: whether it is among the others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint FindEqual(Vector256<int> mine, Vector256<int> others)
    {
        // Each turned by itself, so that none waits for another.
        var equal = Vector256.Equals(mine, others);
        equal |= Vector256.Equals(mine, Vector256.Shuffle(others, Vector256.Create(1, 2, 3, 4, 5, 6, 7, 0)));
        equal |= Vector256.Equals(mine, Vector256.Shuffle(others, Vector256.Create(2, 3, 4, 5, 6, 7, 0, 1)));
        equal |= Vector256.Equals(mine, Vector256.Shuffle(others, Vector256.Create(3, 4, 5, 6, 7, 0, 1, 2)));
        equal |= Vector256.Equals(mine, Vector256.Shuffle(others, Vector256.Create(4, 5, 6, 7, 0, 1, 2, 3)));
        equal |= Vector256.Equals(mine, Vector256.Shuffle(others, Vector256.Create(5, 6, 7, 0, 1, 2, 3, 4)));
        equal |= Vector256.Equals(mine, Vector256.Shuffle(others, Vector256.Create(6, 7, 0, 1, 2, 3, 4, 5)));
        equal |= Vector256.Equals(mine, Vector256.Shuffle(others, Vector256.Create(7, 0, 1, 2, 3, 4, 5, 6)));
        return equal.ExtractMostSignificantBits();
    }

    /// <summary>Keeps a document, with its row in another word.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Keep(int place, int from, int to, int row)
    {
        _documents[to] = _documents[from];
        for (int earlier = 0; earlier < place; earlier++)
        {
            int[] rows = _rows[_order[earlier]];
            rows[to] = rows[from];
        }

        _rows[_order[place]][to] = row;
    }
}
