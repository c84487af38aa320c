using System.Text;
using System.Text.Json;
using ArticleSearch.Ingest.Texts;

namespace ArticleSearch.Ingest.Records;

/// <summary>
/// Each line is an article: a JSON object with <c>id, title, date, source, text</c>, of which only <c>text</c> is required. A line
/// that can not be taken is a problem and costs no other line; the file may be larger than memory, a line may not.
/// </summary>
/// <remarks>
/// Paragraphs of the text are separated by line breaks. Fields go by other names too (<see cref="FieldNames"/>). Other properties are
/// passed over; of one that stands twice the last counts. An article without an id is called <c>relative/path:line</c>, one
/// without a source has its file as source. Offsets count the characters of <c>text</c>.
/// </remarks>
internal sealed class JsonLinesFormat : ArticleFormat
{
    public override string Name => "jsonl";

    public override IReadOnlyList<string> Extensions { get; } = [".jsonl", ".ndjson"];

    public override bool Recognizes(ReadOnlySpan<byte> head, bool isWhole)
    {
        var rest = head.TrimStart(" \t\r\n"u8);
        if (rest.IsEmpty || rest[0] != (byte)'{')
        {
            return false;
        }

        int lineEnd = rest.IndexOf((byte)'\n');
        var line = lineEnd < 0 ? rest : rest[..lineEnd];
        bool isOnly = lineEnd < 0 || rest[lineEnd..].Trim(" \t\r\n"u8).IsEmpty;
        var reader = new Utf8JsonReader(line, isFinalBlock: isWhole || lineEnd >= 0, default);
        try
        {
            while (reader.Read())
            {
                // One line that holds a list of articles is a document.
                if (isOnly && reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1 && JsonRecord.IsEnvelopeName(ref reader)
                    && reader.Read() && reader.TokenType == JsonTokenType.StartArray)
                {
                    return false;
                }
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    public override IEnumerable<IngestItem> Read(FormatInput input, CancellationToken cancellation)
    {
        bool isWide = input.Encoding is TextEncoding.Utf16LittleEndian or TextEncoding.Utf16BigEndian;
        var lines = new LineScanner(isWide ? Encoding.CreateTranscodingStream(input.Stream, TextDecoder.Find(input.Encoding), Encoding.UTF8, leaveOpen: true) : input.Stream);
        var record = new JsonRecord(input.Options.Fields);
        bool isEmpty = true;
        while (lines.MoveNext(cancellation))
        {
            input.Counter.Reach(lines.Offset);
            var item = ReadLine(input, lines, record, out var inside);
            lines.Forget();
            for (; inside?.Next() is { } one; item = null)
            {
                yield return one;
            }

            if (item is not null)
            {
                yield return item;
            }

            isEmpty &= item is null && inside is null;
        }

        if (isEmpty)
        {
            yield return input.Problem("ingest.articles", $"the file has no article");
        }
    }

    // Null for a blank line, and for one that has several articles inside.
    private static IngestItem? ReadLine(FormatInput input, LineScanner lines, JsonRecord record, out JsonWalk? inside)
    {
        inside = null;
        string name = input.File.Name;
        if (lines.IsTooLong)
        {
            return new IngestProblem(name, lines.Number, 0, "ingest.line", $"the line has more than {LineScanner.MaxLength} bytes");
        }

        var line = lines.Current;
        int invalid = Utf8Text.FindInvalid(line);
        if (invalid >= 0)
        {
            // A line of an older encoding among others; but not one that was damaged.
            if (!TextDecoder.TryDecodePart(line, out string? decoded))
            {
                var e = Utf8Text.InvalidAt(line, invalid, lines.Offset, lines.Number);
                return new IngestProblem(name, e.Line, e.Column, e.Wording);
            }

            line = Encoding.UTF8.GetBytes(decoded!);
        }

        if (line.Trim(" \t\r"u8).IsEmpty)
        {
            return null;
        }

        var reader = new Utf8JsonReader(line);
        try
        {
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                return new IngestProblem(name, lines.Number, 0, "ingest.json.object", $"the line is not a JSON object");
            }

            record.Read(ref reader);
            reader.Read(); // nothing may follow the object
            if (record.IsEnvelope)
            {
                inside = new JsonWalk(input, line.ToArray()) { Line = lines.Number };
                return null;
            }

            return record.WrongField is { } field
                ? new IngestProblem(name, lines.Number, 0, "ingest.json.string", $"\"{field}\" is not a string")
                : record.Values.ToItem(input.File, lines.Number);
        }
        catch (JsonException e)
        {
            int before = (int)Math.Min(e.BytePositionInLine ?? 0, line.Length);
            return new IngestProblem(name, lines.Number, Encoding.UTF8.GetCharCount(line[..before]) + 1, "ingest.json", $"broken JSON: {JsonWalk.WithoutPlace(e.Message)}");
        }
        catch (UnreadableInputException e)
        {
            return new IngestProblem(name, lines.Number, 0, e.Wording);
        }
        catch (InvalidOperationException)
        {
            int before = (int)reader.TokenStartIndex;
            return new IngestProblem(name, lines.Number, Encoding.UTF8.GetCharCount(line[..before]) + 1, "ingest.json.surrogate", $"half a surrogate pair in a string");
        }
    }
}
