using System.Collections.Immutable;
using System.Diagnostics;
using System.Numerics;
using ArticleSearch.Analysis;
using ArticleSearch.Indexing;
using ArticleSearch.Matching;

namespace ArticleSearch.Ranking;

/// <summary>
/// Merges the postings of a word's variants in a segment into one list. It reads all of them, and keeps nothing. For one word.
/// </summary>
/// <remarks>
/// What is read is noted, variant after variant, and a bit is set for its document. When all is read, a document's row is the number of
/// bits before its own.
/// </remarks>
internal sealed class WordMerger : EvidenceSink
{
    /// <summary>So many terms of the text are told apart.</summary>
    public const int MostTerms = 64;

    /// <summary>Room for so many postings is made at once; the lists that are kept are mostly shorter.</summary>
    private const int MostReserved = 1 << 18;

    private readonly SegmentView _segment;
    private readonly LengthTables _lengths;

    /// <summary>What was read: the document, the number of the term of the text, and the weighted occurrences, less than 0 in a title.</summary>
    private int[] _documents;
    private byte[] _terms;
    private int[] _parts;
    private int _count;

    /// <summary>A bit a document, lowest first: whether it has any of it.</summary>
    private readonly ulong[] _found;

    /// <summary>The number of the term of the text that is being read.</summary>
    private int _term;

    /// <param name="segment">The segment.</param>
    /// <param name="lengths">By which what is found is bounded.</param>
    /// <param name="postings">About how many postings are read.</param>
    private WordMerger(SegmentView segment, LengthTables lengths, int postings)
    {
        int maxDocument = segment.MaxDocument;
        _segment = segment;
        _lengths = lengths;
        End = maxDocument;
        _documents = new int[postings];
        _terms = new byte[postings];
        _parts = new int[postings];
        _found = new ulong[(maxDocument + 63) >> 6];
    }

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
    public static WordPostings? Merge(
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

        var merger = new WordMerger(segment, lengths, (int)Math.Min(postings, MostReserved));
        foreach (var (reader, term) in readers)
        {
            merger._term = Math.Min(term, MostTerms);
            reader.Read(merger, 0, segment.MaxDocument, onlyMatches: false);
        }

        return merger.Merge(knowsTerms: terms <= MostTerms);
    }

    public override bool MayMatch(int document) => true;

    public override void Add(int evidence, bool isTitle, int document, int parts)
    {
        // A phrase: no positions are read of it.
        Reserve(1);
        _found[document >> 6] |= 1UL << document;
        _documents[_count] = document;
        _terms[_count] = byte.MaxValue;
        _parts[_count++] = isTitle ? -parts : parts;
    }

    public override void Add(int evidence, bool isTitle, ReadOnlySpan<int> documents, ReadOnlySpan<int> frequencies, int units, bool onlyMatches)
    {
        Reserve(documents.Length);
        int sign = isTitle ? -units : units;
        byte term = (byte)_term;
        for (int i = 0; i < documents.Length && i < frequencies.Length; i++)
        {
            int document = documents[i];
            _found[document >> 6] |= 1UL << document;
            _documents[_count + i] = document;
            _terms[_count + i] = term;
            _parts[_count + i] = Math.Min(frequencies[i], Evidence.MostOccurrences) * sign;
        }

        _count += documents.Length;
    }

    private void Reserve(int count)
    {
        if (_count + count > _documents.Length)
        {
            int length = Math.Max(_count + count, 2 * _documents.Length);
            Array.Resize(ref _documents, length);
            Array.Resize(ref _terms, length);
            Array.Resize(ref _parts, length);
        }
    }

    private WordPostings? Merge(bool knowsTerms)
    {
        int[] before = new int[_found.Length];
        int rows = 0;
        for (int word = 0; word < before.Length; word++)
        {
            before[word] = rows;
            rows += BitOperations.PopCount(_found[word]);
        }

        int[] documents = new int[rows];
        int[] text = new int[rows];
        int[] title = new int[rows];
        ulong[] sets = new ulong[rows];
        for (int i = 0; i < _count; i++)
        {
            int document = _documents[i];
            int word = document >> 6;
            int row = before[word] + BitOperations.PopCount(_found[word] & ((1UL << document) - 1));
            int parts = _parts[i];
            documents[row] = document;
            if (parts < 0)
            {
                title[row] -= parts;
            }
            else
            {
                text[row] += parts;
                sets[row] |= _terms[i] < MostTerms ? 1UL << _terms[i] : 0;
            }
        }

        if (!knowsTerms)
        {
            sets.AsSpan().Fill(ulong.MaxValue);
        }

        return Pack(documents, text, title, sets);
    }

    private WordPostings? Pack(int[] documents, int[] text, int[] title, ulong[] sets)
    {
        var norms = _segment.Norms(PassageFields.Text);
        var titleNorms = _segment.Norms(PassageFields.Title);
        bool bounds = _segment.Articles.AreAllSingle;
        var kinds = new GrowingArray<WordOccurrences>(64);
        var numbers = new Dictionary<WordOccurrences, int>();
        uint[] rows = new uint[documents.Length];
        ushort[] kindOf = new ushort[documents.Length];
        int kind = 0;
        for (int row = 0; row < rows.Length; row++)
        {
            var occurrences = new WordOccurrences(text[row], title[row], sets[row]);
            if (text[row] > Evidence.MostOccurrences || title[row] > Evidence.MostOccurrences)
            {
                return null; // a window would take it for less
            }

            if ((row == 0 || occurrences != kinds[kind]) && !numbers.TryGetValue(occurrences, out kind))
            {
                if (kinds.Count == WordPostings.MostKinds)
                {
                    return null;
                }

                kind = kinds.Count;
                kinds.Add(occurrences);
                numbers.Add(occurrences, kind);
            }

            byte titleNorm = title[row] > 0 ? ArticleScorer.Norm(titleNorms, documents[row]) : (byte)0;
            byte share = bounds ? _lengths.Share(text[row], title[row], ArticleScorer.Norm(norms, documents[row]), titleNorm) : (byte)0;
            rows[row] = WordPostings.Row(documents[row], share);
            kindOf[row] = (ushort)kind;
        }

        return new WordPostings(rows, kindOf, kinds.Span.ToArray());
    }
}
