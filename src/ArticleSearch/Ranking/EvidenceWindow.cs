using System.Numerics;
using System.Runtime.CompilerServices;
using ArticleSearch.Matching;

namespace ArticleSearch.Ranking;

/// <summary>
/// What stands where in a stretch of a segment's documents, article after article: for each document and piece of evidence the weighted
/// occurrences in the text and in the title, and which documents have any. It only keeps; whoever reads postings fills it.
/// </summary>
/// <remarks>
/// A document's row holds the pieces of evidence side by side. Only rows that were written to are cleared: all numbers outside the open
/// stretch are 0 at any time, so that a window can be used for queries of any width one after the other.
/// </remarks>
internal sealed class EvidenceWindow
{
    // Where one row in so many was written to, clearing all takes no longer than finding them.
    private const int DenseShare = 16;

    private int _width = 1;
    private int[] _text = [];
    private int[] _title = [];
    private ulong[] _found = [];
    private ulong[] _titled = [];
    private ulong[] _matches = [];

    /// <summary>The segment's document of the first row.</summary>
    public int Start { get; private set; }

    /// <summary>The document after the last row.</summary>
    public int End { get; private set; }

    /// <summary>How many words of bits the documents take.</summary>
    public int WordCount => WordsOf(End - Start);

    /// <summary>How many numbers it has room for.</summary>
    public int Numbers => _text.Length;

    /// <summary>A bit a document, lowest first: whether it has any evidence.</summary>
    public ReadOnlySpan<ulong> Found => _found;

    /// <summary>A bit a document, lowest first: whether it has any evidence in the title.</summary>
    public ReadOnlySpan<ulong> Titled => _titled;

    /// <summary>A bit a document, lowest first: whether it matches, or may match.</summary>
    public Span<ulong> Matches => _matches;

    /// <summary>Turns to a query.</summary>
    /// <param name="width">How many pieces of evidence it has.</param>
    public void TurnTo(int width)
    {
        Open(0, 0);
        _width = Math.Max(1, width);
    }

    /// <summary>The window's next stretch; what the rows held is gone.</summary>
    public void Open(int start, int end)
    {
        Clear();
        int room = end - start;
        if ((long)room * _width > _text.Length)
        {
            _text = new int[checked(room * _width)];
            _title = _title.Length == 0 ? [] : new int[_text.Length];
        }

        if (WordsOf(room) > _found.Length)
        {
            _found = new ulong[WordsOf(room)];
            _titled = new ulong[_found.Length];
            _matches = new ulong[_found.Length];
        }

        Start = start;
        End = end;
    }

    /// <summary>The occurrences in the text of a document, by its place in the window.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<int> Text(int at) => _text.AsSpan(at * _width, _width);

    /// <summary>The occurrences in the title of a document's article, by the document's place in the window; empty where there are none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<int> Title(int at) => (_titled[at >> 6] >> at & 1) == 0 ? default : _title.AsSpan(at * _width, _width);

    /// <summary>Whether a document matches, or may match.</summary>
    public bool MayMatch(int document)
    {
        int at = document - Start;
        return (_matches[at >> 6] >> at & 1) != 0;
    }

    /// <summary>Counts a document as one that matches.</summary>
    public void Match(int document)
    {
        int at = document - Start;
        _matches[at >> 6] |= 1UL << at;
    }

    /// <summary>Whatever has any evidence may match.</summary>
    public void MatchFound() => _found.AsSpan(0, WordCount).CopyTo(_matches);

    /// <summary>Of what may match, what lives and is as a rule wants it matches.</summary>
    /// <param name="segment">The segment.</param>
    /// <param name="rule">The rule; null if there is nothing to ask for.</param>
    public void Confirm(SegmentView segment, MatchRule? rule)
    {
        bool checksLive = segment.HasDeletions;
        if (!checksLive && rule is null)
        {
            return;
        }

        for (int word = 0; word < WordCount; word++)
        {
            for (ulong left = _matches[word]; left != 0; left &= left - 1)
            {
                int at = (word << 6) + BitOperations.TrailingZeroCount(left);
                if ((checksLive && !segment.IsLive(Start + at)) || (rule is not null && !rule.Matches(Text(at), Title(at))))
                {
                    _matches[word] &= ~(left & (0 - left));
                }
            }
        }
    }

