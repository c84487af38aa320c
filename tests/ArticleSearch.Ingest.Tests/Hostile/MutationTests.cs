using ArticleSearch.Ingest.Archives;

namespace ArticleSearch.Ingest.Tests.Hostile;

/// <summary>
/// Files that were damaged on their way, or made to do harm: whatever is cut, flipped, doubled or spliced, a reader gives articles and problems, and nothing else
/// leaves it. The seed of a failure is in its message.
/// </summary>
public sealed class MutationTests
{
    private const int Rounds = 1500;

    // Over the length of the file.
    private const long MaxMemory = 256L << 20;

    // Never reached unless a reader goes round in circles.
    private static readonly TimeSpan Forever = TimeSpan.FromMinutes(2);

    // Calling another program is not for every round.
    private static readonly SampleDocument[] Documents = [.. SampleDocument.All.Where(name => !name.StartsWith("pdf/", StringComparison.Ordinal)).Select(SampleDocument.Open)];

    private static readonly byte[][] Tokens =
    [
        [0], [0xFF], [0xC3], "\n"u8.ToArray(), "\r"u8.ToArray(), "\""u8.ToArray(), "<"u8.ToArray(), "&"u8.ToArray(), "]]>"u8.ToArray(), "<!--"u8.ToArray(), "<script>"u8.ToArray(), "<table><tr><td>"u8.ToArray(),
        "---\n"u8.ToArray(), "{"u8.ToArray(), "["u8.ToArray(), "\\ud800"u8.ToArray(), "%00"u8.ToArray(), ";"u8.ToArray(), "&#x110000;"u8.ToArray(), "&amp"u8.ToArray(), [0xED, 0xA0, 0x80], [0xEF, 0xBB, 0xBF], "PK\u0003\u0004"u8.ToArray(),
        "<w:p>"u8.ToArray(), "</w:p>"u8.ToArray(), "<tr>"u8.ToArray(), "<a id=\"c1\"/>"u8.ToArray(), "- "u8.ToArray(), "> "u8.ToArray(), "*"u8.ToArray(), "[^1]:"u8.ToArray(), "|"u8.ToArray(), "!["u8.ToArray(), "\uFEFF"u8.ToArray(),
    ];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_damaged_file_gives_articles_and_problems_and_nothing_else(int part)
    {
        for (int seed = part; seed < Rounds; seed += 4)
        {
            var random = new Random(seed);
            var document = Documents[random.Next(Documents.Length)];
            byte[] bytes = Mutate(document.Bytes, random);
            string name = random.Next(4) == 0 ? Documents[random.Next(Documents.Length)].Name : document.Name;
            AssertRead($"seed {seed}", name, bytes, IngestOptions.Default);
        }
    }

    [Fact]
    public void A_part_of_a_document_may_be_damaged_inside_a_sound_archive()
    {
        // What is packed is not found by flipping packed bytes: their checksums are wrong then.
        string[] parts = [.. SampleDocument.All.Where(name => name.EndsWith(".parts", StringComparison.Ordinal))];
        for (int seed = 0; seed < 600; seed++)
        {
            var random = new Random(seed);
            string name = parts[random.Next(parts.Length)];
            string text = File.ReadAllText(SampleDocument.Open(name).ExpectedPath[..^".expected".Length]);
            byte[] mutated = Mutate(System.Text.Encoding.UTF8.GetBytes(text), random);
            byte[] bytes;
            try
            {
                bytes = SampleDocument.Archive(System.Text.Encoding.UTF8.GetString(mutated));
            }
            catch (ArgumentException)
            {
                continue; // a part without a name
            }

            AssertRead($"seed {seed}: {name}", SampleDocument.Open(name).Name, bytes, IngestOptions.Default);
        }
    }

    [Fact]
    public void Any_bytes_may_be_said_to_be_of_any_format()
    {
        string[] formats = [.. ArticleFormat.Names.Where(name => name != "pdf")];
        for (int seed = 0; seed < 600; seed++)
        {
            var random = new Random(seed);
            byte[] bytes = random.Next(2) == 0 ? Documents[random.Next(Documents.Length)].Bytes : new byte[random.Next(2000)];
            if (bytes.Length > 0 && bytes[0] == 0 && random.Next(2) == 0)
            {
                random.NextBytes(bytes);
            }

            string format = formats[random.Next(formats.Length)];
            AssertRead($"seed {seed}: {format}", "x", bytes, new IngestOptions { Format = ArticleFormat.Find(format) });
        }
    }

    private static void AssertRead(string which, string name, byte[] bytes, IngestOptions options)
    {
        using var stop = new CancellationTokenSource();
        long allocated = 0;
        var reading = Task.Run(() =>
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            var items = SampleDocument.Read(name, bytes, options, stop.Token);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            return items;
        });
        try
        {
            Assert.True(reading.Wait(Forever), $"{which}: it does not end");
        }
        catch (AggregateException e)
        {
            Assert.Fail($"{which}: {name}: {e.InnerException}");
        }
        finally
        {
            stop.Cancel();
        }

        // All that was asked for in turn is more than what was held at once.
        Assert.True(allocated - bytes.Length <= MaxMemory, $"{which}: {name}: {allocated} bytes were asked for to read {bytes.Length}");
        long letters = 0;
        foreach (var item in reading.Result)
        {
            if (item is IngestedArticle { Article: var article })
            {
                Assert.False(string.IsNullOrEmpty(article.Id), which);
                Assert.True(article.Title is null || article.Title.Length <= Article.MaxTitleLength, which);
                letters += article.Text.Length;
            }
            else
            {
                Assert.DoesNotContain('\n', Assert.IsType<IngestProblem>(item).Message);
            }
        }

        Assert.True(letters <= ArchiveBudget.Free + (ArchiveBudget.MaxRatio * (long)bytes.Length), which);
    }

    private static byte[] Mutate(byte[] source, Random random)
    {
        var bytes = new List<byte>(source);
        for (int count = random.Next(1, 5); count > 0 && bytes.Count > 0; count--)
        {
            int at = random.Next(bytes.Count);
            int length = Math.Min(random.Next(1, 200), bytes.Count - at);
            switch (random.Next(7))
            {
                case 0:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                case 1:
                    bytes.RemoveRange(at, length);
                    break;
                case 2:
                    bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(at, length));
                    break;
                case 3:
                    byte[] token = Tokens[random.Next(Tokens.Length)];
                    for (int times = random.Next(4) == 0 ? random.Next(2000) : 1; times > 0; times--)
                    {
                        bytes.InsertRange(at, token);
                    }

                    break;
                case 4:
                    byte[] other = Documents[random.Next(Documents.Length)].Bytes;
                    int from = random.Next(other.Length);
                    bytes.InsertRange(at, other.AsSpan(from, Math.Min(random.Next(1, 500), other.Length - from)).ToArray());
                    break;
                default:
                    for (int flips = random.Next(1, 6); flips > 0; flips--)
                    {
                        bytes[random.Next(bytes.Count)] ^= (byte)(1 << random.Next(8));
                    }

                    break;
            }
        }

        return [.. bytes];
    }
}
