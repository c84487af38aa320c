using System.Text;
using ArticleSearch.IndexFormat.Norms;
using ArticleSearch.IndexFormat.Postings;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Terms;

namespace ArticleSearch.IndexFormat.Checking;

/// <summary>
/// Checks the terms of one field: that they ascend, that each can be sought, and that the counts of terms and field are those
/// of the postings. Leaves the postings of a term to <see cref="PostingsCheck"/>.
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
    private readonly ulong[] _documents;
    private readonly PostingsCheck _postings;

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
        _postings = new PostingsCheck(terms, maxDocument, norms, _documents, Report);
    }

    public void Run(CancellationToken cancellation)
    {
        long terms = 0;
        long documents = 0;
        long frequencies = 0;
        byte[] last = [];
        var cursor = _terms.OpenCursor();
        var seeker = _terms.OpenCursor();
        while (cursor.MoveNext())
        {
            cancellation.ThrowIfCancellationRequested();
            byte[] term = cursor.Term.ToArray();
            if (terms == 0)
            {
                Expect(term.AsSpan().SequenceEqual(_terms.MinTerm), term, $"it is the first, but the field's is \"{Show(_terms.MinTerm)}\"");
            }
            else
            {
                Expect(last.AsSpan().SequenceCompareTo(term) < 0, term, $"it stands after \"{Show(last)}\"");
            }

            _postings.Run(term, cursor.State, cursor.DocumentFrequency, cursor.TotalTermFrequency, cancellation);
            if (terms % SeekStride == 0)
            {
                Seek(seeker, term, cursor.State);
            }

            terms++;
            documents += cursor.DocumentFrequency;
            frequencies += cursor.TotalTermFrequency;
            last = term;
            if (_problems.IsFull)
            {
                return;
            }
        }

        Expect(last.AsSpan().SequenceEqual(_terms.MaxTerm), last, $"it is the last, but the field's is \"{Show(_terms.MaxTerm)}\"");
        ExpectCount("terms", _terms.TermCount, terms);
        ExpectCount("documents, summed over the terms,", _terms.SumDocumentFrequency, documents);
        ExpectCount("occurrences", _terms.SumTotalTermFrequency, frequencies);
        ExpectCount("documents", _terms.DocumentCount, LiveDocuments.CountOf(_documents));
        CheckNorms();
    }

    private void Seek(TermsCursor seeker, byte[] term, in TermState state)
    {
        bool found = seeker.SeekExact(term) && seeker.Term.SequenceEqual(term) && seeker.State == state;
        Expect(found, term, "it is not found when it is sought");
        var ceiling = seeker.SeekCeiling(term);
        Expect(ceiling == SeekResult.Found && seeker.Term.SequenceEqual(term), term, "it is not found as the first one at or after itself");
    }

    /// <summary>A document has a norm other than 0 if and only if it has a term; deleted ones may have failed in between.</summary>
    private void CheckNorms()
    {
        if (_norms is null)
        {
            return;
        }

        for (int document = 0; document < _maxDocument && !_problems.IsFull; document++)
        {
            if (_live is { } live && !live[document])
            {
                continue;
            }

            bool hasTerms = (_documents[document >> 6] >> document & 1) != 0;
            bool hasNorm = _norms.Has(document) && _norms.Get(document) != 0;
            if (hasTerms != hasNorm)
            {
                Report(-1, $"document {document} has {(hasTerms ? "terms but no norm" : "a norm but no terms")}");
            }
        }
    }

    private void ExpectCount(string what, long said, long found)
    {
        if (said != found)
        {
            Report(-1, $"the dictionary says {said} {what}; there are {found}");
        }
    }

    private void Expect(bool holds, byte[] term, string what)
    {
        if (!holds)
        {
            Report(-1, $"term \"{Show(term)}\": {what}");
        }
    }

    private void Report(long position, string what) => _problems.Add(_file, position, $"field {_terms.Field.Name}: {what}");

    internal static string Show(ReadOnlySpan<byte> term) => Encoding.UTF8.GetString(term);
}
