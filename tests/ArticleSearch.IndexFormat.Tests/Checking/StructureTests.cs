using ArticleSearch.IndexFormat.Checking;
using ArticleSearch.IndexFormat.DocValues;
using ArticleSearch.IndexFormat.Norms;
using ArticleSearch.IndexFormat.Postings;
using ArticleSearch.IndexFormat.Segments;

namespace ArticleSearch.IndexFormat.Tests.Checking;

/// <summary>Each rule of the structure, broken once: files written wrong, whose checksums are right.</summary>
public sealed class StructureTests
{
    private const int MaxDocument = 1000;

    public static TheoryData<string> BrokenTerms => [.. TermRules.Keys];

    public static TheoryData<string> BrokenColumns => [.. ColumnRules.Keys];

    /// <summary>What is broken, and a part of the problem that must be reported.</summary>
    private static Dictionary<string, (Action<FakeTerms> Break, string Problem)> TermRules => new(StringComparer.Ordinal)
    {
        ["the count of terms"] = (terms => terms.Lie = claims => claims.TermCount++, "the dictionary says 4 terms; there are 3"),
        ["the count of documents"] = (terms => terms.Lie = claims => claims.DocumentCount--, "documents; there are 700"),
        ["the sum of document frequencies"] = (terms => terms.Lie = claims => claims.SumDocumentFrequency++, "summed over the terms"),
        ["the sum of frequencies"] = (terms => terms.Lie = claims => claims.SumTotalTermFrequency++, "occurrences"),
        ["the first term"] = (terms => terms.Lie = claims => claims.MinTerm = "aa", "it is the first"),
        ["the last term"] = (terms => terms.Lie = claims => claims.MaxTerm = "zz", "it is the last"),
        ["the order of terms"] = (terms => terms.Content.Reverse(0, 2), "it stands after"),
        ["seeking"] = (terms => terms.SeeksFail = true, "it is not found when it is sought"),
        ["a document frequency"] = (terms => terms.Lie = claims => claims.FirstTermDocumentsTooMany = 1, "it stands"),
        ["the order of documents"] = (terms => terms.Content[2].Postings.Reverse(3, 2), "follows"),
        ["a document that is not there"] = (terms => terms.Content[2].Postings[^1] = Posting(MaxDocument), "follows"),
        ["a frequency"] = (terms => terms.Content[2].Postings[5] = new(5, []), "has frequency 0"),
        ["the order of positions"] = (terms => terms.Content[2].Postings[5] = new(5, [(4, 0, 1), (3, 2, 3)]), "position 3 follows 4"),
        ["a position past the last one"] = (terms => terms.Content[2].Postings[5] = new(5, [(int.MaxValue - 1, 0, 1)]), "position 2147483646"),
        ["the order of offsets"] = (terms => terms.Content[2].Postings[5] = new(5, [(3, 9, 10), (4, 8, 10)]), "the offsets 8-10 follow 9"),
        ["an end before its start"] = (terms => terms.Content[2].Postings[5] = new(5, [(3, 9, 8)]), "the offsets 9-8"),
        ["skipping"] = (terms => terms.LandsOn = index => index + 1, "skipping to"),
        ["impacts that are too low"] = (terms => terms.ImpactsOf = impacts => [impacts[0] with { Frequency = impacts[0].Frequency - 1 }], "do not cover"),
        ["impacts that do not rise"] = (terms => terms.ImpactsOf = impacts => [impacts[0], impacts[0]], "do not rise"),
        ["impacts with too long documents"] = (terms => terms.ImpactsOf = impacts => [impacts[0] with { Norm = 2 }], "do not cover"),
        ["no impacts"] = (terms => terms.ImpactsOf = _ => [], "do not rise"),
    };

    private static Dictionary<string, (DocValuesType Type, Action<ColumnsCheck> Check, string Problem)> ColumnRules => new(StringComparer.Ordinal)
    {
        ["missing norms"] = (DocValuesType.None, check => check.Norms(null), "no norms"),
        ["a norm of a document without one"] = (DocValuesType.None, check => check.Norms(new WrongNorms()), "has no norm, but"),
        ["an ordinal"] = (DocValuesType.Sorted, check => check.Sorted(new Sorted(["a", "b"], document => document % 3)), "has ordinal 2; there are 2"),
        ["a value of no document"] = (DocValuesType.Sorted, check => check.Sorted(new Sorted(["a", "b"], _ => 0)), "1 of its 2 values"),
        ["the order of values"] = (DocValuesType.Sorted, check => check.Sorted(new Sorted(["b", "a"], document => document % 2)), "stands after"),
        ["the count of values"] = (DocValuesType.Sorted, check => check.Sorted(new Sorted([], _ => -1, count: 1L << 40)), "can not be the count"),
        ["the search for a value"] = (DocValuesType.Sorted, check => check.Sorted(new Sorted(["a"], _ => 0, found: false)), "not found"),
        ["the order of ordinals"] = (DocValuesType.SortedSet, check => check.SortedSet(new SortedSet(["a", "b"], [1, 0])), "ordinal 0 follows 1"),
        ["an ordinal of a set"] = (DocValuesType.SortedSet, check => check.SortedSet(new SortedSet(["a", "b"], [0, 2])), "ordinal 2 follows 0"),
        ["the order of numbers"] = (DocValuesType.SortedNumeric, check => check.SortedNumeric(new SortedNumbers([2, 1])), "1 follows 2"),
    };

