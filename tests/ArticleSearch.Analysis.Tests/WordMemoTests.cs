namespace ArticleSearch.Analysis.Tests;

/// <summary>The memo changes nothing but the time, and neither tokens nor time cost memory.</summary>
public sealed class WordMemoTests
{
    [Fact]
    public void With_the_memo_or_without_the_tokens_are_the_same()
    {
        const int seed = 5;
        var random = new RandomTexts(seed);
        var remembering = new FrenchTokenStream(new WordMemo());
        var plain = new FrenchTokenStream(null);
        for (int i = 0; i < 20_000; i++)
        {
            string text = random.Next(30);
            Assert.Equal(TokenText.Of(plain, text), TokenText.Of(remembering, text));
        }
    }

    [Fact]
    public void A_full_memo_stays_within_its_memory_and_changes_nothing()
    {
        var memo = new WordMemo();
        var remembering = new FrenchTokenStream(memo);
        var plain = new FrenchTokenStream(null);
        for (int i = 0; i < 180_000; i++)
        {
            string text = $"mot{i}ique {i}x";
            Assert.Equal(TokenText.Of(plain, text), TokenText.Of(remembering, text));
        }

        Assert.InRange(memo.Count, 200_000, 300_000);
        Assert.InRange(memo.Bytes, 1_000_000, WordMemo.MostBytes);
    }

    [Fact]
    public void A_term_has_one_number_and_a_number_one_term()
    {
        const int seed = 6;
        var random = new RandomTexts(seed);
        var memo = new WordMemo();
        var stream = new FrenchTokenStream(memo);
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < 50_000; i++)
        {
            stream.Reset(random.Next(30).AsMemory());
            while (stream.MoveNext())
            {
                string term = stream.Term.ToString();
                if (stream.TermNumber >= 0)
                {
                    Assert.Equal(term, memo.Term(stream.TermNumber).ToString());
                    Assert.True(numbers.TryAdd(term, stream.TermNumber) || numbers[term] == stream.TermNumber);
                }
            }
        }

        Assert.Equal(numbers.Count, numbers.Values.Distinct().Count());
        Assert.Equal(numbers.Count, memo.TermCount);
        Assert.Equal(numbers.Count - 1, numbers.Values.Max());
    }

    [Fact]
    public void Keys_are_equal_only_if_the_words_are()
    {
        string[] words =
            ["a", "b", "ab", "abcd", "abcdefgh", "abcdefghi", "abcdefghj", "abcdefghijklmnop", "éàç", "œuf", "Œuf", "l'un", "l’un", "x\u00ADy"];
        string[] without = ["", "\0", "a\0", "a\u0092", "\u009C", "abcdefghijklmnopq", "α", "𝐀𝐀", "\uD800"];
        Assert.All(without, word => Assert.True(WordKey.Of(word).IsNone));
        foreach (string left in words)
        {
            Assert.False(WordKey.Of(left).IsNone);
            foreach (string right in words)
            {
                Assert.Equal(left == right, WordKey.Of(left) == WordKey.Of(right));
            }
        }
    }

    [Fact]
    public void Tokens_come_in_rows_as_they_come_one_by_one()
    {
        const int seed = 7;
        var random = new RandomTexts(seed);
        var tokens = new Token[7];
        var rows = new FrenchTokenStream(new WordMemo());
        var single = new FrenchTokenStream(new WordMemo());
        for (int i = 0; i < 20_000; i++)
        {
            string text = random.Next(40);
            rows.Reset(text.AsMemory());
            single.Reset(text.AsMemory());
            for (int count; (count = rows.Read(tokens)) > 0;)
            {
                for (int at = 0; at < count; at++)
                {
                    Assert.True(single.MoveNext(), $"seed {seed}, text {i}");
                    Assert.Equal(new Token(single.TermNumber, single.PositionIncrement, single.StartOffset, single.EndOffset), tokens[at]);
                    Assert.Equal(single.Term.ToString(), rows.TermOf(tokens[at].Number).ToString());
                }
            }

            Assert.False(single.MoveNext(), $"seed {seed}, text {i}");
        }
    }

    [Fact]
    public void A_text_costs_no_memory()
    {
        var random = new RandomTexts(8);
        var texts = Enumerable.Range(0, 1000).Select(_ => random.Next(50).AsMemory()).ToArray();
        foreach (var stream in new[] { new FrenchTokenStream(new WordMemo()), new FrenchTokenStream(null) })
        {
            long tokens = Walk(stream, texts);
            long before = GC.GetAllocatedBytesForCurrentThread();
            long again = Walk(stream, texts);
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.Equal(0, allocated);
            Assert.Equal(tokens, again);
            Assert.True(tokens > 5_000);
        }
    }

    private static long Walk(FrenchTokenStream stream, ReadOnlyMemory<char>[] texts)
    {
        long sum = 0;
        foreach (var text in texts)
        {
            stream.Reset(text);
            while (stream.MoveNext())
            {
                sum += stream.Term.Length > 0 && stream.PositionIncrement > 0 && stream.EndOffset > stream.StartOffset ? 1 : 0;
            }
        }

        return sum;
    }
}
