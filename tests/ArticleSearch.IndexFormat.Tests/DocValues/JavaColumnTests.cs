using ArticleSearch.IndexFormat.DocValues;
using ArticleSearch.IndexFormat.Norms;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Storage;
using ArticleSearch.IndexFormat.StoredFields;
using ArticleSearch.IndexFormat.Tests.Packed;
using ArticleSearch.TestKit;

namespace ArticleSearch.IndexFormat.Tests.DocValues;

/// <summary>Columns, norms and stored fields against real Lucene, in both directions.</summary>
public sealed class JavaColumnTests
{
    [JavaTheory]
    [InlineData(1, 50, "")]
    [InlineData(3, 2000, "best")]
    [InlineData(4, 15, "big")]
    public void What_lucene_wrote_is_read_as_lucene_reads_it(int seed, int documents, string flags)
    {
        using var index = new JavaColumnIndex(seed, documents, flags);
        AssertEqual(JavaColumnIndex.Dump(index.Path), JavaColumnIndex.Describe(index.Reader));
    }

    [JavaTheory]
    [InlineData(1, 50)]
    [InlineData(7, 34_000)]
    public void Columns_and_norms_written_anew_are_the_bytes_of_lucene(int seed, int documents)
    {
        using var index = new JavaColumnIndex(seed, documents, "");
        var reader = index.Reader;
        var folder = new MemoryFolder();
        var context = new SegmentWriteContext(folder, reader.Info.Name, reader.Info.Id, new SortedSet<string>(StringComparer.Ordinal));
        using (var norms = new NormsWriter(context, reader.MaxDocument))
        {
            foreach (var field in reader.Fields.All.Where(static field => field.HasNorms))
            {
                norms.WriteField(field, reader.Norms(field.Name)!);
            }

            norms.Finish();
        }

        using (var columns = new DocValuesWriter(context, PerFieldFormats.DocValuesSuffix, reader.MaxDocument))
        {
            CopyColumns(reader, columns);
            columns.Finish();
        }

        Assert.Equal(4, folder.List().Count);
        foreach (string file in folder.List())
        {
            Assert.True(index.Bytes(file).AsSpan().SequenceEqual(folder.Bytes(file)), $"{file} of seed {seed} differs");
        }
    }

    [JavaTheory]
    [InlineData(8, 2000, "")]
    [InlineData(9, 12, "big,best")]
    public void Lucene_reads_what_is_written_here(int seed, int documents, string flags)
    {
        using var index = new JavaColumnIndex(seed, documents, flags);
        using var temporary = new TemporaryFolder();
        using (var folder = new FileSystemFolder(temporary["ours"]))
        {
            WriteCopy(index.Reader, folder);
        }

        JavaOracle.Shared.CheckIndex(temporary["ours"]);
        var expected = JavaColumnIndex.Dump(index.Path);
        foreach (string section in expected.Keys.Where(static name => IsIndexed(name)).ToList())
        {
            expected.Remove(section);
        }

        var ours = JavaColumnIndex.Dump(temporary["ours"]);
        foreach (string section in ours.Keys.Where(static name => IsIndexed(name)).ToList())
        {
            ours.Remove(section);
        }

        AssertEqual(expected, ours);
    }

    [JavaFact]
    public void Chunks_that_lucene_wrote_are_copied_whole_and_lucene_reads_them()
    {
        using var index = new JavaColumnIndex(11, 2 * 1024, "");
        var source = index.Reader.StoredFields;
        using var temporary = new TemporaryFolder();
        using (var folder = new FileSystemFolder(temporary["ours"]))
        {
            using var writer = new SegmentWriter(folder, "_0", 2 * source.MaxDocument, WithoutPostings(index.Reader.Fields));
            bool isCopied = writer.StoredFields.TryCopyChunks(source);
            Assert.Equal(!source.IsTooDirty, isCopied);
            var cursor = source.OpenCursor();
            for (int document = 0; document < (isCopied ? 1 : 2) * source.MaxDocument; document++)
            {
                writer.StoredFields.CopyDocument(cursor, document % source.MaxDocument);
            }

            WriteEmptyColumns(writer);
            Commit(folder, writer);
        }

        JavaOracle.Shared.CheckIndex(temporary["ours"]);
        var once = JavaColumnIndex.Dump(index.Path)["s0 stored"].Where(IsValue).ToList();
        Assert.Equal([.. once, .. once], JavaColumnIndex.Dump(temporary["ours"])["s0 stored"].Where(IsValue));
    }

