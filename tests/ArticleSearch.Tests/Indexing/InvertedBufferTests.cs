using System.Text;
using ArticleSearch.Analysis;
using ArticleSearch.IndexFormat.Postings;
using ArticleSearch.Indexing;

namespace ArticleSearch.Tests.Indexing;

/// <summary>The buffer against a twin of dictionaries and lists.</summary>
public sealed class InvertedBufferTests
{
    private static readonly AnalysisChain Chain = AnalysisChain.Named(IndexBuilderOptions.DefaultChain);

    [Fact]
    public void Inversion_equals_a_dictionary_of_lists()
    {
        for (int seed = 0; seed < 25; seed++)
        {
            var random = new Random(seed);
            var buffer = new InvertedBuffer(Chain, new PagePool());
            Fill(buffer, random, random.Next(1, 200), random.Next(1, 120), seed);
            buffer.Clear();
            Fill(buffer, random, random.Next(1, 30), random.Next(1, 3000), seed); // memory used before is as good as new
        }
    }

    [Fact]
    public void A_term_met_very_often_fills_slices_of_every_size()
    {
        var buffer = new InvertedBuffer(Chain, new PagePool());
        string text = string.Join(' ', Enumerable.Repeat("drapeau", 50_000));
        buffer.AddPassage("a", null, text.AsMemory(), 1, default);
        buffer.FinishArticle("a", null, null, 0);
        Assert.Equal(1, buffer.Text.Terms.Count);
        Assert.Equal(Enumerable.Range(0, 50_000).Select(i => (0, i, 8 * i, (8 * i) + 7)), Occurrences(buffer.Text, buffer, 0, hasOffsets: true));
    }

    [Fact]
    public void Documents_in_a_row_share_a_keyword_and_others_do_not()
    {
        var field = new KeywordField();
        field.Add("x", 0, 2);
        field.Add("x", 2, 3);
        field.Add("x", 4, 5);
        field.Add("w", 5, 6);
        Assert.Equal([(5, 6), (0, 3), (4, 5)], field.Sorted().Select(field.Documents));
    }

    [Fact]
    public void Memory_is_counted()
    {
        var buffer = new InvertedBuffer(Chain, new PagePool());
        long empty = buffer.MemoryUsed;
        for (int i = 0; i < 20_000; i++)
        {
            buffer.AddPassage($"a{i}", "titre", $"mot{i} et le même toujours {i % 100}".AsMemory(), 1, default);
            buffer.FinishArticle($"a{i}", "2020", "s", i);
        }

        Assert.InRange(buffer.MemoryUsed - empty, 20_000L * 100, 20_000L * 1000);
        long most = buffer.KeepsTables ? buffer.MemoryUsed / 2 : empty;
        buffer.Clear();
        Assert.InRange(buffer.MemoryUsed, 1, most);
    }

    [Fact]
    public void Tables_that_are_kept_are_as_good_as_new_and_take_at_most_half_of_what_was()
    {
        const int Seed = 1;
        var random = new Random(Seed);
        var buffer = new InvertedBuffer(Chain, new PagePool());
        Fill(buffer, random, 1000, 1500, Seed);
        Assert.True(buffer.KeepsTables);
        long full = buffer.MemoryUsed;
        buffer.Clear();
        long kept = buffer.MemoryUsed;
        Assert.InRange(kept, 1, full / 2);
        Fill(buffer, random, 250, 40, Seed);
        Assert.InRange(buffer.MemoryUsed, kept, full);
    }

    [Fact]
    public void Halves_of_surrogate_pairs_become_one_term()
    {
        var terms = new TermTable();
        int first = terms.FindOrAdd("a\uD800");
        Assert.Equal(first, terms.FindOrAdd("a\uDBFF"));
        Assert.Equal(first, terms.FindOrAdd("a\uFFFD"));
        Assert.NotEqual(first, terms.FindOrAdd("a\uD83D\uDE00"));
        Assert.Equal("a\uFFFD", Encoding.UTF8.GetString(terms.ToUtf8()[first]));
    }

