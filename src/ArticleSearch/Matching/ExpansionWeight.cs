using System.Text;
using ArticleSearch.IndexFormat.Postings;
using ArticleSearch.Queries;

namespace ArticleSearch.Matching;

/// <summary>All terms that a pattern means, scored alike. The terms are looked up in each segment when it is opened.</summary>
/// <param name="index">The index.</param>
/// <param name="pattern">A prefix, wildcard, regular expression or range.</param>
/// <param name="field">The field of the pattern.</param>
/// <param name="score">The score of every match.</param>
/// <param name="cancellation">Stops the walk over the terms.</param>
internal sealed class ExpansionWeight(IndexView index, Query pattern, string field, float score, CancellationToken cancellation) : Weight
{
    private const int BatchLength = 128;
    private const int CancellationInterval = 256;

    public override bool IsConstant => true;

    public override MatchCursor? Open(int segment)
    {
        var view = index.Segments[segment];
        if (view.Terms(field) is not { } terms)
        {
            return null;
        }

        ulong[]? words = null;
        long cost = 0;
        PostingsCursor? postings = null;
        Span<int> documents = stackalloc int[BatchLength];
        Span<int> frequencies = stackalloc int[BatchLength];
        var matching = PatternTerms.Open(pattern, terms);
        for (int seen = 1; matching.MoveNext(); seen++)
        {
            if (seen % CancellationInterval == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }

            words ??= new ulong[(view.MaxDocument + 63) >> 6];
            postings = terms.OpenPostings(matching.State, PostingsFeatures.Documents, postings);
            cost += matching.DocumentFrequency;
            int count;
            do
            {
                count = postings.ReadBatch(documents, frequencies, view.MaxDocument);
                foreach (int document in documents[..count])
                {
                    words[document >> 6] |= 1UL << document;
                }
            }
            while (count == BatchLength);
        }

        return words is null ? null : new BitSetCursor(words, view.MaxDocument, Math.Min(cost, view.MaxDocument), score);
    }

    public override Explanation Explain(int segment, int document) => ScoreOf(segment, document) is { } value
        ? new Explanation(true, value, $"constant score: a term of {Name()} stands in the passage{TermsIn(segment, document)}")
        : new Explanation(false, 0, $"no term of {Name()} stands in the passage");

    private string Name() => pattern switch
    {
        PrefixQuery prefix => $"{field}:{prefix.Prefix}*",
        WildcardQuery wildcard => $"{field}:{wildcard.Pattern}",
        RegexpQuery regexp => $"{field}:/{regexp.Pattern}/",
        TermRangeQuery range =>
            $"{field}:{(range.IncludesLower ? '[' : '{')}{range.Lower ?? "*"} TO {range.Upper ?? "*"}{(range.IncludesUpper ? ']' : '}')}",
        _ => field,
    };

    /// <summary>The first few terms of the pattern in a document that matches.</summary>
    private string TermsIn(int segment, int document)
    {
        const int Shown = 8;
        var terms = index.Segments[segment].Terms(field)!;
        var matching = PatternTerms.Open(pattern, terms);
        List<string> found = [];
        while (found.Count <= Shown && matching.MoveNext())
        {
            if (terms.OpenPostings(matching.State, PostingsFeatures.Documents).Advance(document) == document)
            {
                found.Add(found.Count == Shown ? "…" : Encoding.UTF8.GetString(matching.Term));
            }
        }

        return ": " + string.Join(", ", found);
    }
}
