using System.Collections.Immutable;
using System.Diagnostics;
using System.Numerics;
using ArticleSearch.Analysis;
using ArticleSearch.IndexFormat.Norms;
using ArticleSearch.Indexing;
using ArticleSearch.Matching;

namespace ArticleSearch.Ranking;

/// <summary>
/// Merges the postings of a word's variants in a segment into one list. It reads all of them, and keeps nothing but room. For one word at
/// a time.
/// </summary>
/// <remarks>
/// What is read is noted, variant after variant, and a bit is set for its document. When all is read, a document's row is the number of
/// bits before its own.
/// </remarks>
internal sealed class WordMerger : EvidenceSink
{
    /// <summary>So many terms of the text are told apart.</summary>
    public const int MostTerms = 64;

    /// <summary>For so many kinds of what stands in documents shares are remembered by lengths: there are few lengths.</summary>
    private const int MostShares = 128;

    private SegmentView _segment = null!;
    private LengthTables _lengths = null!;
    private NormsColumn? _norms;
    private NormsColumn? _titleNorms;

    /// <summary>What was read: the document, the number of the term of the text, and the weighted occurrences, less than 0 in a title.</summary>
    private int[] _readDocuments = new int[1024];
    private byte[] _readTerms = new byte[1024];
    private int[] _readParts = new int[1024];
    private int _count;

    /// <summary>A bit a document, lowest first: whether it has any of it; and how many have before each word of bits.</summary>
    private ulong[] _found = [];
    private int[] _before = [];

    /// <summary>By rows: the document, the weighted occurrences in its text and its title, and the terms of its text.</summary>
    private int[] _documents = [];
    private int[] _text = [];
    private int[] _title = [];
    private ulong[] _sets = [];
    private int _rows;

    /// <summary>The number of the term of the text that is being read.</summary>
    private int _term;

    /// <summary>How many numbers it has room for.</summary>
    public int Numbers => Math.Max(_readDocuments.Length, _found.Length);

    public override ReadOnlySpan<ulong> Wanted => throw new UnreachableException("all documents are read");

    /// <summary>Whether a variant is one of the terms of the text that are told apart, by which positions are read.</summary>
    public static bool IsTermOfText(EvidenceVariant variant) => variant.Term is not null && variant.Field == PassageFields.Text;

    /// <summary>Merges the variants of a word in a segment.</summary>
    /// <param name="segment">The segment.</param>
    /// <param name="number">Its number.</param>
    /// <param name="variants">The variants, terms and phrases.</param>
    /// <param name="lengths">By which it is bounded what they add to scores.</param>
    /// <param name="room">Where cursors are taken from.</param>
    /// <returns>The list; null if there are more documents, or more in one, or more kinds of that, than a list has room for.</returns>
    public WordPostings? Merge(
        SegmentView segment, int number, ImmutableArray<EvidenceVariant> variants, LengthTables lengths, SearchRoom room)
    {
        if (segment.MaxDocument >= WordPostings.MostDocuments)
        {
            return null;
        }

        var readers = new List<(EvidenceReader Reader, int Term)>();
        int terms = 0;
        long postings = 0;
        foreach (var variant in variants)
        {
            int term = IsTermOfText(variant) ? terms++ : 0;
            if (EvidenceReader.Open(segment, variant, number, room) is { } reader)
            {
                readers.Add((reader, term));
                postings += reader.Cost;
            }
        }

        if (readers.Count == 0)
        {
            return WordPostings.None;
        }

        _segment = segment;
        _lengths = lengths;
        _norms = segment.Norms(PassageFields.Text);
        _titleNorms = segment.Norms(PassageFields.Title);
        _count = 0;
        End = segment.MaxDocument;
        int words = (End + 63) >> 6;
        _found = _found.Length >= words ? _found : new ulong[words];
        _found.AsSpan().Clear();
        foreach (var (reader, term) in readers)
        {
            _term = Math.Min(term, MostTerms);
            reader.Read(this, 0, End, onlyMatches: false);
        }

        MakeRows();
        if (terms > MostTerms)
        {
            _sets.AsSpan(0, _rows).Fill(ulong.MaxValue);
        }

        return Pack();
    }

    public override bool MayMatch(int document) => true;

    public override void Add(int evidence, bool isTitle, int document, int parts)
    {
        // A phrase: no positions are read of it.
        Reserve(1);
        _found[document >> 6] |= 1UL << document;
        _readDocuments[_count] = document;
        _readTerms[_count] = MostTerms;
        _readParts[_count] = isTitle ? -parts : parts;
        _count++;
    }