    private static void Fill(InvertedBuffer buffer, Random random, int documents, int words, int seed)
    {
        var twins = new[] { new Twin(Chain), new Twin(Chain) };
        string? title = null;
        for (int document = 0; document < documents; document++)
        {
            if (random.Next(3) == 0)
            {
                title = random.Next(4) == 0 ? null : Words(random, 5);
            }

            string text = Words(random, words);
            buffer.AddPassage("a" + document, title, text.AsMemory(), document + 1, default);
            buffer.FinishArticle("a" + document, null, null, document);
            twins[0].Add(title, document);
            twins[1].Add(text, document);
        }

        Assert.Equal(documents, buffer.DocumentCount);
        Compare(twins[0], buffer.Title, buffer, hasOffsets: false, seed);
        Compare(twins[1], buffer.Text, buffer, hasOffsets: true, seed);
    }

    private static string Words(Random random, int words)
    {
        string[] common = ["Russie", "l'eau", "œuvre", "été", "drapeaux", "nord-coréen", "2023", "aujourd'hui", "😀", "Ωmega", "de", "𝒳yz"];
        var builder = new StringBuilder();
        for (int i = 0; i < words; i++)
        {
            builder.Append(random.Next(3) == 0 ? "mot" + random.Next(500) : common[random.Next(common.Length)]).Append(random.Next(9) == 0 ? " - " : " ");
        }

        return builder.ToString();
    }

    private static void Compare(Twin twin, InvertedField field, InvertedBuffer buffer, bool hasOffsets, int seed)
    {
        Assert.Equal(twin.Postings.Count, field.Terms.Count);
        var terms = field.Terms.ToUtf8();
        int[] order = terms.Sorted();
        Assert.True(
            twin.Postings.Keys.Select(Encoding.UTF8.GetBytes).Order(Comparer<byte[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b))).Select(Encoding.UTF8.GetString)
                .SequenceEqual(order.Select(term => Encoding.UTF8.GetString(terms[term]))),
            $"seed {seed}: order of terms");
        for (int term = 0; term < field.Terms.Count; term++)
        {
            var expected = twin.Postings[Encoding.UTF8.GetString(terms[term])];
            var actual = Occurrences(field, buffer, term, hasOffsets);
            Assert.True(expected.Select(o => hasOffsets ? o : (o.Document, o.Position, 0, 0)).SequenceEqual(actual), $"seed {seed}: postings");
        }

        var norms = field.Norms(buffer.DocumentCount);
        for (int document = 0; document < buffer.DocumentCount; document++)
        {
            Assert.Equal(twin.Lengths.ContainsKey(document), norms.Has(document));
            Assert.Equal((sbyte)FieldLength.Encode(twin.Lengths.GetValueOrDefault(document)), norms.Get(document));
        }
    }

    private static List<(int Document, int Position, int Start, int End)> Occurrences(InvertedField field, InvertedBuffer buffer, int term, bool hasOffsets)
    {
        field.Occurrences.Finish();
        var reader = new OccurrenceReader(buffer.Pool, hasOffsets);
        reader.Reset(field.Occurrences.StreamOf(term));
        var occurrences = new List<(int, int, int, int)>();
        var row = new Occurrence[7];
        int document = -1, position = 0, start = 0;
        for (int count; (count = reader.Read(row)) > 0;)
        {
            foreach (var occurrence in row.AsSpan(0, count))
            {
                (position, start) = occurrence.Document > 0 ? (0, 0) : (position, start);
                document += occurrence.Document;
                position += occurrence.Position;
                start += occurrence.Start;
                occurrences.Add((document, position, start, start + occurrence.Length));
            }
        }

        return occurrences;
    }

    private sealed class Twin(AnalysisChain chain)
    {
        private readonly TokenStream _tokens = chain.CreateStream();

        public Dictionary<string, List<(int Document, int Position, int Start, int End)>> Postings { get; } = new(StringComparer.Ordinal);

        public Dictionary<int, int> Lengths { get; } = [];

        public void Add(string? text, int document)
        {
            if (text is null)
            {
                return;
            }

            int position = -1;
            int length = 0;
            _tokens.Reset(text.AsMemory());
            while (_tokens.MoveNext())
            {
                position += _tokens.PositionIncrement;
                length++;
                string term = _tokens.Term.ToString();
                if (!Postings.TryGetValue(term, out var list))
                {
                    Postings.Add(term, list = []);
                }

                list.Add((document, position, _tokens.StartOffset, _tokens.EndOffset));
            }

            Lengths[document] = length;
        }
    }
}
