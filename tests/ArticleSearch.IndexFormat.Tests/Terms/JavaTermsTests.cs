using System.Buffers.Binary;
using ArticleSearch.IndexFormat.Postings;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Storage;
using ArticleSearch.IndexFormat.Terms;
using ArticleSearch.TestKit;

namespace ArticleSearch.IndexFormat.Tests.Terms;

/// <summary>Real Lucene writes the same dictionaries, reads ours, and ours reads what it wrote.</summary>
public sealed class JavaTermsTests
{
    [JavaTheory]
    [MemberData(nameof(RandomTerms.Kinds), MemberType = typeof(RandomTerms))]
    public void Dictionaries_are_written_as_Lucene_writes_them(string kind)
    {
        foreach (int count in new[] { 1, 25, 49, 400, 5000 })
        {
            var random = new Random(count);
            var fields = new List<(FieldInfo Field, IReadOnlyList<TwinTerm> Terms)>();
            for (int number = 0; number < 4; number++)
            {
                var options = (IndexOptions)(1 + number);
                byte[][] terms = RandomTerms.Make(kind, (kind == "long" ? Math.Min(count, 150) : count) * (4 - number) / 4, count + number);
                fields.Add((WrittenTerms.Field(number, options), TwinTerm.Make(terms, 300, options != IndexOptions.Documents, random)));
            }

            CompareWithJava(fields, maxDocument: 300, $"kind {kind}, count {count}");
        }
    }

    private static void CompareWithJava(
        IReadOnlyList<(FieldInfo Field, IReadOnlyList<TwinTerm> Terms)> fields, int maxDocument, string what)
    {
        using var folder = new TemporaryFolder();
        Describe(folder["description"], fields, maxDocument);
        Directory.CreateDirectory(folder["theirs"]);
        Directory.CreateDirectory(folder["ours"]);
        JavaOracle.Shared.Ask("terms", folder["theirs"], WrittenTerms.Suffix, folder["description"]);
        var written = WrittenTerms.Write(maxDocument, fields);
        string[] theirNames = [.. Directory.GetFiles(folder["theirs"]).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
        Assert.Equal(theirNames, written.Folder.List());

        var theirs = new MemoryFolder();
        foreach (string name in theirNames)
        {
            byte[] their = File.ReadAllBytes(Path.Combine(folder["theirs"], name));
            theirs.SetBytes(name, their);
            byte[] our = written.Folder.Bytes(name);
            File.WriteAllBytes(Path.Combine(folder["ours"], name), our);
            Assert.True(our.Length == their.Length, $"{what}: {name} has {our.Length} bytes, not {their.Length}");

            // In the index Lucene leaves old bytes between arcs of equal size, and we zeros; all else is equal.
            if (!name.EndsWith(".tip", StringComparison.Ordinal))
            {
                Assert.True(our.AsSpan().SequenceEqual(their), $"{what}: {name} differs at {our.AsSpan().CommonPrefixLength(their)}");
            }
        }

        var count = JavaOracle.Shared.Ask("readterms", folder["ours"], WrittenTerms.Suffix, folder["description"]);
        Assert.Equal($"{fields.Sum(field => field.Terms.Count)}", count[0]);

        using var ours = written.Open();
        using var java = new WrittenTerms(theirs, written.Info, written.Fields).Open();
        java.Dictionary.VerifyChecksums();
        foreach (var (field, terms) in fields.Where(field => field.Terms.Count > 0))
        {
            var read = java.Dictionary.Field(field.Name)!;
            TermDictionaryTests.Compare(read, terms, new Random(1));
            Assert.True(SameEntries(((BlockTreeTerms)read).Index, ((BlockTreeTerms)ours.Dictionary.Field(field.Name)!).Index), what);
        }
    }

    private static bool SameEntries(Fst first, Fst second)
    {
        var one = new FstEntries(first);
        var other = new FstEntries(second);
        while (one.MoveNext())
        {
            if (!other.MoveNext() || !one.Input.SequenceEqual(other.Input) || !one.Output.SequenceEqual(other.Output))
            {
                return false;
            }
        }

        return first.Root == second.Root && !other.MoveNext();
    }

    private static void Describe(string path, IReadOnlyList<(FieldInfo Field, IReadOnlyList<TwinTerm> Terms)> fields, int maxDocument)
    {
        using var description = File.Create(path);
        WriteInt(maxDocument);
        WriteInt(fields.Count);
        foreach (var (field, terms) in fields)
        {
            WriteInt(field.Number);
            WriteInt((int)field.IndexOptions);
            WriteInt(terms.Count);
            foreach (var term in terms)
            {
                WriteInt(term.Bytes.Length);
                description.Write(term.Bytes);
                WriteInt(term.Documents.Length);
                for (int i = 0; i < term.Documents.Length; i++)
                {
                    WriteInt(term.Documents[i]);
                    WriteInt(term.Frequencies[i]);
                }
            }
        }

        void WriteInt(int value)
        {
            Span<byte> bytes = stackalloc byte[4];
            BinaryPrimitives.WriteInt32BigEndian(bytes, value);
            description.Write(bytes);
        }
    }
}
