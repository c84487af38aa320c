using System.Diagnostics;
using System.Numerics;

namespace ArticleSearch.Ranking;

/// <summary>
/// What stands where in a stretch of documents, each an article for itself, of a query that asks for one thing alone: the documents
/// that have it, ascending, with its weighted occurrences. It only keeps, as <see cref="EvidenceWindow"/> does for several things, and
/// in less time and room: there is a row for each document that has it, and for no other.
/// </summary>
/// <remarks>
/// What is added is noted, term after term, and a bit is set for its document. When all is added, a document's row is the number of
/// bits before its own: counted up to its word of bits, and in it.
/// </remarks>
internal sealed class LoneWindow : EvidenceSink
{
    /// <summary>So many documents of a word of bits are written without a look at how many there are.</summary>
    private const int Together = 4;

    /// <summary>What was added: the document's place in the stretch, and the weighted occurrences, less than 0 in a title.</summary>
    private int[] _noted = new int[1024];
    private int[] _parts = new int[1024];
    private int _count;
    private bool _hasTitles;

    /// <summary>A bit a document, lowest first: whether anything was added; and a bit a word of these: whether it is any but 0.</summary>
    private ulong[] _found = [];
    private ulong[] _words = [];

    /// <summary>By the words of bits that are not 0: how many bits stand before it.</summary>
    private int[] _before = [];
    private int[] _documents = [];
    private int[] _text = [];
    private int[] _title = [];
    private int _rows;

    /// <summary>How many numbers it has room for.</summary>
    public int Numbers => _noted.Length;

    /// <summary>The documents that have any of it, ascending.</summary>
    public ReadOnlySpan<int> Documents => _documents.AsSpan(0, _rows);

    /// <summary>The weighted occurrences in the text of each.</summary>
    public ReadOnlySpan<int> Text => _text.AsSpan(0, _rows);

    /// <summary>Those in the title of each; empty if there are none in any.</summary>
    public ReadOnlySpan<int> Title => _hasTitles ? _title.AsSpan(0, _rows) : default;

    public override ReadOnlySpan<ulong> Wanted => throw new UnreachableException("all documents of the stretch may match");

    /// <summary>The next stretch: nothing has been added.</summary>
    public void Open(int start, int end)
    {
        int words = (end - start + 63) >> 6;
        if (words > _found.Length)
        {
            _found = new ulong[words];
            _words = new ulong[(words + 63) >> 6];
            _before = new int[words];
        }

        Start = start;
        End = end;
        _count = 0;
        _rows = 0;
        _hasTitles = false;
    }

    public override bool MayMatch(int document) => true;

    public override void Add(int evidence, bool isTitle, int document, int parts)
    {
        int frequency = 1;
        Add(evidence, isTitle, new ReadOnlySpan<int>(in document), new ReadOnlySpan<int>(in frequency), parts, onlyMatches: false);
    }

    public override void Add(int evidence, bool isTitle, ReadOnlySpan<int> documents, ReadOnlySpan<int> frequencies, int units, bool onlyMatches)
    {
        if (_count + documents.Length > _noted.Length)
        {
            int length = Math.Max(_count + documents.Length, 2 * _noted.Length);
            Array.Resize(ref _noted, length);
            Array.Resize(ref _parts, length);
        }

        _hasTitles |= isTitle;
        int sign = isTitle ? -units : units;
        int start = Start;
        ulong[] found = _found;
        ulong[] words = _words;
        var noted = _noted.AsSpan(_count, documents.Length);
        var parts = _parts.AsSpan(_count, documents.Length);
        frequencies = frequencies[..documents.Length];
        int group = -1;
        ulong itsWords = 0;
        for (int i = 0; i < documents.Length && i < noted.Length && i < parts.Length && i < frequencies.Length; i++)
        {
            int at = documents[i] - start;
            noted[i] = at;
            parts[i] = Math.Min(frequencies[i], Evidence.MostOccurrences) * sign;
            found[at >> 6] |= 1UL << at;
            if (at >> 12 != group)
            {
                // Written once for thousands of documents: one write would wait for the other.
                if (group >= 0)
                {
                    words[group] |= itsWords;
                }

                group = at >> 12;
                itsWords = 0;
            }

            itsWords |= 1UL << (at >> 6);
        }

        if (group >= 0)
        {
            words[group] |= itsWords;
        }

        _count += documents.Length;
    }

    /// <summary>All has been added: makes the rows.</summary>
    public void Close()
    {
        if (_count > _text.Length)
        {
            _documents = new int[_noted.Length + Together];
            _text = new int[_noted.Length];
            _title = _title.Length == 0 ? [] : new int[_noted.Length];
        }

        if (_hasTitles && _title.Length == 0)
        {
            _title = new int[_text.Length];
        }

        ListDocuments();
        _text.AsSpan(0, _rows).Clear();
        int[] text = _text;
        int[] before = _before;
        ulong[] found = _found;
        var noted = _noted.AsSpan(0, _count);
        var parts = _parts.AsSpan(0, _count);
        if (_hasTitles)
        {
            _title.AsSpan(0, _rows).Clear();
            for (int i = 0; i < noted.Length && i < parts.Length; i++)
            {
                int row = Row(noted[i], before, found);
                ref int sum = ref (parts[i] < 0 ? _title : text)[row];
                sum += Math.Abs(parts[i]);
            }
        }
        else
        {
            for (int i = 0; i < noted.Length && i < parts.Length; i++)
            {
                text[Row(noted[i], before, found)] += parts[i];
            }
        }

        int words = (End - Start + 63) >> 6;
        found.AsSpan(0, words).Clear();
        _words.AsSpan(0, (words + 63) >> 6).Clear();
    }

    private static int Row(int at, int[] before, ulong[] found)
    {
        int word = at >> 6;
        return before[word] + BitOperations.PopCount(found[word] & ((1UL << at) - 1));
    }

    private void ListDocuments()
    {
        int rows = 0;
        Span<int> documents = _documents;
        for (int group = 0; group < _words.Length; group++)
        {
            for (ulong words = _words[group]; words != 0; words &= words - 1)
            {
                int word = (group << 6) + BitOperations.TrailingZeroCount(words);
                _before[word] = rows;
                int first = Start + (word << 6);
                ulong left = _found[word];
                int count = BitOperations.PopCount(left);

                // Few bits are set, and how many can not be foretold: what is written behind them is written over.
                var its = documents.Slice(rows, Together);
                its[0] = first + BitOperations.TrailingZeroCount(left);
                left &= left - 1;
                its[1] = first + BitOperations.TrailingZeroCount(left);
                left &= left - 1;
                its[2] = first + BitOperations.TrailingZeroCount(left);
                left &= left - 1;
                its[3] = first + BitOperations.TrailingZeroCount(left);
                left &= left - 1;
                for (int row = rows + Together; left != 0; left &= left - 1)
                {
                    documents[row++] = first + BitOperations.TrailingZeroCount(left);
                }

                rows += count;
            }
        }

        _rows = rows;
    }
}
