using System.Numerics;
using System.Runtime.CompilerServices;
using ArticleSearch.Analysis;
using ArticleSearch.Matching;

namespace ArticleSearch.Ranking;

/// <summary>
/// What stands where in a stretch of a segment's documents, article after article: for each document and piece of evidence the weighted
/// occurrences in the text and in the title, and which documents have any. It only keeps; whoever reads postings fills it.
/// </summary>
/// <remarks>
/// A document's row holds the pieces of evidence side by side. Where few documents have any, most words of bits are 0: a bit a word tells
/// which are not, and whoever looks for documents goes by <see cref="NextWord"/>. Only rows that were written to are cleared: all numbers
/// outside the open stretch are 0 at any time, so that a window can be used for queries of any width one after the other.
/// </remarks>
internal sealed class EvidenceWindow : EvidenceSink
{
    // Where so many rows of 64 were written to, clearing all takes no longer than finding them.
    private const int DenseCount = 8;

    private int _width = 1;

    /// <summary>What was only noted, by terms: documents, and how often the term stands in each.</summary>
    private readonly GrowingArray<(int Evidence, bool IsTitle, int Units, int Start, int Count)> _noted = new(4);
    private int[] _notedDocuments = [];
    private int[] _notedFrequencies = [];
    private int _notedCount;
    private int _addedWhileNoting;
    private bool _notes;
    private int[] _text = [];
    private int[] _title = [];
    private ulong[] _found = [];
    private ulong[] _titled = [];
    private ulong[] _matches = [];

    /// <summary>A bit a document, lowest first: whether something was added to it since <see cref="MatchFound"/> or <see cref="Keep()"/>.</summary>
    private ulong[] _added = [];

    /// <summary>A bit a word of bits: whether it is any but 0 in what was found or matches.</summary>
    private ulong[] _words = [];

    /// <summary>How many words of bits the documents take.</summary>
    public int WordCount => WordsOf(End - Start);

    /// <summary>How many numbers it has room for.</summary>
    public int Numbers => Math.Max(_text.Length, _notedDocuments.Length);

    /// <summary>A bit a document, lowest first: whether it may have any evidence.</summary>
    public ReadOnlySpan<ulong> Found => _found;

    /// <summary>A bit a document, lowest first: whether it has any evidence in the title.</summary>
    public ReadOnlySpan<ulong> Titled => _titled;

    /// <summary>A bit a document, lowest first: whether it matches, or may match.</summary>
    public Span<ulong> Matches => _matches;

    public override ReadOnlySpan<ulong> Wanted => _matches;

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
        int room = WordsOf(end - start) << 6;
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
            _added = new ulong[_found.Length];
            _words = new ulong[WordsOf(_found.Length)];
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

    /// <summary>The first word of bits from one on in which there may be a document; <see cref="WordCount"/> behind the last.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int NextWord(int from)
    {
        ulong[] words = _words;
        int at = from >> 6;
        if (at >= words.Length)
        {
            return WordCount;
        }

        ulong left = words[at] & (ulong.MaxValue << from);
        while (left == 0)
        {
            if (++at >= words.Length)
            {
                return WordCount;
            }

            left = words[at];
        }

        return (at << 6) + BitOperations.TrailingZeroCount(left);
    }

    public override bool MayMatch(int document)
    {
        int at = document - Start;
        return (_matches[at >> 6] >> at & 1) != 0;
    }

    /// <summary>Counts a document as one that matches.</summary>
    public void Match(int document)
    {
        int at = document - Start;
        _found[at >> 6] |= 1UL << at;
        _matches[at >> 6] |= 1UL << at;
        _words[at >> 12] |= 1UL << (at >> 6);
    }

    /// <summary>Whatever has any evidence may match.</summary>
    /// <returns>How many documents these are.</returns>
    public int MatchFound()
    {
        int count = 0;
        int words = WordCount;
        for (int word = NextWord(0); word < words; word = NextWord(word + 1))
        {
            _matches[word] = _found[word];
            _added[word] = 0;
            count += BitOperations.PopCount(_found[word]);
        }

        return count;
    }

    /// <summary>
    /// From now on terms are only noted, and their documents may match: what is noted of those that still may, when other things have
    /// been asked for, is added by <see cref="AddNoted"/>. So few rows are written where few of the documents match.
    /// </summary>
    public void Note() => _notes = true;

    /// <summary>What was noted is all that may match; nothing more is noted.</summary>
    /// <returns>Of how many documents it was, those of several terms counted for each.</returns>
    public int EndNotes()
    {
        _notes = false;
        return _notedCount + _addedWhileNoting;
    }

    /// <summary>Adds what was noted of the documents that may match.</summary>
    public void AddNoted()
    {
        foreach (var (evidence, isTitle, units, start, count) in _noted)
        {
            Add(evidence, isTitle, _notedDocuments.AsSpan(start, count), _notedFrequencies.AsSpan(start, count), units, onlyMatches: true);
        }

        _noted.Clear();
        _notedCount = 0;
        _addedWhileNoting = 0;
    }

