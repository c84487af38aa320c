using System.Buffers.Binary;
using System.Diagnostics;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Storage;
using ArticleSearch.IndexFormat.Terms;
using ArticleSearch.IndexFormat.Tests.Segments;

namespace ArticleSearch.IndexFormat.Tests.Terms;

/// <summary>
/// Whatever byte of a dictionary is flipped and wherever a file is cut, it works or is refused with file and position, in
/// bounded time and memory; and checksums tell.
/// </summary>
public sealed class DamagedTermsTests
{
    private static readonly string[] Extensions = ["tim", "tip", "tmd"];

    [Theory]
    [InlineData("french", 200, (int)IndexOptions.Positions)]
    [InlineData("numbers", 140, (int)IndexOptions.Documents)]
    [InlineData("deep", 150, (int)IndexOptions.Frequencies)]
    [InlineData("binary", 1, (int)IndexOptions.Offsets)]
    public void Damage_is_survived_and_its_checksum_tells(string kind, int count, int options)
    {
        var (written, twin) = WrittenTerms.WriteRandom(kind, count, seed: 2, (IndexOptions)options, maxDocument: 40);
        var targets = Targets(twin);
        Damage.Each(
            written.Folder,
            (_, _) => Examine(written, targets),
            Extensions.Select(WrittenTerms.FileName),
            stride: 1);
    }

    /// <summary>The metadata are read only under a right checksum; here it is made right after the damage.</summary>
    [Theory]
    [InlineData("french", 300)]
    [InlineData("binary", 2)]
    public void Damage_under_a_right_checksum_is_survived(string kind, int count)
    {
        var (written, twin) = WrittenTerms.WriteRandom(kind, count, seed: 3, maxDocument: 40);
        var targets = Targets(twin);
        string name = WrittenTerms.FileName("tmd");
        byte[] good = written.Folder.Bytes(name);
        for (int i = 0; i < good.Length - CodecHeader.FooterLength; i++)
        {
            foreach (int change in new[] { 1, 2, 0x10, 0x7F, 0x80, 0xFF })
            {
                byte[] bad = [.. good];
                bad[i] ^= (byte)change;
                BinaryPrimitives.WriteInt64BigEndian(bad.AsSpan(bad.Length - 8), Crc32.Append(0, bad.AsSpan(0, bad.Length - 8)));
                written.Folder.SetBytes(name, bad);
                string? problem = Examine(written, targets, checksums: false);
                Assert.True(problem is null, $"byte {i} changed by {change:X2}: {problem}");
            }
        }
    }

    [Fact]
    public void Many_damages_at_once_are_survived()
    {
        var (written, twin) = WrittenTerms.WriteRandom("french", 900, seed: 5, maxDocument: 40);
        var targets = Targets(twin);
        for (int seed = 0; seed < 700; seed++)
        {
            var random = new Random(seed);
            string name = WrittenTerms.FileName(Extensions[random.Next(2)]);
            byte[] good = written.Folder.Bytes(name);
            byte[] bad = [.. good];
            for (int n = random.Next(1, 40); n > 0; n--)
            {
                int at = random.Next(40, bad.Length - CodecHeader.FooterLength);
                bad[at] = random.Next(3) switch { 0 => 0xFF, 1 => bad[random.Next(40, bad.Length)], _ => (byte)random.Next(256) };
            }

            written.Folder.SetBytes(name, bad);
            string? problem = Examine(written, targets, checksums: false);
            Assert.True(problem is null, $"seed {seed}: {problem}");
            written.Folder.SetBytes(name, good);
        }
    }

