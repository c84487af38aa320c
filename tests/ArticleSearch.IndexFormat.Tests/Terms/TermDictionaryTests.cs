using System.Text;
using ArticleSearch.IndexFormat.Postings;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Terms;

namespace ArticleSearch.IndexFormat.Tests.Terms;

/// <summary>All ways to move through the terms of a field, against a sorted array.</summary>
public sealed class TermDictionaryTests
{
    [Theory]
    [MemberData(nameof(RandomTerms.Kinds), MemberType = typeof(RandomTerms))]
    public void All_moves_agree_with_a_sorted_array(string kind)
    {
        foreach (int count in new[] { 1, 2, 24, 25, 26, 48, 49, 120, 3000 })
        {
            int seed = count;
            var options = (IndexOptions)(1 + seed % 4);
            var (written, twin) = WrittenTerms.WriteRandom(kind, kind == "long" ? Math.Min(count, 120) : count, seed, options);
            using var opened = written.Open();
            try
            {
                Compare(opened.Only, twin, new Random(seed));
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"kind {kind}, count {count}, seed {seed}", e);
            }
        }
    }

    [Theory]
    [InlineData("french")]
    [InlineData("numbers")]
    [InlineData("dense")]
    public void A_hundred_thousand_terms_are_all_found(string kind)
    {
        var (written, twin) = WrittenTerms.WriteRandom(kind, 100_000, seed: 1);
        using var opened = written.Open();
        Compare(opened.Only, twin, new Random(1));
    }

    [Fact]
    public void Fields_have_their_own_terms_and_statistics()
    {
        var random = new Random(3);
        var fields = Enumerable.Range(0, 12).Select(number => (
            Field: WrittenTerms.Field(number, (IndexOptions)(1 + number % 4)),
            Terms: (IReadOnlyList<TwinTerm>)TwinTerm.Make(RandomTerms.Make("french", number * number * 10, number), 50, number % 4 > 0, random))).ToArray();
        var written = WrittenTerms.Write(50, fields);
        using var opened = written.Open();
        Assert.Equal(11, opened.Dictionary.Fields.Count());
        Assert.Null(opened.Dictionary.Field("field0"));
        Assert.Null(opened.Dictionary.Field("other"));
        foreach (var (field, terms) in fields.Skip(1))
        {
            Compare(opened.Dictionary.Field(field.Name)!, terms, random);
        }

        opened.Dictionary.VerifyChecksums();
    }

    [Fact]
    public void A_term_without_documents_leaves_no_trace()
    {
        var random = new Random(8);
        var terms = TwinTerm.Make(RandomTerms.Make("ascii", 500, 8), 20, true, random);
        var some = terms.Select((term, i) => i % 3 == 0 ? term with { Documents = [], Frequencies = [] } : term).ToArray();
        using var opened = WrittenTerms.Write(20, (WrittenTerms.Field(0), some)).Open();
        Compare(opened.Only, [.. some.Where(term => term.Documents.Length > 0)], random);

        using var empty = WrittenTerms.Write(20, (WrittenTerms.Field(0), [some[0], some[3]])).Open();
        Assert.Null(empty.Dictionary.Field("field0"));
    }

    [Fact]
    public void Cursors_share_nothing_that_changes()
    {
        var (written, twin) = WrittenTerms.WriteRandom("french", 3000, 4);
        using var opened = written.Open();
        Parallel.For(0, 8, seed =>
        {
            var random = new Random(seed);
            var cursor = opened.Only.OpenCursor();
            for (int i = 0; i < 3000; i++)
            {
                var term = twin[random.Next(twin.Length)];
                Assert.True(cursor.SeekExact(term.Bytes));
                Assert.Equal(term.TotalTermFrequency, cursor.TotalTermFrequency);
            }
        });
    }

    [Fact]
    public void Looking_terms_up_allocates_nothing()
    {
        var (written, twin) = WrittenTerms.WriteRandom("numbers", 5000, 4);
        using var opened = written.Open();
        var cursor = opened.Only.OpenCursor();
        long sum = LookUpAll(cursor, twin);
        long before = GC.GetAllocatedBytesForCurrentThread();
        sum += LookUpAll(cursor, twin);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(2 * twin.Sum(term => term.Documents.Length), sum);

        static long LookUpAll(TermsCursor cursor, TwinTerm[] twin)
        {
            long sum = 0;
            foreach (var term in twin)
            {
                sum += cursor.SeekExact(term.Bytes) ? cursor.State.DocumentFrequency : 0;
            }

            return sum;
        }
    }

    [Fact]
    public void The_example_of_the_format_is_what_is_written()
    {
        TwinTerm[] terms = [new("a"u8.ToArray(), [0], [1]), new("b"u8.ToArray(), [1], [1])];
        var written = WrittenTerms.Write(2, (WrittenTerms.Field(0, IndexOptions.Documents), terms));
        byte[] blocks = written.Folder.Bytes(WrittenTerms.FileName("tim"));
        Assert.Contains("0514616205010103", Convert.ToHexString(blocks), StringComparison.Ordinal);
    }

    [Fact]
    public void Postings_open_from_a_state_that_was_kept()
    {
        var (written, twin) = WrittenTerms.WriteRandom("ascii", 400, 9, maxDocument: 5000);
        using var opened = written.Open();
        var cursor = opened.Only.OpenCursor();
        var states = new List<TermState>();
        while (cursor.MoveNext())
        {
            states.Add(cursor.State);
        }

        PostingsCursor? postings = null;
        for (int i = 0; i < states.Count; i++)
        {
            postings = opened.Only.OpenPostings(states[i], PostingsFeatures.Frequencies, postings);
            foreach (int document in twin[i].Documents)
            {
                Assert.Equal(document, postings.NextDocument());
            }

            Assert.Equal(PostingsCursor.NoMoreDocuments, postings.NextDocument());
        }
    }

    internal static void Compare(FieldTerms terms, IReadOnlyList<TwinTerm> twin, Random random)
    {
        Assert.Equal(twin.Count, terms.TermCount);
        Assert.Equal(twin.Sum(term => (long)term.Documents.Length), terms.SumDocumentFrequency);
        Assert.Equal(twin.Sum(term => term.TotalTermFrequency), terms.SumTotalTermFrequency);
        Assert.Equal(twin.SelectMany(term => term.Documents).Distinct().Count(), terms.DocumentCount);
        Assert.Equal(twin[0].Bytes, terms.MinTerm.ToArray());
        Assert.Equal(twin[^1].Bytes, terms.MaxTerm.ToArray());
        new TermDictionaryCheck((BlockTreeTerms)terms).Run(CancellationToken.None);

        var all = terms.OpenCursor();
        foreach (var term in twin)
        {
            Assert.True(all.MoveNext());
            Same(term, all, readState: random.Next(2) == 0);
        }

        Assert.False(all.MoveNext());

        var sorted = twin.Select(term => term.Bytes).ToArray();
        var cursor = terms.OpenCursor();
        for (int i = 0; i < 1000; i++)
        {
            byte[] target = Target(twin, random);
            int expected = Array.BinarySearch(sorted, target, RandomTerms.Order);
            if (random.Next(2) == 0)
            {
                Assert.Equal(expected >= 0, cursor.SeekExact(target));
                if (expected < 0)
                {
                    continue;
                }
            }
            else
            {
                var result = cursor.SeekCeiling(target);
                var wanted = expected >= 0 ? SeekResult.Found : ~expected < twin.Count ? SeekResult.Next : SeekResult.End;
                if (wanted != result)
                {
                    Assert.Fail($"{Convert.ToHexString(target)}: {wanted} expected, {result} found");
                }

                if (wanted == SeekResult.End)
                {
                    continue;
                }

                expected = expected >= 0 ? expected : ~expected;
            }

            Same(twin[expected], cursor, readState: random.Next(2) == 0);
            int steps = random.Next(3) == 0 ? random.Next(200) : random.Next(3);
            for (int at = expected + 1; at <= Math.Min(expected + steps, twin.Count); at++)
            {
                Assert.Equal(at < twin.Count, cursor.MoveNext());
                if (at < twin.Count)
                {
                    Same(twin[at], cursor, readState: random.Next(2) == 0);
                }
                else
                {
                    break;
                }
            }
        }
    }

    private static byte[] Target(IReadOnlyList<TwinTerm> twin, Random random)
    {
        byte[] term = twin[random.Next(twin.Count)].Bytes;
        switch (random.Next(6))
        {
            case 0:
                return term[..random.Next(term.Length + 1)];
            case 1:
                return [.. term, (byte)random.Next(256)];
            case 2 when term.Length > 0:
                byte[] other = [.. term];
                other[random.Next(other.Length)] += (byte)(random.Next(2) == 0 ? 1 : 255);
                return other;
            case 3:
                return Encoding.ASCII.GetBytes(random.Next(2) == 0 ? "" : "zzzz");
            default:
                return term;
        }
    }

    private static void Same(TwinTerm term, TermsCursor cursor, bool readState)
    {
        if (!cursor.Term.SequenceEqual(term.Bytes))
        {
            Assert.Fail($"term {Convert.ToHexString(term.Bytes)} expected, {Convert.ToHexString(cursor.Term)} found");
        }

        if (readState)
        {
            Assert.Equal(term.Documents.Length, cursor.DocumentFrequency);
            Assert.Equal(term.TotalTermFrequency, cursor.TotalTermFrequency);
            Assert.Equal(term.Documents.Length, cursor.State.DocumentFrequency);
            if (term.Documents.Length == 1)
            {
                Assert.Equal(term.Documents[0], cursor.State.SingletonDocument);
            }
        }
    }
}
