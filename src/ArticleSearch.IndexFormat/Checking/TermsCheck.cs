using System.Text;
using ArticleSearch.IndexFormat.Norms;
using ArticleSearch.IndexFormat.Postings;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Terms;

namespace ArticleSearch.IndexFormat.Checking;

/// <summary>
/// Checks the terms of one field: that they ascend, that each can be sought, and that the counts of terms and field are those
/// of the postings. Leaves the postings of a term to <see cref="PostingsCheck"/>. Ranges of terms may be checked by several
/// threads at once; what concerns all of them comes last, by <see cref="Finish"/>.
/// </summary>
internal sealed class TermsCheck
{
    // Every how many-th term is sought on its own.
    private const int SeekStride = 16;

    private readonly string _file;
    private readonly FieldTerms _terms;
    private readonly int _maxDocument;
    private readonly NormsColumn? _norms;
    private readonly LiveDocuments? _live;
    private readonly ProblemList _problems;
    private readonly Lock _gate = new();

    // What all ranges come to, and which documents have a term.
    private readonly ulong[] _documents;
    private readonly Stack<PostingsCheck> _unused = [];
    private long _termCount;
    private long _sumDocumentFrequency;
    private long _sumTotalTermFrequency;

    // Ranges that are not through, or broke off.
    private int _ranges;

    /// <param name="file">The file of documents, to be named in problems.</param>
    /// <param name="terms">The field's terms.</param>
    /// <param name="maxDocument">How many documents the segment has.</param>
    /// <param name="norms">The field's norms, if it has any.</param>
    /// <param name="live">Which documents live; null where all do.</param>
    /// <param name="problems">Where problems go.</param>
    public TermsCheck(string file, FieldTerms terms, int maxDocument, NormsColumn? norms, LiveDocuments? live, ProblemList problems)
    {
        _file = file;
        _terms = terms;
        _maxDocument = maxDocument;
        _norms = norms;
        _live = live;
        _problems = problems;
        _documents = new ulong[LiveDocuments.WordCount(maxDocument)];
    }

    /// <summary>Checks all terms.</summary>
    public void Run(CancellationToken cancellation)
    {
        Run(from: null, to: null, _problems, cancellation);
        Finish(_problems);
    }

    /// <summary>Checks the terms of a range.</summary>
    /// <param name="from">The first term; null for the field's first.</param>
    /// <param name="to">The term before which to end; null for all the rest.</param>
    /// <param name="problems">Receives what is wrong with them.</param>
    /// <param name="cancellation">Stops the check.</param>
    public void Run(byte[]? from, byte[]? to, ProblemList problems, CancellationToken cancellation)
    {
        lock (_gate)
        {
            _ranges++;
        }

        long terms = 0;
        long documents = 0;
        long frequencies = 0;
        byte[] last = [];
        int lastLength = 0;
        var postings = TakePostings();
        var cursor = _terms.OpenCursor();
        var seeker = _terms.OpenCursor();
        bool isThere = from is null ? cursor.MoveNext() : cursor.SeekCeiling(from) == SeekResult.Found;
        if (from is not null && !isThere)
        {
            Report(problems, -1, $"term \"{Show(from)}\": it is not found as the first one at or after itself");
            return;
        }

        for (; isThere && (to is null || !cursor.Term.SequenceEqual(to)); isThere = cursor.MoveNext())
        {
            cancellation.ThrowIfCancellationRequested();
            var term = cursor.Term;
            if (terms > 0 && last.AsSpan(0, lastLength).SequenceCompareTo(term) >= 0)
            {
                Report(problems, -1, $"term \"{Show(term)}\": it stands after \"{Show(last.AsSpan(0, lastLength))}\"");
            }
            else if (terms == 0 && from is null && !term.SequenceEqual(_terms.MinTerm))
            {
                Report(problems, -1, $"term \"{Show(term)}\": it is the first, but the field's is \"{Show(_terms.MinTerm)}\"");
            }

            ByteBuffer.EnsureCapacity(ref last, 0, term.Length);
            term.CopyTo(last);
            lastLength = term.Length;
            postings.Run(term, cursor.State, cursor.DocumentFrequency, cursor.TotalTermFrequency, problems, cancellation);
            if (terms % SeekStride == 0)
            {
                Seek(seeker, last.AsSpan(0, lastLength), cursor.State, problems);
            }

            terms++;
            documents += cursor.DocumentFrequency;
            frequencies += cursor.TotalTermFrequency;
            if (problems.IsFull)
            {
                return;
            }
        }

        if (to is null)
        {
            CheckLast(seeker, last.AsSpan(0, lastLength), problems);
        }
        else if (!isThere)
        {
            Report(problems, -1, $"term \"{Show(to)}\": it is not found by reading on from \"{Show(from ?? _terms.MinTerm.ToArray())}\"");
            return;
        }

        Join(postings, terms, documents, frequencies);
    }