    /// <summary>Adds occurrences.</summary>
    public void Add(int evidence, bool isTitle, int document, int parts)
    {
        int at = document - Start;
        _found[at >> 6] |= 1UL << at;
        if (isTitle)
        {
            _titled[at >> 6] |= 1UL << at;
            Titles()[(at * _width) + evidence] += parts;
        }
        else
        {
            _text[(at * _width) + evidence] += parts;
        }
    }

    /// <summary>Adds a term's occurrences.</summary>
    /// <param name="evidence">The piece of evidence that it stands for.</param>
    /// <param name="isTitle">Whether they stand in titles.</param>
    /// <param name="documents">Documents of the window.</param>
    /// <param name="frequencies">How often it stands in each.</param>
    /// <param name="units">What one counts.</param>
    /// <param name="onlyMatches">Whether they are wanted only of what may match.</param>
    public void Add(int evidence, bool isTitle, ReadOnlySpan<int> documents, ReadOnlySpan<int> frequencies, int units, bool onlyMatches)
    {
        int[] rows = isTitle ? Titles() : _text;
        ulong[] found = _found;
        int start = Start;
        int width = _width;
        if (onlyMatches)
        {
            ulong[] wanted = _matches;
            for (int i = 0; i < documents.Length && i < frequencies.Length; i++)
            {
                int at = documents[i] - start;
                if ((wanted[at >> 6] >> at & 1) != 0)
                {
                    found[at >> 6] |= 1UL << at;
                    rows[(at * width) + evidence] += Math.Min(frequencies[i], Evidence.MostOccurrences) * units;
                }
            }
        }
        else
        {
            for (int i = 0; i < documents.Length && i < frequencies.Length; i++)
            {
                int at = documents[i] - start;
                found[at >> 6] |= 1UL << at;
                rows[(at * width) + evidence] += Math.Min(frequencies[i], Evidence.MostOccurrences) * units;
            }
        }

        if (isTitle)
        {
            AddTitled(documents);
        }
    }

    private static int WordsOf(int documents) => (documents + 63) >> 6;

    private void AddTitled(ReadOnlySpan<int> documents)
    {
        foreach (int document in documents)
        {
            int at = document - Start;
            _titled[at >> 6] |= _found[at >> 6] & (1UL << at);
        }
    }

    private int[] Titles()
    {
        if (_title.Length == 0)
        {
            _title = new int[_text.Length];
        }

        return _title;
    }

    private void Clear()
    {
        int words = WordCount;
        int count = 0;
        foreach (ulong word in _found.AsSpan(0, words))
        {
            count += BitOperations.PopCount(word);
        }

        if (count > (End - Start) / DenseShare)
        {
            _text.AsSpan(0, (End - Start) * _width).Clear();
        }
        else if (count > 0)
        {
            ClearRows(_found, _text, words);
        }

        if (count > 0)
        {
            ClearRows(_titled, _title, words);
            _found.AsSpan(0, words).Clear();
            _titled.AsSpan(0, words).Clear();
        }

        _matches.AsSpan(0, words).Clear();
        End = Start;
    }

    private void ClearRows(ulong[] documents, int[] rows, int words)
    {
        int width = _width;
        for (int word = 0; word < words; word++)
        {
            for (ulong left = documents[word]; left != 0; left &= left - 1)
            {
                int at = ((word << 6) + BitOperations.TrailingZeroCount(left)) * width;
                for (int place = at; place < at + width; place++)
                {
                    rows[place] = 0;
                }
            }
        }
    }
}
