using ArticleSearch.IndexFormat.Postings;
using ArticleSearch.IndexFormat.Segments;

namespace ArticleSearch.IndexFormat.Tests.Postings;

/// <summary>Moves cursors in every mixture of ways, beside plain arrays.</summary>
public sealed class PostingsCursorTests
{
    private const int None = PostingsCursor.NoMoreDocuments;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 8)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Cursors_do_what_arrays_do_however_they_are_moved(int seed)
    {
        var random = new Random(seed);
        int maxDocument = random.Next(4) == 0 ? 70_000 : random.Next(1, 9_000);
        int[] counts = [1, 2, 5, 127, 128, 129, 255, 256, 257, 1024, 1025, 1152, 1153, 8 * 1024, 8 * 1024 + 1, 20_000, maxDocument];
        TermSample[] terms = [.. counts.Where(count => count <= maxDocument)
            .Select(count => TermSample.Create(random, maxDocument, count, count > 5_000 ? 3 : random.Next(2) == 0 ? 9 : 400))];
        foreach (var options in new[] { IndexOptions.Documents, IndexOptions.Frequencies, IndexOptions.Positions, IndexOptions.Offsets })
        {
            using var sample = new PostingsSample(options, maxDocument, new SampleNorms(40), terms);
            PostingsCursor? reuse = null;
            foreach (var term in terms)
            {
                for (int round = 0; round < 5; round++)
                {
                    var features = (PostingsFeatures)random.Next(4);
                    reuse = sample.Open(term, features, random.Next(3) == 0 ? null : reuse);
                    Walk(random, sample, term, features, reuse, $"seed {seed}, {options}, {features}, {term.Documents.Length} documents, round {round}");
                }
            }
        }
    }

    [Fact]
    public void Edges_are_as_the_contract_says()
    {
        var term = TermSample.Create(new Random(1), [0, 3, 9], 1);
        using var sample = new PostingsSample(IndexOptions.Offsets, 10, null, term);
        var cursor = sample.Open(term);
        Assert.Equal(-1, cursor.Document);
        Assert.Equal(3, cursor.DocumentFrequency);
        Assert.Equal(0, cursor.Advance(0));
        Assert.Equal(3, cursor.Advance(1));
        Assert.Equal(9, cursor.NextDocument());
        Assert.Equal(None, cursor.NextDocument());
        Assert.Equal(None, cursor.NextDocument());
        Assert.Equal(None, cursor.Advance(4));
        Assert.Equal(None, cursor.Advance(None));
        Assert.Equal(None, cursor.Document);
        Assert.Equal(0, cursor.ReadBatch(new int[4], new int[4], None));
        Assert.Equal(None, cursor.Document);
        Assert.Equal(None, sample.Open(term).Advance(10));
        Assert.Equal(None, sample.Open(term).Advance(None));
    }

    [Fact]
    public void A_batch_that_finds_nothing_leaves_the_cursor_where_it_was()
    {
        var term = TermSample.Create(new Random(2), [.. Enumerable.Range(0, 128), .. Enumerable.Range(500, 300)], 5);
        using var sample = new PostingsSample(IndexOptions.Offsets, 1000, null, term);
        var cursor = sample.Open(term);
        int[] documents = new int[200];
        int[] frequencies = new int[200];
        Assert.Equal(0, cursor.ReadBatch(documents, frequencies, 0));
        Assert.Equal(-1, cursor.Document);
        Assert.Equal(128, cursor.ReadBatch(documents, frequencies, 400));
        Assert.Equal(127, cursor.Document);
        Assert.Equal(0, cursor.ReadBatch(documents, frequencies, 500));
        Assert.Equal(127, cursor.Document);
        Assert.Equal(term.Frequencies[127], cursor.Frequency);
        ReadPositions(cursor, term, 127, term.Frequencies[127], PostingsFeatures.Offsets, "held document");
        Assert.Equal(500, cursor.NextDocument());
        ReadPositions(cursor, term, 128, term.Frequencies[128], PostingsFeatures.Offsets, "document after");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void What_is_wanted_of_a_stretch_is_what_a_walk_over_it_finds(int seed)
    {
        var random = new Random(seed);
        for (int round = 0; round < 40; round++)
        {
            int max = random.Next(1, 6000);
            int[] documents = [.. Enumerable.Range(0, max).Where(_ => random.Next(1 + (round % 7)) == 0)];
            if (documents.Length == 0)
            {
                continue;
            }

            var term = TermSample.Create(random, documents, 5);
            using var sample = new PostingsSample(IndexOptions.Offsets, max, null, term);
            var cursor = sample.Open(term, PostingsFeatures.Frequencies);
            int[] found = new int[128];
            int[] frequencies = new int[128];
            for (int start = 0; start < max;)
            {
                string what = $"seed {seed}, round {round}, stretch from {start}";
                int end = random.Next(6) == 0 ? max : Math.Min(max, start + 1 + random.Next(2000));
                ulong[] wanted = new ulong[(end - start + 63) >> 6];
                for (int document = start; document < end; document++)
                {
                    wanted[(document - start) >> 6] |= (random.Next(1 + (round % 5)) == 0 ? 1UL : 0) << (document - start);
                }

                if (random.Next(4) == 0 && cursor.Document < start)
                {
                    cursor.Advance(start);
                }

                int first = Math.Max(start, cursor.Document + 1);
                var expected = new List<(int, int)>();
                for (int i = 0; i < documents.Length; i++)
                {
                    int at = documents[i] - start;
                    if (documents[i] >= first && documents[i] < end && (wanted[at >> 6] >> at & 1) != 0)
                    {
                        expected.Add((documents[i], term.Frequencies[i]));
                    }
                }

                var read = new List<(int, int)>();
                for (int count; cursor.Document < end && (count = cursor.ReadWanted(wanted, start, end, found, frequencies)) >= 0;)
                {
                    read.AddRange(found[..count].Zip(frequencies));
                }

                Assert.True(expected.SequenceEqual(read), what);
                start = end;
            }
        }
    }

    internal static void Walk(Random random, PostingsSample sample, TermSample term, PostingsFeatures features, PostingsCursor cursor, string what)
    {
        var options = sample.Field.IndexOptions;
        bool frequencies = options >= IndexOptions.Frequencies && features >= PostingsFeatures.Frequencies;
        int maxStep = random.Next(4) switch { 0 => 3, 1 => sample.MaxDocument, 2 => 1 + (sample.MaxDocument / 20), _ => 300 };
        int[] batch = new int[300];
        int[] batchFrequencies = new int[300];
        int current = -1; // index in the arrays
        int shallow = -1;
        Assert.Equal(-1, cursor.Document);
        Assert.Equal(term.Documents.Length, cursor.DocumentFrequency);
        while (current < term.Documents.Length)
        {
            switch (random.Next(8))
            {
                case 0 or 1:
                    current++;
                    Assert.Equal(At(term, current), cursor.NextDocument());
                    break;
                case 2 or 3:
                    int target = cursor.Document + 1 + random.Next(maxStep);
                    current = IndexOf(term, target);
                    Assert.Equal(At(term, current), cursor.Advance(target));
                    break;
                case 4:
                    int limit = random.Next(4) == 0 ? None : cursor.Document + random.Next(maxStep);
                    int room = random.Next(batch.Length);
                    int end = Math.Max(current + 1, IndexOf(term, limit));
                    int expected = Math.Min(room, end - current - 1);
                    Assert.Equal(expected, cursor.ReadBatch(batch.AsSpan(0, room), batchFrequencies.AsSpan(0, room), limit));
                    Assert.Equal(term.Documents.AsSpan(current + 1, expected), batch.AsSpan(0, expected));
                    if (frequencies)
                    {
                        Assert.Equal(term.Frequencies.AsSpan(current + 1, expected), batchFrequencies.AsSpan(0, expected));
                    }
                    else
                    {
                        Assert.False(batchFrequencies.AsSpan(0, expected).ContainsAnyExcept(1), what);
                    }

                    current += expected;
                    break;
                case 5:
                    shallow = Math.Max(shallow, cursor.Document + random.Next(maxStep));
                    if (shallow >= 0)
                    {
                        cursor.AdvanceShallow(shallow);
                        CheckImpacts(sample, term, cursor, shallow, what);
                    }

                    break;
                default:
                    if (current >= 0 && options >= IndexOptions.Positions && features >= PostingsFeatures.Positions)
                    {
                        ReadPositions(cursor, term, current, random.Next(1, term.Frequencies[current] + 1), features, what);
                        current++;
                        Assert.Equal(At(term, current), cursor.NextDocument());
                    }

                    break;
            }

            Assert.Equal(At(term, current), cursor.Document);
            if (current >= 0 && current < term.Documents.Length && random.Next(2) == 0)
            {
                Assert.Equal(frequencies ? term.Frequencies[current] : 1, cursor.Frequency);
            }
        }

        Assert.Equal(None, cursor.NextDocument());
    }

    private static int At(TermSample term, int index) =>
        index < 0 ? -1 : index < term.Documents.Length ? term.Documents[index] : None;

    private static int IndexOf(TermSample term, int target)
    {
        int index = Array.BinarySearch(term.Documents, target);
        return index < 0 ? ~index : index;
    }

    private static void ReadPositions(PostingsCursor cursor, TermSample term, int index, int count, PostingsFeatures features, string what)
    {
        for (int i = 0; i < count; i++)
        {
            var (position, start, end) = term.Positions[index][i];
            int found = cursor.NextPosition();
            Assert.True(position == found, $"{what}: position {i} of document {index}: {found}, not {position}");
            if (features >= PostingsFeatures.Offsets && cursor.StartOffset >= 0)
            {
                Assert.Equal((start, end), (cursor.StartOffset, cursor.EndOffset));
            }
        }
    }

    private static void CheckImpacts(PostingsSample sample, TermSample term, PostingsCursor cursor, int target, string what)
    {
        int previous = target - 1;
        for (int level = 0; level < cursor.ImpactLevels; level++)
        {
            int end = cursor.ImpactsEnd(level);
            Assert.True(end >= previous && end >= target, what);
            previous = end;
            var impacts = cursor.Impacts(level);
            int from = IndexOf(term, target);
            int to = end == None ? term.Documents.Length : IndexOf(term, end + 1);
            for (int i = from; i < Math.Min(to, from + 50); i++)
            {
                long norm = new SampleNorms(40).Get(term.Documents[i]);
                norm = norm == 0 ? 1 : norm;
                int frequency = sample.Field.IndexOptions >= IndexOptions.Frequencies ? term.Frequencies[i] : 1;
                bool bounded = false;
                foreach (var impact in impacts)
                {
                    bounded |= impact.Frequency >= frequency && (ulong)impact.Norm <= (ulong)norm;
                }

                Assert.True(bounded, $"{what}: document {term.Documents[i]} beats the impacts of level {level}");
            }
        }

        Assert.Equal(None, previous);
    }
}