    /// <summary>Compares what all ranges come to with what is known of the field; nothing where one of them broke off.</summary>
    public void Finish(ProblemList problems)
    {
        if (_ranges != 0)
        {
            return;
        }

        ExpectCount(problems, "terms", _terms.TermCount, _termCount);
        ExpectCount(problems, "documents, summed over the terms,", _terms.SumDocumentFrequency, _sumDocumentFrequency);
        ExpectCount(problems, "occurrences", _terms.SumTotalTermFrequency, _sumTotalTermFrequency);
        ExpectCount(problems, "documents", _terms.DocumentCount, LiveDocuments.CountOf(_documents));
        CheckNorms(problems);
    }

    private void CheckLast(TermsCursor seeker, ReadOnlySpan<byte> last, ProblemList problems)
    {
        if (!last.SequenceEqual(_terms.MaxTerm))
        {
            Report(problems, -1, $"term \"{Show(last)}\": it is the last, but the field's is \"{Show(_terms.MaxTerm)}\"");
        }

        if (seeker.SeekCeiling(last) != SeekResult.Found || !seeker.Term.SequenceEqual(last))
        {
            Report(problems, -1, $"term \"{Show(last)}\": it is the last, and not found when it is sought");
        }
    }

    private void Seek(TermsCursor seeker, ReadOnlySpan<byte> term, in TermState state, ProblemList problems)
    {
        if (!seeker.SeekExact(term) || !seeker.Term.SequenceEqual(term) || seeker.State != state)
        {
            Report(problems, -1, $"term \"{Show(term)}\": it is not found when it is sought");
        }

        if (seeker.SeekCeiling(term) != SeekResult.Found || !seeker.Term.SequenceEqual(term))
        {
            Report(problems, -1, $"term \"{Show(term)}\": it is not found as the first one at or after itself");
        }
    }

    private PostingsCheck TakePostings()
    {
        lock (_gate)
        {
            return _unused.TryPop(out var postings) ? postings : new PostingsCheck(_terms, _maxDocument, _norms, Report);
        }
    }

    /// <summary>Adds a range that is through to the others.</summary>
    private void Join(PostingsCheck postings, long terms, long documents, long frequencies)
    {
        lock (_gate)
        {
            _ranges--;
            _termCount += terms;
            _sumDocumentFrequency += documents;
            _sumTotalTermFrequency += frequencies;
            postings.MoveSeenTo(_documents);
            _unused.Push(postings);
        }
    }

    /// <summary>A document has a norm other than 0 if and only if it has a term; deleted ones may have failed in between.</summary>
    private void CheckNorms(ProblemList problems)
    {
        if (_norms is null)
        {
            return;
        }

        for (int document = 0; document < _maxDocument && !problems.IsFull; document++)
        {
            if (_live is { } live && !live[document])
            {
                continue;
            }

            bool hasTerms = (_documents[document >> 6] >> document & 1) != 0;
            bool hasNorm = _norms.Has(document) && _norms.Get(document) != 0;
            if (hasTerms != hasNorm)
            {
                Report(problems, -1, $"document {document} has {(hasTerms ? "terms but no norm" : "a norm but no terms")}");
            }
        }
    }

    private void ExpectCount(ProblemList problems, string what, long said, long found)
    {
        if (said != found)
        {
            Report(problems, -1, $"the dictionary says {said} {what}; there are {found}");
        }
    }

    private void Report(ProblemList problems, long position, string what) => problems.Add(_file, position, $"field {_terms.Field.Name}: {what}");

    internal static string Show(ReadOnlySpan<byte> term) => Encoding.UTF8.GetString(term);
}