    [Fact]
    public void Terms_that_are_right_have_no_problem() => Assert.Empty(Check(Terms()));

    [Theory]
    [MemberData(nameof(BrokenTerms))]
    public void A_broken_rule_of_terms_or_postings_is_reported(string rule)
    {
        var (breakIt, problem) = TermRules[rule];
        var terms = Terms();
        breakIt(terms);
        Assert.Contains(Check(terms), found => found.What.Contains(problem, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("terms but no norm")]
    [InlineData("a norm but no terms")]
    public void A_document_has_a_norm_where_it_has_terms(string problem)
    {
        byte[] norms = [.. Enumerable.Repeat((byte)1, 700), .. new byte[300]];
        norms[problem[0] == 't' ? 10 : 900] ^= 1;
        Assert.Contains(Check(Terms(), new ByteNorms(norms)), found => found.What.Contains(problem, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(BrokenColumns))]
    public void A_broken_rule_of_columns_is_reported(string rule)
    {
        var (type, check, problem) = ColumnRules[rule];
        var problems = new ProblemList();
        var field = new FieldInfo { Name = "field", Number = 0, DocValuesType = type };
        check(new ColumnsCheck("_0.dvd", field, MaxDocument, problems, default));
        Assert.Contains(problems.Problems, found => found.What.Contains(problem, StringComparison.Ordinal));
    }

    [Fact]
    public void No_more_problems_are_reported_than_anybody_reads()
    {
        var problems = new ProblemList();
        for (int i = 0; i < 1000; i++)
        {
            problems.Add("_0.tim", i, "wrong");
        }

        Assert.Equal(ProblemList.Limit, problems.Count);
    }

    [Fact]
    public void A_reader_that_fails_is_a_problem_and_a_cancellation_is_none()
    {
        var problems = new ProblemList();
        Assert.False(problems.Try("_0.tim", () => throw new IndexOutOfRangeException()));
        Assert.Contains("the reader fails", Assert.Single(problems.Problems).What, StringComparison.Ordinal);
        Assert.Throws<OperationCanceledException>(() => problems.Try("_0.tim", () => throw new OperationCanceledException()));
    }

    private static IReadOnlyList<IndexProblem> Check(FakeTerms terms, NormsColumn? norms = null)
    {
        var problems = new ProblemList();
        new TermsCheck("_0.doc", terms, MaxDocument, norms, live: null, problems).Run(default);
        return problems.Problems;
    }

    private static FakeTerms Terms()
    {
        var terms = new FakeTerms();
        terms.Content.Add(("a", [Posting(7)]));
        terms.Content.Add(("b", [Posting(7), Posting(600)]));
        terms.Content.Add(("c", [.. Enumerable.Range(0, 700).Select(Posting)]));
        return terms;
    }

    private static FakeTerms.Posting Posting(int document) =>
        new(document, [.. Enumerable.Range(0, 1 + document % 3).Select(i => (i, 2 * i, 2 * i + 1))]);

    private sealed class WrongNorms : NormsColumn
    {
        public override long Get(int document) => 1;

        public override bool Has(int document) => false;
    }

    private sealed class Sorted(string[] values, Func<int, int> ordinals, long count = -1, bool found = true) : SortedColumn
    {
        public override long ValueCount => count < 0 ? values.Length : count;

        public override int Ordinal(int document) => ordinals(document);

        public override ReadOnlySpan<byte> Value(long ordinal) => System.Text.Encoding.UTF8.GetBytes(values[ordinal]);

        public override long Find(ReadOnlySpan<byte> value) => found ? Array.IndexOf(values, System.Text.Encoding.UTF8.GetString(value)) : ~0;
    }

    private sealed class SortedSet(string[] values, long[] ordinals) : SortedSetColumn
    {
        public override long ValueCount => values.Length;

        public override void Ordinals(int document, List<long> found)
        {
            found.Clear();
            found.AddRange(ordinals);
        }

        public override ReadOnlySpan<byte> Value(long ordinal) => System.Text.Encoding.UTF8.GetBytes(values[ordinal]);

        public override long Find(ReadOnlySpan<byte> value) => Array.IndexOf(values, System.Text.Encoding.UTF8.GetString(value));
    }

    private sealed class SortedNumbers(long[] numbers) : SortedNumericColumn
    {
        public override void Get(int document, List<long> values)
        {
            values.Clear();
            values.AddRange(numbers);
        }
    }
}