    [Fact]
    public void The_check_finds_whatever_is_wrong_in_the_index()
    {
        var (written, _) = WrittenTerms.WriteRandom("french", 3000, seed: 2, maxDocument: 40);
        string name = WrittenTerms.FileName("tip");
        byte[] good = written.Folder.Bytes(name);
        var entries = Entries(written);
        Assert.True(entries.Count > 20);
        int padding = 0;
        for (int i = good.Length - CodecHeader.FooterLength - 1; i > 70; i--)
        {
            byte[] bad = [.. good];
            bad[i] ^= (byte)(1 << (i % 8));
            written.Folder.SetBytes(name, bad);
            using var opened = written.Open();
            if (!Refused(() => opened.Dictionary.Check()))
            {
                Assert.Equal(entries, Entries(written));
                padding++;
            }
        }

        Assert.True(padding < good.Length / 2, $"{padding} of {good.Length} bytes mean nothing");

        static List<string> Entries(WrittenTerms written)
        {
            using var opened = written.Open();
            var entries = new FstEntries(((BlockTreeTerms)opened.Only).Index);
            var all = new List<string>();
            while (entries.MoveNext())
            {
                all.Add($"{Convert.ToHexString(entries.Input)} {Convert.ToHexString(entries.Output)}");
            }

            return all;
        }
    }

    [Fact]
    public void The_check_finds_whatever_is_wrong_with_a_field()
    {
        var (written, twin) = WrittenTerms.WriteRandom("french", 700, seed: 2, maxDocument: 40);
        string name = WrittenTerms.FileName("tmd");
        byte[] good = written.Folder.Bytes(name);
        int unseen = 0;
        for (int i = 0; i < good.Length - CodecHeader.FooterLength; i++)
        {
            foreach (int change in new[] { 1, 2, 4, 0x80 })
            {
                byte[] bad = [.. good];
                bad[i] ^= (byte)change;
                BinaryPrimitives.WriteInt64BigEndian(bad.AsSpan(bad.Length - 8), Crc32.Append(0, bad.AsSpan(0, bad.Length - 8)));
                written.Folder.SetBytes(name, bad);
                bool found = Refused(() =>
                {
                    using var opened = written.Open();
                    opened.Dictionary.Check();
                });
                unseen += found ? 0 : 1;
            }
        }

        // In how many documents the field is, only its postings know.
        Assert.Equal(40, twin.SelectMany(term => term.Documents).Distinct().Count());
        Assert.True(unseen <= 4, $"{unseen} changes are not found");
    }

    private static byte[][] Targets(TwinTerm[] twin) =>
        [.. twin.Where((_, i) => i % 7 == 0).Select(term => term.Bytes), [], "zzzz"u8.ToArray(), [0xFF], twin[0].Bytes[..(twin[0].Bytes.Length / 2)]];

    private static string? Examine(WrittenTerms written, byte[][] targets, bool checksums = true)
    {
        long start = Stopwatch.GetTimestamp();
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        bool told = Refused(() =>
        {
            using var opened = written.Open();
            foreach (var terms in opened.Dictionary.Fields)
            {
                Use(terms, targets);
            }

            Refused(() => opened.Dictionary.Check());
            opened.Dictionary.VerifyChecksums();
        });

        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        return checksums && !told ? "no checksum tells"
            : allocated > 8 << 20 ? $"{allocated} bytes allocated"
            : Stopwatch.GetElapsedTime(start).TotalSeconds > 20 ? "endless"
            : null;
    }

    private static void Use(FieldTerms terms, byte[][] targets)
    {
        Refused(() =>
        {
            var all = terms.OpenCursor();
            while (all.MoveNext())
            {
                _ = all.State;
            }
        });
        var cursor = terms.OpenCursor();
        foreach (byte[] target in targets)
        {
            Refused(() => _ = cursor.SeekExact(target) && cursor.State.DocumentFrequency > 0 && cursor.MoveNext());
            Refused(() =>
            {
                if (cursor.SeekCeiling(target) != SeekResult.End)
                {
                    for (int i = 0; i < 3 && cursor.MoveNext(); i++)
                    {
                        _ = cursor.DocumentFrequency;
                    }
                }
            });
        }
    }

    private static bool Refused(Action action)
    {
        try
        {
            action();
            return false;
        }
        catch (CorruptIndexException e)
        {
            Assert.StartsWith(WrittenTerms.Segment, e.File, StringComparison.Ordinal);
            Assert.True(e.Position >= 0, $"{e.Message}: a position is named");
            return true;
        }
    }
}