    [JavaTheory]
    [InlineData("")]
    [InlineData("best")]
    public void Damaged_files_of_lucene_are_refused_or_read(string flags)
    {
        using var index = new JavaColumnIndex(12, 4, flags);
        var reader = index.Reader;
        string[] extensions =
        [
            FormatNames.StoredFieldsDataExtension, FormatNames.StoredFieldsIndexExtension, FormatNames.StoredFieldsMetaExtension,
            FormatNames.NormsDataExtension, FormatNames.NormsMetaExtension,
            FormatNames.DocValuesDataExtension, FormatNames.DocValuesMetaExtension,
        ];
        var folder = new MemoryFolder();
        foreach (string path in Directory.EnumerateFiles(index.Path).Where(path => extensions.Contains(Path.GetExtension(path).TrimStart('.'))))
        {
            folder.SetBytes(Path.GetFileName(path), File.ReadAllBytes(path));
        }

        Assert.Equal(extensions.Length, folder.List().Count);
        Damage.Everywhere(folder, damaged =>
        {
            var context = new SegmentReadContext(damaged, reader.Info, reader.Fields);
            using var stored = StoredFieldsReader.Open(context);
            using var norms = NormsReader.Open(context);
            using var columns = DocValuesReader.Open(context, PerFieldFormats.DocValuesSuffix);
            norms.Check(default);
            stored.Check(default);
            columns.Check(default);
        });
    }

    private static bool IsValue(string line) => !line.StartsWith("doc ", StringComparison.Ordinal);

    private static bool IsIndexed(string section) =>
        section.Contains(" terms ", StringComparison.Ordinal) || section.Contains(" norms ", StringComparison.Ordinal)
        || section is "s0 info" or "s0 live";

    private static FieldInfos WithoutPostings(FieldInfos fields) => new(fields.All.Select(static field =>
        field with { IndexOptions = IndexOptions.None, OmitsNorms = false, Attributes = new(StringComparer.Ordinal) }));

    private static void WriteCopy(SegmentReader reader, FileSystemFolder folder)
    {
        using var writer = new SegmentWriter(folder, "_0", reader.MaxDocument, WithoutPostings(reader.Fields));
        var values = new List<StoredValue>();
        var cursor = reader.StoredFields.OpenCursor();
        for (int document = 0; document < reader.MaxDocument; document++)
        {
            writer.StoredFields.CopyDocument(cursor, document);
        }

        CopyColumns(reader, writer.DocValues, writer.Fields);
        Commit(folder, writer);
    }

    private static void WriteEmptyColumns(SegmentWriter writer)
    {
        foreach (var field in writer.Fields.All)
        {
            switch (field.DocValuesType)
            {
                case DocValuesType.Numeric:
                    writer.DocValues.WriteNumeric(field, new ArrayNumericColumn(new long[writer.MaxDocument], new ulong[writer.MaxDocument / 64 + 1]));
                    break;
                case DocValuesType.Binary:
                    writer.DocValues.WriteBinary(field, new ArrayBinaryColumn(new byte[writer.MaxDocument][]));
                    break;
                case DocValuesType.Sorted:
                    writer.DocValues.WriteSorted(field, new ArraySortedColumn([], Enumerable.Repeat(-1, writer.MaxDocument).ToArray()));
                    break;
                case DocValuesType.SortedSet:
                    writer.DocValues.WriteSortedSet(field, new ArraySortedSetColumn([], new int[writer.MaxDocument][]));
                    break;
                case DocValuesType.SortedNumeric:
                    writer.DocValues.WriteSortedNumeric(field, new ArraySortedNumericColumn(new long[writer.MaxDocument][]));
                    break;
                default:
                    break;
            }
        }
    }

    private static void Commit(FileSystemFolder folder, SegmentWriter writer)
    {
        var info = writer.Finish(compound: false, new(StringComparer.Ordinal) { ["source"] = "test" });
        var commit = CommitPoint.None with { Segments = [new SegmentCommit(info) { Id = new IdSource().Next() }], Counter = 1, Version = 1 };
        using var pending = commit.Prepare(folder, previous: null, new IdSource());
        pending.Publish();
    }

    private static void CopyColumns(SegmentReader reader, DocValuesWriter writer, FieldInfos? target = null)
    {
        foreach (var field in reader.Fields.All)
        {
            var written = target?.Find(field.Name) ?? field;
            switch (field.DocValuesType)
            {
                case DocValuesType.Numeric:
                    writer.WriteNumeric(written, reader.Numeric(field.Name)!);
                    break;
                case DocValuesType.Binary:
                    writer.WriteBinary(written, reader.Binary(field.Name)!);
                    break;
                case DocValuesType.Sorted:
                    writer.WriteSorted(written, reader.Sorted(field.Name)!);
                    break;
                case DocValuesType.SortedSet:
                    writer.WriteSortedSet(written, reader.SortedSet(field.Name)!);
                    break;
                case DocValuesType.SortedNumeric:
                    writer.WriteSortedNumeric(written, reader.SortedNumeric(field.Name)!);
                    break;
                default:
                    break;
            }
        }
    }

    private static void AssertEqual(Dictionary<string, List<string>> expected, Dictionary<string, List<string>> found)
    {
        foreach (var (section, lines) in expected)
        {
            if (section.Contains(" terms ", StringComparison.Ordinal) || section is "s0 info" or "s0 live")
            {
                continue;
            }

            Assert.True(found.TryGetValue(section, out var ours), section);
            for (int i = 0; i < Math.Min(lines.Count, ours.Count); i++)
            {
                if (lines[i] != ours[i])
                {
                    Assert.Fail($"{section}, line {i}: {ours[i]}, not {lines[i]}");
                }
            }

            Assert.Equal(lines.Count, ours.Count);
        }
    }
}
