using System.Globalization;
using System.Text;
using ArticleSearch.IndexFormat.DocValues;
using ArticleSearch.IndexFormat.Postings;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Storage;
using ArticleSearch.IndexFormat.StoredFields;
using ArticleSearch.IndexFormat.Terms;
using Xunit;

namespace ArticleSearch.TestKit;

/// <summary>
/// Everything our readers find in an index, as the lines that <c>Java/Dump.java</c> writes of what real Lucene finds: the
/// two must agree to the letter.
/// </summary>
internal sealed class IndexDump
{
    private readonly TextWriter? _output;
    private readonly List<string> _digests = [];
    private readonly StringBuilder _line = new();
    private byte[] _bytes = new byte[256];
    private string? _section;
    private long _lines;
    private uint _crc;

    private IndexDump(TextWriter? output) => _output = output;

    /// <summary>The digest of each section: "section lines crc32".</summary>
    /// <param name="folder">The index.</param>
    /// <param name="output">Where the lines themselves go, or null.</param>
    public static IReadOnlyList<string> Run(IndexFolder folder, TextWriter? output = null)
    {
        using var snapshot = IndexSnapshot.Open(folder);
        var dump = new IndexDump(output);
        for (int i = 0; i < snapshot.Segments.Length; i++)
        {
            dump.Segment("s" + i, snapshot.Segments[i]);
        }

        dump.End();
        return dump._digests;
    }

    /// <summary>Fails, with the first lines that differ, unless real Lucene reads the same from the index as we do.</summary>
    public static void AssertEqualToLucene(string folder)
    {
        using var files = new FileSystemFolder(folder);
        var ours = Run(files);
        var theirs = JavaOracle.Shared.Ask("digest", folder);
        if (ours.SequenceEqual(theirs, StringComparer.Ordinal))
        {
            return;
        }

        string path = Path.GetTempFileName();
        JavaOracle.Shared.Ask("dump", folder, path);
        using var lucene = new StreamReader(path);
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        Run(files, text);
        using var own = new StringReader(text.ToString());
        string section = "";
        for (int number = 1; ; number++)
        {
            string? expected = lucene.ReadLine();
            string? actual = own.ReadLine();
            if (expected?.StartsWith("== ", StringComparison.Ordinal) == true)
            {
                section = expected;
            }

            if (!string.Equals(expected, actual, StringComparison.Ordinal))
            {
                Assert.Fail($"{folder}: line {number} of the dump, in {section}:\n  Lucene: {Short(expected)}\n  ours:   {Short(actual)}");
            }

            if (expected is null)
            {
                Assert.Fail("The digests differ, the dumps do not.");
            }
        }
    }

    private static string Short(string? line) => line is null ? "(end)" : line.Length > 400 ? line[..400] + "…" : line;

    private void Segment(string name, SegmentReader segment)
    {
        var fields = segment.Fields.All.OrderBy(field => field.Name, StringComparer.Ordinal).ToList();
        Begin($"{name} info");
        Line($"maxdoc {segment.MaxDocument} live {segment.LiveCount}");
        foreach (var field in fields)
        {
            Line($"{field.Name} {field.Number} {(int)field.IndexOptions} {Bool(field.OmitsNorms)} {Bool(field.HasPayloads)} {Bool(field.HasTermVectors)} {(int)field.DocValuesType}");
        }

        Begin($"{name} live");
        for (int document = 0; segment.Live is { } live && document < segment.MaxDocument; document++)
        {
            if (!live[document])
            {
                Line($"deleted {document}");
            }
        }

        foreach (var field in fields)
        {
            if (segment.Terms(field.Name) is { } terms)
            {
                Begin($"{name} terms {field.Name}");
                Line($"terms {terms.TermCount} docs {terms.DocumentCount} df {terms.SumDocumentFrequency} ttf {terms.SumTotalTermFrequency} min {Hex(terms.MinTerm)} max {Hex(terms.MaxTerm)}");
                Terms(terms);
            }
        }

        foreach (var field in fields)
        {
            if (segment.Norms(field.Name) is { } norms)
            {
                Begin($"{name} norms {field.Name}");
                for (int document = 0; document < segment.MaxDocument; document++)
                {
                    if (norms.Has(document))
                    {
                        Line($"{document} {norms.Get(document)}");
                    }
                }
            }
        }

        foreach (var field in fields)
        {
            Values(name, segment, field);
        }

        Stored(name, segment);
    }

