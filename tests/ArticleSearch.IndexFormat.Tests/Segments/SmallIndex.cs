using ArticleSearch.IndexFormat.DocValues;
using ArticleSearch.IndexFormat.Norms;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.IndexFormat.Tests.Segments;

/// <summary>Writes small indexes of random words, with every part that is written here, through <see cref="SegmentWriter"/>.</summary>
internal static class SmallIndex
{
    private static readonly FieldInfo Text = new()
    {
        Name = "text",
        Number = 0,
        IndexOptions = IndexOptions.Offsets,
    };

    private static readonly FieldInfo Id = new()
    {
        Name = "id",
        Number = 1,
        IndexOptions = IndexOptions.Documents,
        OmitsNorms = true,
    };

    private static readonly FieldInfo Number = new() { Name = "number", Number = 2, DocValuesType = DocValuesType.Numeric };

    private static readonly FieldInfo Bytes = new() { Name = "bytes", Number = 3, DocValuesType = DocValuesType.Binary };

    /// <summary>Writes an index with one commit and returns it.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="segments">How many segments.</param>
    /// <param name="documents">How many documents each.</param>
    /// <param name="compound">Whether segments are compound.</param>
    /// <param name="deleted">A document to delete in each segment, or -1.</param>
    /// <param name="seed">Where the ids begin.</param>
    public static CommitPoint Write(IndexFolder folder, int segments, int documents, bool compound, int deleted = -1, byte seed = 42)
    {
        var ids = new IdSource([seed]);
        var commit = CommitPoint.None;
        for (int i = 0; i < segments; i++)
        {
            var info = WriteSegment(folder, IndexFileNames.Segment(i), documents, compound, ids, seed: i);
            var segment = new SegmentCommit(info) { Id = ids.Next() };
            if (deleted >= 0)
            {
                segment = segment.WithLive(folder, LiveDocuments.All(documents).WithDeleted([deleted]), ids);
            }

            commit = commit with { Segments = [.. commit.Segments, segment], Counter = i + 1 };
        }

        using var pending = (commit with { Version = 1 }).Prepare(folder, previous: null, ids);
        pending.Publish();
        return pending.Commit;
    }

    /// <summary>Writes one segment.</summary>
    public static SegmentInfo WriteSegment(IndexFolder folder, string name, int documents, bool compound, IdSource ids, int seed)
    {
        var texts = Texts(documents, seed);
        using var writer = new SegmentWriter(folder, name, documents, new FieldInfos([Text, Id, Number, Bytes]), ids);
        var text = writer.Fields.Find("text")!;
        var id = writer.Fields.Find("id")!;
        byte[] lengths = [.. texts.Select(words => (byte)words.Length)];
        var norms = new ByteNorms(lengths);
        for (int document = 0; document < documents; document++)
        {
            writer.StoredFields.StartDocument();
            writer.StoredFields.Write(id, $"{name}#{document}");
            writer.StoredFields.Write(text, string.Join(' ', texts[document]));
            writer.StoredFields.FinishDocument();
        }

        writer.Norms.WriteField(text, norms);
        WriteIds(writer, id, name, documents);
        WriteTexts(writer, text, texts, norms);
        writer.DocValues.WriteNumeric(writer.Fields.Find("number")!, new Numbers());
        writer.DocValues.WriteBinary(writer.Fields.Find("bytes")!, new ByteStrings());
        return writer.Finish(compound, new(StringComparer.Ordinal) { ["source"] = "test" });
    }

    private static string[][] Texts(int documents, int seed)
    {
        var random = new Random(seed);
        return
        [
            .. Enumerable.Range(0, documents).Select(_ => Enumerable.Range(0, 1 + random.Next(9))
                .Select(_ => $"w{(int)(random.NextDouble() * random.NextDouble() * 40)}").ToArray()),
        ];
    }

    private static void WriteIds(SegmentWriter writer, FieldInfo field, string segment, int documents)
    {
        writer.Terms.StartField(field, norms: null);
        foreach (var (id, document) in Enumerable.Range(0, documents).Select(document => ($"{segment}#{document}", document))
            .OrderBy(pair => pair.Item1, StringComparer.Ordinal))
        {
            writer.Terms.StartTerm(System.Text.Encoding.UTF8.GetBytes(id));
            writer.Postings.StartDocument(document, 1);
            writer.Postings.FinishDocument();
            writer.Terms.FinishTerm(1, 1);
        }

        writer.Terms.FinishField(documents);
    }

    private static void WriteTexts(SegmentWriter writer, FieldInfo field, string[][] texts, NormsColumn norms)
    {
        var postings = new SortedDictionary<string, SortedDictionary<int, List<(int Position, int Start)>>>(StringComparer.Ordinal);
        for (int document = 0; document < texts.Length; document++)
        {
            int start = 0;
            for (int position = 0; position < texts[document].Length; position++)
            {
                string word = texts[document][position];
                if (!postings.TryGetValue(word, out var documents))
                {
                    postings.Add(word, documents = []);
                }

                if (!documents.TryGetValue(document, out var positions))
                {
                    documents.Add(document, positions = []);
                }

                positions.Add((position, start));
                start += word.Length + 1;
            }
        }

        writer.Terms.StartField(field, norms);
        foreach (var (word, documents) in postings)
        {
            writer.Terms.StartTerm(System.Text.Encoding.UTF8.GetBytes(word));
            foreach (var (document, positions) in documents)
            {
                writer.Postings.StartDocument(document, positions.Count);
                foreach (var (position, start) in positions)
                {
                    writer.Postings.AddPosition(position, start, start + word.Length);
                }

                writer.Postings.FinishDocument();
            }

            writer.Terms.FinishTerm(documents.Count, documents.Values.Sum(positions => positions.Count));
        }

        writer.Terms.FinishField(texts.Length);
    }

    /// <summary>Three times the document; every fifth has none.</summary>
    public sealed class Numbers : NumericColumn
    {
        public override bool TryGet(int document, out long value)
        {
            value = 3L * document;
            return document % 5 != 0;
        }
    }

    /// <summary>As many bytes as the document's last digit.</summary>
    public sealed class ByteStrings : BinaryColumn
    {
        public override bool TryGet(int document, out ReadOnlySpan<byte> value)
        {
            value = "0123456789"u8[..(document % 10)];
            return true;
        }
    }
}