    /// <summary>Of what may match, only what lives does.</summary>
    public void KeepLiving(SegmentView segment)
    {
        if (!segment.HasDeletions)
        {
            return;
        }

        int words = WordCount;
        for (int word = NextWord(0); word < words; word = NextWord(word + 1))
        {
            for (ulong left = _matches[word]; left != 0; left &= left - 1)
            {
                if (!segment.IsLive(Start + (word << 6) + BitOperations.TrailingZeroCount(left)))
                {
                    _matches[word] &= ~(left & (0 - left));
                }
            }
        }
    }

    /// <summary>Of what may match, only that may to which something was added.</summary>
    /// <returns>How many documents these are.</returns>
    public int Keep()
    {
        int count = 0;
        int words = WordCount;
        for (int word = NextWord(0); word < words; word = NextWord(word + 1))
        {
            _matches[word] &= _added[word];
            _added[word] = 0;
            count += BitOperations.PopCount(_matches[word]);
        }

        return count;
    }

    /// <summary>Of what may match, only that may which a rule allows.</summary>
    public void Keep(MatchRule rule)
    {
        int words = WordCount;
        for (int word = NextWord(0); word < words; word = NextWord(word + 1))
        {
            for (ulong left = _matches[word]; left != 0; left &= left - 1)
            {
                int at = (word << 6) + BitOperations.TrailingZeroCount(left);
                if (!rule.Matches(Text(at), Title(at)))
                {
                    _matches[word] &= ~(left & (0 - left));
                }
            }
        }
    }

    public override void Add(int evidence, bool isTitle, int document, int parts)
    {
        int at = document - Start;
        _found[at >> 6] |= 1UL << at;
        (_notes ? _matches : _added)[at >> 6] |= 1UL << at;
        _words[at >> 12] |= 1UL << (at >> 6);
        _addedWhileNoting += _notes ? 1 : 0;
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

    public override void Add(int evidence, bool isTitle, ReadOnlySpan<int> documents, ReadOnlySpan<int> frequencies, int units, bool onlyMatches)
    {
        if (_notes)
        {
            Note(evidence, isTitle, documents, frequencies, units);
            return;
        }

        int[] rows = isTitle ? Titles() : _text;
        ulong[] found = _found;
        ulong[] words = _words;
        int start = Start;
        int width = _width;
        if (onlyMatches)
        {
            ulong[] wanted = _matches;
            ulong[] added = _added;
            for (int i = 0; i < documents.Length && i < frequencies.Length; i++)
            {
                int at = documents[i] - start;
                if ((wanted[at >> 6] >> at & 1) != 0)
                {
                    added[at >> 6] |= 1UL << at;
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
                words[at >> 12] |= 1UL << (at >> 6);
                rows[(at * width) + evidence] += Math.Min(frequencies[i], Evidence.MostOccurrences) * units;
            }
        }

        if (isTitle)
        {
            AddTitled(documents);
        }
    }

    private void Note(int evidence, bool isTitle, ReadOnlySpan<int> documents, ReadOnlySpan<int> frequencies, int units)
    {
        if (_notedCount + documents.Length > _notedDocuments.Length)
        {
            int length = Math.Max(1024, 2 * (_notedCount + documents.Length));
            Array.Resize(ref _notedDocuments, length);
            Array.Resize(ref _notedFrequencies, length);
        }

        documents.CopyTo(_notedDocuments.AsSpan(_notedCount));
        frequencies[..documents.Length].CopyTo(_notedFrequencies.AsSpan(_notedCount));
        _noted.Add((evidence, isTitle, units, _notedCount, documents.Length));
        _notedCount += documents.Length;
        ulong[] matches = _matches;
        ulong[] words = _words;
        int start = Start;
        foreach (int document in documents)
        {
            int at = document - start;
            matches[at >> 6] |= 1UL << at;
            words[at >> 12] |= 1UL << (at >> 6);
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
        for (int word = NextWord(0); word < words; word = NextWord(word + 1))
        {
            ClearRows(_text, word, _found[word]);
            ClearRows(_title, word, _titled[word]);
            _found[word] = 0;
            _titled[word] = 0;
            _matches[word] = 0;
            _added[word] = 0;
        }

        _words.AsSpan(0, WordsOf(words)).Clear();
        End = Start;
    }

    private void ClearRows(int[] rows, int word, ulong documents)
    {
        int width = _width;
        if (BitOperations.PopCount(documents) > DenseCount)
        {
            rows.AsSpan((word << 6) * width, 64 * width).Clear();
            return;
        }

        for (; documents != 0; documents &= documents - 1)
        {
            int at = ((word << 6) + BitOperations.TrailingZeroCount(documents)) * width;
            for (int place = at; place < at + width; place++)
            {
                rows[place] = 0;
            }
        }
    }
}
