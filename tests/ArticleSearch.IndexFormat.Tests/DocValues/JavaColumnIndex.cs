using ArticleSearch.IndexFormat.DocValues;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Storage;
using ArticleSearch.IndexFormat.StoredFields;
using ArticleSearch.TestKit;

namespace ArticleSearch.IndexFormat.Tests.DocValues;

/// <summary>An index of one segment, with columns, norms and stored fields of all forms, that real Lucene wrote.</summary>
internal sealed class JavaColumnIndex : IDisposable
{
    private readonly TemporaryFolder _temporary = new();
    private readonly FileSystemFolder _folder;

    /// <param name="seed">Decides everything random.</param>
    /// <param name="documents">How many documents are added.</param>
    /// <param name="flags">What Lucene is told, as <c>ColumnIndex.java</c> lists it.</param>
    public JavaColumnIndex(int seed, int documents, string flags)
    {
        JavaOracle.Shared.Ask("columns", Path, $"{seed}", $"{documents}", flags);
        _folder = new FileSystemFolder(Path);
        Reader = SegmentReader.Open(_folder, Assert.Single(CommitPoint.ReadLatest(_folder)!.Segments));
    }

    public string Path => _temporary["index"];

    public SegmentReader Reader { get; }

    public byte[] Bytes(string file) => File.ReadAllBytes(System.IO.Path.Combine(Path, file));

    /// <summary>What Lucene reads from an index, by section, as <c>Dump.java</c> writes it.</summary>
    public static Dictionary<string, List<string>> Dump(string path)
    {
        using var temporary = new TemporaryFolder();
        JavaOracle.Shared.Ask("dump", path, temporary["dump"]);
        var sections = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        List<string> section = [];
        foreach (string line in File.ReadLines(temporary["dump"]))
        {
            if (line.StartsWith("== ", StringComparison.Ordinal))
            {
                sections.Add(line[3..], section = []);
            }
            else
            {
                section.Add(line);
            }
        }

        return sections;
    }

    /// <summary>The same, of columns, norms and stored fields, as they are read here.</summary>
    public static Dictionary<string, List<string>> Describe(SegmentReader reader)
    {
        var sections = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var field in reader.Fields.All)
        {
            if (reader.Norms(field.Name) is { } norms)
            {
                sections.Add($"s0 norms {field.Name}", Lines(reader, document => norms.Has(document) ? $"{norms.Get(document)}" : null));
            }

            if (field.DocValuesType != DocValuesType.None)
            {
                var (kind, lines) = Describe(reader, field);
                sections.Add($"s0 {kind} {field.Name}", lines);
            }
        }

        sections.Add("s0 stored", DescribeStored(reader));
        return sections;
    }

    public void Dispose()
    {
        Reader.Dispose();
        _folder.Dispose();
        _temporary.Dispose();
    }

    private static (string Kind, List<string> Lines) Describe(SegmentReader reader, FieldInfo field)
    {
        var longs = new List<long>();
        switch (field.DocValuesType)
        {
            case DocValuesType.Numeric:
                var numeric = reader.Numeric(field.Name)!;
                return ("numeric", Lines(reader, document => numeric.TryGet(document, out long value) ? $"{value}" : null));
            case DocValuesType.Binary:
                var binary = reader.Binary(field.Name)!;
                return ("binary", Lines(reader, document => binary.TryGet(document, out var value) ? Convert.ToHexStringLower(value) : null));
            case DocValuesType.Sorted:
                var sorted = reader.Sorted(field.Name)!;
                return ("sorted", [.. Terms(sorted), .. Lines(reader, document => sorted.Ordinal(document) is >= 0 and var ordinal ? $"{ordinal}" : null)]);
            case DocValuesType.SortedSet:
                var set = reader.SortedSet(field.Name)!;
                return ("sortedset", [.. Terms(set), .. Lines(reader, document =>
                {
                    set.Ordinals(document, longs);
                    return longs.Count == 0 ? null : string.Join(' ', longs);
                })]);
            default:
                var numbers = reader.SortedNumeric(field.Name)!;
                return ("sortednumeric", Lines(reader, document =>
                {
                    numbers.Get(document, longs);
                    return longs.Count == 0 ? null : string.Join(' ', longs);
                }));
        }
    }

    private static List<string> Lines(SegmentReader reader, Func<int, string?> describe)
    {
        var lines = new List<string>();
        for (int document = 0; document < reader.MaxDocument; document++)
        {
            if (describe(document) is { } text)
            {
                lines.Add($"{document} {text}");
            }
        }

        return lines;
    }

    private static IEnumerable<string> Terms(TermColumn column)
    {
        for (long ordinal = 0; ordinal < column.ValueCount; ordinal++)
        {
            yield return Convert.ToHexStringLower(column.Value(ordinal));
        }
    }

    private static List<string> DescribeStored(SegmentReader reader)
    {
        var lines = new List<string>();
        var values = new List<StoredValue>();
        var cursor = reader.StoredFields.OpenCursor();
        for (int document = 0; document < reader.MaxDocument; document++)
        {
            lines.Add($"doc {document}");
            cursor.Read(document, values);
            lines.AddRange(values.Select(value => reader.Fields.Find(value.FieldNumber)!.Name + " " + Describe(value)));
        }

        return lines;
    }

    private static string Describe(StoredValue value) => value.Kind switch
    {
        StoredKind.String => "s " + Convert.ToHexStringLower(System.Text.Encoding.UTF8.GetBytes(value.Text!)),
        StoredKind.Bytes => "b " + Convert.ToHexStringLower(value.Bytes!),
        StoredKind.Int32 => $"i {value.Number}",
        StoredKind.Int64 => $"l {value.Number}",
        StoredKind.Single => $"f {value.Number}",
        _ => $"d {value.Number}",
    };
}
