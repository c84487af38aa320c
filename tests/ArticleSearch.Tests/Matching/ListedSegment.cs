using System.Text;
using ArticleSearch.Analysis;
using ArticleSearch.IndexFormat.DocValues;
using ArticleSearch.IndexFormat.Norms;
using ArticleSearch.IndexFormat.Postings;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Terms;
using ArticleSearch.Matching;

namespace ArticleSearch.Tests.Matching;

/// <summary>A word of a document: where it stands, in positions and in characters.</summary>
internal readonly record struct Place(int Position, int Start, int End);

/// <summary>
/// A segment that is plain lists: the slow, obvious twin of what is read from files. A document is a set of fields, a field a
/// list of words; "_" leaves a position free, as a stop word does.
/// </summary>
internal sealed class ListedSegment : SegmentView
{
    private readonly Dictionary<string, ListedField> _fields = new(StringComparer.Ordinal);
    private readonly HashSet<int> _deleted;

    /// <param name="documents">Field to words, for each document.</param>
    /// <param name="deleted">The documents that do not live.</param>
    /// <param name="plainFields">The fields without frequencies, positions and norms.</param>
    public ListedSegment(
        IReadOnlyList<IReadOnlyDictionary<string, string>> documents, IEnumerable<int>? deleted = null, params string[] plainFields)
        : this(documents, null, deleted, plainFields)
    {
    }

    /// <param name="documents">Field to text, for each document.</param>
    /// <param name="chain">What makes words of texts; null for single spaces.</param>
    /// <param name="deleted">The documents that do not live.</param>
    /// <param name="plainFields">The fields without frequencies, positions and norms.</param>
    public ListedSegment(
        IReadOnlyList<IReadOnlyDictionary<string, string>> documents, AnalysisChain? chain, IEnumerable<int>? deleted, params string[] plainFields)
    {
        MaxDocument = documents.Count;
        _deleted = [.. deleted ?? []];
        foreach (string name in documents.SelectMany(document => document.Keys).Distinct(StringComparer.Ordinal))
        {
            var field = new ListedField(name, documents.Count, plainFields.Contains(name, StringComparer.Ordinal));
            for (int document = 0; document < documents.Count; document++)
            {
                if (documents[document].TryGetValue(name, out string? text))
                {
                    field.Add(document, field.Words(text, chain));
                }
            }

            _fields.Add(name, field);
        }
    }

    public override int MaxDocument { get; }

    public override bool HasDeletions => _deleted.Count > 0;

    public override bool IsLive(int document) => !_deleted.Contains(document);

    public override FieldTerms? Terms(string field) => _fields.TryGetValue(field, out var listed) && listed.TermCount > 0 ? listed : null;

    public override NormsColumn? Norms(string field) => _fields.GetValueOrDefault(field)?.Norms;

    /// <summary>The first term of each document.</summary>
    public override SortedColumn? Sorted(string field) =>
        _fields.TryGetValue(field, out var listed) ? new ListedColumn(listed.Sorted) : null;
}

internal sealed class ListedColumn(List<(byte[] Term, List<(int Document, List<Place> Places)> Postings)> terms) : SortedColumn
{
    public override long ValueCount => terms.Count;

    public override int Ordinal(int document) => terms.FindIndex(term => term.Postings.Exists(posting => posting.Document == document));

    public override ReadOnlySpan<byte> Value(long ordinal) => terms[(int)ordinal].Term;
}

/// <summary>The terms of a field as lists.</summary>
internal sealed class ListedField : FieldTerms
{
    private readonly SortedDictionary<string, List<(int Document, List<Place> Places)>> _postings = new(Utf8Order.Instance);
    private readonly bool _plain;
    private readonly byte[] _lengths;
    private int _documents;
    private long _occurrences;
    private List<(byte[] Term, List<(int Document, List<Place> Places)> Postings)>? _sorted;

    public ListedField(string name, int maxDocument, bool plain)
    {
        _plain = plain;
        _lengths = new byte[maxDocument];
        Field = new FieldInfo
        {
            Name = name,
            Number = 0,
            IndexOptions = plain ? IndexOptions.Documents : IndexOptions.Offsets,
            OmitsNorms = plain,
        };
    }

    public override FieldInfo Field { get; }

