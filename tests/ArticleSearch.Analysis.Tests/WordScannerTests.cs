using System.Text;

namespace ArticleSearch.Analysis.Tests;

/// <summary>The scanner finds the breaker's words, and its classes are those of the breaker's tables.</summary>
public sealed class WordScannerTests
{
    [Fact]
    public void The_scanner_finds_what_the_breaker_finds()
    {
        const int seed = 43;
        var random = new RandomTexts(seed);
        var scanner = new WordScanner();
        for (int i = 0; i < 60_000; i++)
        {
            string text = WithoutSurrogates(random.Next(i % 100 == 0 ? 2000 : 20), keep: i % 4 == 0);
            AssertSame(scanner, text, $"seed {seed}, text {i}");
        }
    }

    [Fact]
    public void Runs_that_reach_over_the_edges_of_blocks_and_chunks_are_found_whole()
    {
        const int seed = 44;
        var random = new Random(seed);
        var scanner = new WordScanner();
        string[] pieces = ["a", "é", "l’", "l'", ".", " ", "'", ", ", "1", "_", "œ", "\u00AD", "a:b", "x.", "3,14", "…", "漢", "\u0092"];
        for (int i = 0; i < 3_000; i++)
        {
            var text = new StringBuilder(new string(i % 2 == 0 ? ' ' : 'a', random.Next(i % 3 == 0 ? 5000 : 200)));
            while (random.Next(40) > 0)
            {
                text.Insert(random.Next(text.Length + 1), pieces[random.Next(pieces.Length)]).Append(pieces[random.Next(pieces.Length)]);
                text.Append('b', random.Next(20) == 0 ? random.Next(600) : random.Next(9));
            }

            AssertSame(scanner, text.ToString(), $"seed {seed}, text {i}");
        }
    }

    [Fact]
    public void All_characters_are_classified_alike_by_vector_and_one_by_one()
    {
        byte[] fast = new byte[WordCodes.BlockLength];
        byte[] slow = new byte[WordCodes.BlockLength];
        char[] block = new char[WordCodes.BlockLength];
        for (int first = 0; first <= char.MaxValue; first += block.Length)
        {
            for (int i = 0; i < block.Length; i++)
            {
                block[i] = (char)(first + i);
            }

            Assert.Equal(WordCodes.ClassifySlowly(block, slow), WordCodes.Classify(block, fast));
            Assert.Equal(slow, fast);
        }

        for (int length = 0; length < block.Length; length++)
        {
            var part = "l’œuvre d'un été, 3,14. x_y « © ».:·abcdefghijklmnopqrstuvwxyzZZZ"[..length];
            Assert.Equal(WordCodes.ClassifySlowly(part, slow), WordCodes.Classify(part, fast));
            Assert.Equal(slow[..length], fast[..length]);
        }
    }

    [Theory]
    [InlineData("aZéœŒÿªµº", nameof(WordCodes.CodeClass.Letter))]
    [InlineData("'’.:·", nameof(WordCodes.CodeClass.Joiner))]
    [InlineData(" ,;!?-\"«»()\u00A0\t\n/°²×÷", nameof(WordCodes.CodeClass.End))]
    [InlineData("0_#*©®\u00AD\u0092\0ŠαŁ漢…", nameof(WordCodes.CodeClass.Other))]
    public void A_character_is_of_one_class(string characters, string kind) =>
        Assert.All(characters, c => Assert.Equal(Enum.Parse<WordCodes.CodeClass>(kind), WordCodes.ClassOf(WordCodes.CodeOf(c))));

    private static string WithoutSurrogates(string text, bool keep) => keep ? text : string.Concat(text.Where(c => !char.IsSurrogate(c)));

    private static void AssertSame(WordScanner scanner, string text, string what)
    {
        var words = new ScannedWord[11];
        var breaker = new WordBreaker();
        scanner.Reset(text);
        for (int count; (count = scanner.Read(text, words)) > 0;)
        {
            foreach (var word in words.AsSpan(0, count))
            {
                Assert.True(breaker.MoveNext(text), what);
                Assert.True((breaker.Start, breaker.End) == (word.Start, word.End), $"{what}: {word.Start}-{word.End} for {breaker.Start}-{breaker.End} in {string.Concat(text.Take(300).Select(c => $"\\u{(int)c:X4}"))}");
                Assert.Equal(WordKey.Of(text.AsSpan(word.Start, word.End - word.Start)), word.Key);
            }
        }

        Assert.False(breaker.MoveNext(text), what);
    }
}
