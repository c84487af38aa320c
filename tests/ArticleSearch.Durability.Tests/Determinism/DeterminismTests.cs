using System.Buffers.Binary;
using System.Text;
using ArticleSearch.Durability.Kills;
using ArticleSearch.IndexFormat;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Storage;
using ArticleSearch.TestKit;

namespace ArticleSearch.Durability.Tests.Determinism;

/// <summary>The same input makes the same bytes, in other processes, under other cultures, without vectors.</summary>
public sealed class DeterminismTests
{
    // What a process runs under, and what it must say of it: a setting that is not heard would prove nothing.
    private static readonly (string Name, string Value, string Said)[] Circumstances =
    [
        ("LC_ALL", "fr_FR.UTF-8", "culture=fr-FR vectors="),
        ("LC_ALL", "tr_TR.UTF-8", "culture=tr-TR vectors="),
        ("LC_ALL", "C", "culture= vectors="),
        ("DOTNET_EnableHWIntrinsic", "0", "vectors=False"),
    ];

    [Fact]
    public void One_thread_makes_the_same_bytes_everywhere()
    {
        using var folder = new TemporaryFolder();
        SortedDictionary<string, byte[]>? expected = null;
        foreach (var (name, value, said) in Circumstances)
        {
            string index = folder[$"{name}={value}"];
            using var child = ChildProcess.Durability(["same", index], Environment(name, value));
            var (exitCode, error) = child.WaitForEnd();
            Assert.True(exitCode == 0, error);
            Assert.Contains(said, child.Lines[0], StringComparison.Ordinal);
            var files = Read(index);
            AssertSame(expected ??= files, files, $"{name}={value}");
        }
    }

    [Fact]
    public void The_command_makes_the_same_bytes_everywhere_but_for_ids_and_dates()
    {
        using var folder = new TemporaryFolder();
        SortedDictionary<string, byte[]>? expected = null;
        foreach (var (name, value, _) in Circumstances)
        {
            string index = folder[$"{name}={value}"];
            using var child = ChildProcess.ArticleSearch(["index", Repository.PathOf("seeds"), "--threads", "1", "--index", index], Environment(name, value));
            var (exitCode, error) = child.WaitForEnd();
            Assert.True(exitCode == 0, error);
            var files = Masked(index);
            AssertSame(expected ??= files, files, $"{name}={value}");
        }
    }

    private static Dictionary<string, string> Environment(string name, string value) =>
        new(StringComparer.Ordinal) { ["LC_ALL"] = "fr_FR.UTF-8", ["DOTNET_EnableHWIntrinsic"] = "1", [name] = value };

    private static void AssertSame(SortedDictionary<string, byte[]> expected, SortedDictionary<string, byte[]> found, string context)
    {
        Assert.Equal(expected.Keys, found.Keys);
        foreach (var (name, bytes) in found)
        {
            int at = bytes.AsSpan().CommonPrefixLength(expected[name]);
            Assert.True(at == bytes.Length && at == expected[name].Length, $"{context}: {name} is another one from byte {at} on");
        }
    }

    private static SortedDictionary<string, byte[]> Read(string index) => new(
        Directory.EnumerateFiles(index).ToDictionary(file => Path.GetFileName(file)!, File.ReadAllBytes, StringComparer.Ordinal), StringComparer.Ordinal);

    /// <summary>The files with zeros in the place of every id, of every date, and of the checksums that depend on them.</summary>
    private static SortedDictionary<string, byte[]> Masked(string index)
    {
        using var folder = new FileSystemFolder(index);
        var commit = CommitPoint.ReadLatest(folder)!;
        var masks = new List<byte[]> { commit.Id };
        foreach (var segment in commit.Segments)
        {
            masks.Add(segment.Info.Id);
            masks.Add(segment.Id!);
            masks.Add(Encoding.UTF8.GetBytes(segment.Info.Diagnostics[FormatNames.DiagnosticTimestamp]));
        }

        masks.AddRange(commit.UserData.Where(entry => entry.Value.Length > 8 && entry.Value.All(char.IsAsciiDigit)).Select(entry => Encoding.UTF8.GetBytes(entry.Value)));
        var files = Read(index);
        foreach (byte[] bytes in files.Values)
        {
            foreach (byte[] mask in masks)
            {
                for (int at; (at = bytes.AsSpan().IndexOf(mask)) >= 0;)
                {
                    bytes.AsSpan(at, mask.Length).Clear();
                }
            }

            MaskChecksums(bytes);
        }

        return files;
    }

    // A footer is the header's magic number inverted, Int32 0, Int64 checksum; one inside another in a compound file.
    private static void MaskChecksums(byte[] bytes)
    {
        Span<byte> footer = stackalloc byte[8];
        BinaryPrimitives.WriteInt32BigEndian(footer, ~CodecHeader.Magic);
        for (int at = 0; bytes.AsSpan(at).IndexOf(footer) is var next and >= 0; at += next + CodecHeader.FooterLength)
        {
            bytes.AsSpan(at + next + footer.Length, sizeof(long)).Clear();
        }
    }
}