    public NormsColumn? Norms => _plain ? null : new ListedNorms(_lengths);

    public override long TermCount => _postings.Count;

    public override int DocumentCount => _documents;

    public override long SumDocumentFrequency => _postings.Values.Sum(list => (long)list.Count);

    public override long SumTotalTermFrequency => _plain ? SumDocumentFrequency : _occurrences;

    public override ReadOnlySpan<byte> MinTerm => Sorted[0].Term;

    public override ReadOnlySpan<byte> MaxTerm => Sorted[^1].Term;

    public List<(byte[] Term, List<(int Document, List<Place> Places)> Postings)> Sorted =>
        _sorted ??= [.. _postings.Select(pair => (Encoding.UTF8.GetBytes(pair.Key), pair.Value))];

    /// <summary>The words of a text with their places.</summary>
    public IEnumerable<(string Word, Place Place)> Words(string text, AnalysisChain? chain)
    {
        if (_plain)
        {
            return [(text, new Place(0, 0, text.Length))];
        }

        var words = new List<(string, Place)>();
        int position = -1;
        if (chain is not null)
        {
            var stream = chain.CreateStream();
            stream.Reset(text.AsMemory());
            while (stream.MoveNext())
            {
                position += stream.PositionIncrement;
                words.Add((stream.Term.ToString(), new Place(position, stream.StartOffset, stream.EndOffset)));
            }

            return words;
        }

        int start = 0;
        foreach (string word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            position++;
            if (word != "_")
            {
                words.Add((word, new Place(position, start, start + word.Length)));
            }

            start += word.Length + 1;
        }

        return words;
    }

    public void Add(int document, IEnumerable<(string Word, Place Place)> words)
    {
        int count = 0;
        foreach (var (word, place) in words)
        {
            count++;
            if (!_postings.TryGetValue(word, out var list))
            {
                _postings.Add(word, list = []);
            }

            if (list.Count == 0 || list[^1].Document != document)
            {
                list.Add((document, []));
            }

            list[^1].Places.Add(place);
        }

        _lengths[document] = EncodeLength(count);
        _documents += count > 0 ? 1 : 0;
        _occurrences += count;
    }

    public override TermsCursor OpenCursor() => new ListedTermsCursor(Sorted);

    public override PostingsCursor OpenPostings(in TermState state, PostingsFeatures features, PostingsCursor? reuse = null) =>
        new ListedPostings(Sorted[(int)state.DocStart].Postings, _plain ? PostingsFeatures.Documents : features, _lengths, _plain);

    /// <summary>The greatest norm whose length is not above the given one.</summary>
    private static byte EncodeLength(int length)
    {
        int norm = 255;
        while (ArticleSearch.Scoring.EncodedLength.Decode(norm) > length)
        {
            norm--;
        }

        return (byte)norm;
    }

    private sealed class Utf8Order : IComparer<string>
    {
        public static Utf8Order Instance { get; } = new();

        public int Compare(string? x, string? y) => Encoding.UTF8.GetBytes(x!).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(y!));
    }
}

internal sealed class ListedNorms(byte[] norms) : NormsColumn
{
    public override long Get(int document) => (sbyte)norms[document];

    public override bool Has(int document) => norms[document] != 0;
}

internal sealed class ListedTermsCursor(List<(byte[] Term, List<(int Document, List<Place> Places)> Postings)> terms) : TermsCursor
{
    private int _at = -1;

    public override ReadOnlySpan<byte> Term => terms[_at].Term;

    public override int DocumentFrequency => terms[_at].Postings.Count;

    public override long TotalTermFrequency => terms[_at].Postings.Sum(posting => (long)posting.Places.Count);

    public override TermState State => new(DocumentFrequency, TotalTermFrequency, _at, 0, 0, -1, -1, -1);

    public override bool SeekExact(ReadOnlySpan<byte> term) => SeekCeiling(term) == SeekResult.Found;

    public override SeekResult SeekCeiling(ReadOnlySpan<byte> term)
    {
        for (_at = 0; _at < terms.Count; _at++)
        {
            int order = Term.SequenceCompareTo(term);
            if (order >= 0)
            {
                return order == 0 ? SeekResult.Found : SeekResult.Next;
            }
        }

        return SeekResult.End;
    }

    public override bool MoveNext() => ++_at < terms.Count;
}