    public override void Add(int evidence, bool isTitle, ReadOnlySpan<int> documents, ReadOnlySpan<int> frequencies, int units, bool onlyMatches)
    {
        Reserve(documents.Length);
        int sign = isTitle ? -units : units;
        for (int i = 0; i < documents.Length && i < frequencies.Length; i++)
        {
            int document = documents[i];
            _found[document >> 6] |= 1UL << document;
            _readDocuments[_count + i] = document;
            _readTerms[_count + i] = (byte)_term;
            _readParts[_count + i] = Math.Min(frequencies[i], Evidence.MostOccurrences) * sign;
        }

        _count += documents.Length;
    }

    private void Reserve(int count)
    {
        if (_count + count > _readDocuments.Length)
        {
            int length = Math.Max(_count + count, 2 * _readDocuments.Length);
            Array.Resize(ref _readDocuments, length);
            Array.Resize(ref _readTerms, length);
            Array.Resize(ref _readParts, length);
        }
    }

    private void MakeRows()
    {
        _before = _before.Length >= _found.Length ? _before : new int[_found.Length];
        _rows = 0;
        for (int word = 0; word < _found.Length; word++)
        {
            _before[word] = _rows;
            _rows += BitOperations.PopCount(_found[word]);
        }

        if (_rows > _documents.Length)
        {
            _documents = new int[_readDocuments.Length];
            _text = new int[_readDocuments.Length];
            _title = new int[_readDocuments.Length];
            _sets = new ulong[_readDocuments.Length];
        }

        _text.AsSpan(0, _rows).Clear();
        _title.AsSpan(0, _rows).Clear();
        _sets.AsSpan(0, _rows).Clear();
        for (int i = 0; i < _count; i++)
        {
            int document = _readDocuments[i];
            int word = document >> 6;
            int row = _before[word] + BitOperations.PopCount(_found[word] & ((1UL << document) - 1));
            int parts = _readParts[i];
            _documents[row] = document;
            if (parts < 0)
            {
                _title[row] -= parts;
            }
            else
            {
                _text[row] += parts;
                _sets[row] |= _readTerms[i] < MostTerms ? 1UL << _readTerms[i] : 0;
            }
        }
    }

    private WordPostings? Pack()
    {
        bool bounds = _segment.Articles.AreAllSingle;
        byte[] shares = bounds ? new byte[MostShares << 8] : [];
        var kinds = new Kinds();
        uint[] rows = new uint[_rows];
        ushort[] kindOf = new ushort[_rows];
        for (int row = 0; row < rows.Length; row++)
        {
            var occurrences = new WordOccurrences(_text[row], _title[row], _sets[row]);
            if (occurrences.Text > Evidence.MostOccurrences || occurrences.Title > Evidence.MostOccurrences)
            {
                return null; // a window would take it for less
            }

            int kind = kinds.NumberOf(occurrences);
            if (kind == WordPostings.MostKinds)
            {
                return null;
            }

            byte share = bounds ? Share(_documents[row], kind, occurrences.Text, occurrences.Title, shares) : (byte)0;
            rows[row] = WordPostings.Row(_documents[row], share);
            kindOf[row] = (ushort)kind;
        }

        return new WordPostings(rows, kindOf, kinds.ToArray());
    }

    /// <summary>What share of the most the word adds at most to a document's score.</summary>
    private byte Share(int document, int kind, int text, int title, byte[] shares)
    {
        byte norm = ArticleScorer.Norm(_norms, document);
        if (title > 0 || kind >= MostShares)
        {
            return _lengths.Share(text, title, norm, title > 0 ? ArticleScorer.Norm(_titleNorms, document) : (byte)0);
        }

        ref byte share = ref shares[(kind << 8) | norm];
        if (share == 0)
        {
            share = _lengths.Share(text, 0, norm, 0);
        }

        return share;
    }

    /// <summary>Numbers what stands in documents, the same by the same number.</summary>
    private sealed class Kinds
    {
        private const int RecentBits = 8;

        private readonly GrowingArray<WordOccurrences> _kinds = new(64);
        private readonly Dictionary<WordOccurrences, int> _numbers = [];

        /// <summary>By a hash, the number and one of the kind met last: most are met again soon.</summary>
        private readonly int[] _recent = new int[1 << RecentBits];

        public int NumberOf(WordOccurrences occurrences)
        {
            ulong hash = (occurrences.Terms + (uint)occurrences.Text + ((ulong)(uint)occurrences.Title << 32)) * 0x9E37_79B9_7F4A_7C15;
            ref int recent = ref _recent[hash >> (64 - RecentBits)];
            if (recent > 0 && _kinds[recent - 1] == occurrences)
            {
                return recent - 1;
            }

            if (!_numbers.TryGetValue(occurrences, out int number))
            {
                number = _kinds.Count;
                _numbers.Add(occurrences, number);
                _kinds.Add(occurrences);
            }

            recent = number + 1;
            return number;
        }

        public WordOccurrences[] ToArray() => _kinds.Span.ToArray();
    }
}