    private void Terms(FieldTerms terms)
    {
        var options = terms.Field.IndexOptions;
        var cursor = terms.OpenCursor();
        PostingsCursor? postings = null;
        while (cursor.MoveNext())
        {
            Line($"{Hex(cursor.Term)} {cursor.DocumentFrequency} {cursor.TotalTermFrequency}");
            postings = terms.OpenPostings(cursor.State, PostingsFeatures.Offsets, postings);
            while (postings.NextDocument() != PostingsCursor.NoMoreDocuments)
            {
                _line.Clear().Append(CultureInfo.InvariantCulture, $"{postings.Document}");
                if (options >= IndexOptions.Frequencies)
                {
                    _line.Append(CultureInfo.InvariantCulture, $" {postings.Frequency}");
                }

                for (int i = 0; options >= IndexOptions.Positions && i < postings.Frequency; i++)
                {
                    _line.Append(CultureInfo.InvariantCulture, $" {postings.NextPosition()}");
                    if (options >= IndexOptions.Offsets)
                    {
                        _line.Append(CultureInfo.InvariantCulture, $",{postings.StartOffset},{postings.EndOffset}");
                    }
                }

                Line(_line);
            }
        }
    }

    private void Values(string name, SegmentReader segment, FieldInfo field)
    {
        switch (field.DocValuesType)
        {
            case DocValuesType.Numeric when segment.Numeric(field.Name) is { } column:
                Begin($"{name} numeric {field.Name}");
                ForEach(segment, document =>
                {
                    if (column.TryGet(document, out long value))
                    {
                        Line($"{document} {value}");
                    }
                });
                break;
            case DocValuesType.Binary when segment.Binary(field.Name) is { } column:
                Begin($"{name} binary {field.Name}");
                ForEach(segment, document =>
                {
                    if (column.TryGet(document, out var value))
                    {
                        Line($"{document} {Hex(value)}");
                    }
                });
                break;
            case DocValuesType.Sorted when segment.Sorted(field.Name) is { } column:
                Begin($"{name} sorted {field.Name}");
                Dictionary(column);
                ForEach(segment, document =>
                {
                    if (column.Ordinal(document) is >= 0 and var ordinal)
                    {
                        Line($"{document} {ordinal}");
                    }
                });
                break;
            case DocValuesType.SortedSet when segment.SortedSet(field.Name) is { } column:
                Begin($"{name} sortedset {field.Name}");
                Dictionary(column);
                Lists(segment, column.Ordinals);
                break;
            case DocValuesType.SortedNumeric when segment.SortedNumeric(field.Name) is { } column:
                Begin($"{name} sortednumeric {field.Name}");
                Lists(segment, column.Get);
                break;
        }
    }

    private void Dictionary(TermColumn column)
    {
        for (long ordinal = 0; ordinal < column.ValueCount; ordinal++)
        {
            Line(Hex(column.Value(ordinal)));
        }
    }

    private void Lists(SegmentReader segment, Action<int, List<long>> read)
    {
        var values = new List<long>();
        ForEach(segment, document =>
        {
            read(document, values);
            if (values.Count > 0)
            {
                Line($"{document} {string.Join(' ', values)}");
            }
        });
    }

    private void Stored(string name, SegmentReader segment)
    {
        Begin($"{name} stored");
        if (segment.StoredFields is not { } stored)
        {
            return;
        }

        var cursor = stored.OpenCursor();
        var values = new List<StoredValue>();
        for (int document = 0; document < segment.MaxDocument; document++)
        {
            Line($"doc {document}");
            cursor.Read(document, values);
            foreach (var value in values)
            {
                string field = segment.Fields.Find(value.FieldNumber)!.Name;
                Line(value.Kind switch
                {
                    StoredKind.String => $"{field} s {Hex(Encoding.UTF8.GetBytes(value.Text!))}",
                    StoredKind.Bytes => $"{field} b {Hex(value.Bytes)}",
                    StoredKind.Int32 => $"{field} i {value.Number}",
                    StoredKind.Int64 => $"{field} l {value.Number}",
                    StoredKind.Single => $"{field} f {value.Number}",
                    _ => $"{field} d {value.Number}",
                });
            }
        }
    }

    private static void ForEach(SegmentReader segment, Action<int> action)
    {
        for (int document = 0; document < segment.MaxDocument; document++)
        {
            action(document);
        }
    }

    private static string Bool(bool value) => value ? "true" : "false";

    private static string Hex(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(bytes);

    private void Begin(string section)
    {
        End();
        _section = section;
        _lines = 0;
        _crc = 0;
        _output?.WriteLine("== " + section);
    }

    private void End()
    {
        if (_section is not null)
        {
            _digests.Add(string.Create(CultureInfo.InvariantCulture, $"{_section} {_lines} {_crc:x}"));
        }

        _section = null;
    }

    private void Line(string text) => Line(_line.Clear().Append(text));

    private void Line(StringBuilder text)
    {
        _output?.WriteLine(text);
        text.Append('\n');
        foreach (var chunk in text.GetChunks())
        {
            int most = Encoding.UTF8.GetMaxByteCount(chunk.Length);
            if (_bytes.Length < most)
            {
                _bytes = new byte[most * 2];
            }

            _crc = Crc32.Append(_crc, _bytes.AsSpan(0, Encoding.UTF8.GetBytes(chunk.Span, _bytes)));
        }

        _lines++;
    }
}
