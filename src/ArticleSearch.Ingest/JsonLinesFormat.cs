using System.Text;
using System.Text.Json;
using ArticleSearch.Indexing;

namespace ArticleSearch.Ingest;

/// <summary>
/// Each line is an article: a JSON object with <c>id, title, date, source, text</c>, of which only <c>text</c> is required. A line
/// that can not be taken is a problem and costs no other line; the file may be larger than memory, a line may not.
/// </summary>
/// <remarks>
/// Paragraphs of the text are separated by line breaks. An id, date, title or source may be a number. Other properties are passed
/// over; of one that stands twice the last counts. An article without an id is called <c>relative/path:line</c>, one
/// without a source has its file as source. Offsets count the characters of <c>text</c>.
/// </remarks>
internal sealed class JsonLinesFormat : ArticleFormat
{
    private const string ArrayExtension = ".json";

    public override IReadOnlyList<string> Extensions { get; } = [".jsonl", ".ndjson", ArrayExtension];

    public override bool Recognizes(ReadOnlySpan<byte> head, bool isWhole)
    {
        var rest = head.TrimStart(" \t\r\n"u8);
        if (rest.IsEmpty || rest[0] != (byte)'{')
        {
            return false;
        }

        int lineEnd = rest.IndexOf((byte)'\n');
        var line = lineEnd < 0 ? rest : rest[..lineEnd];
        var reader = new Utf8JsonReader(line, isFinalBlock: isWhole || lineEnd >= 0, default);
        try
        {
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    public override IEnumerable<IngestItem> Read(SourceFile file, Stream stream, IngestCounter counter, CancellationToken cancellation)
    {
        var lines = new LineScanner(stream);
        bool isFirst = true;
        while (lines.MoveNext(cancellation))
        {
            counter.Reach(lines.Offset);
            var item = ReadLine(file, lines);
            lines.Forget();
            if (item is null)
            {
                continue;
            }

            yield return item;
            if (isFirst && item is IngestProblem && string.Equals(file.Extension, ArrayExtension, StringComparison.Ordinal))
            {
                yield return new IngestProblem(file.Name, 0, 0, "the file is not JSON lines, one object a line; it is read no further");
                yield break;
            }

            isFirst = false;
        }

        if (isFirst)
        {
            yield return new IngestProblem(file.Name, 0, 0, "the file has no article");
        }
    }

    // Null for a blank line.
    private static IngestItem? ReadLine(SourceFile file, LineScanner lines)
    {
        if (lines.IsTooLong)
        {
            return new IngestProblem(file.Name, lines.Number, 0, $"the line has more than {LineScanner.MaxLength} bytes");
        }

        var line = lines.Current;
        int invalid = Utf8Text.FindInvalid(line);
        if (invalid >= 0)
        {
            return Utf8Text.InvalidAt(file, line, invalid, lines.Offset, lines.Number);
        }

        if (line.Trim(" \t\r"u8).IsEmpty)
        {
            return null;
        }

        var reader = new Utf8JsonReader(line);
        try
        {
            return ReadObject(file, lines.Number, ref reader);
        }
        catch (JsonException e)
        {
            int before = (int)Math.Min(e.BytePositionInLine ?? 0, line.Length);
            return new IngestProblem(file.Name, lines.Number, Encoding.UTF8.GetCharCount(line[..before]) + 1, "broken JSON: " + WithoutPlace(e.Message));
        }
        catch (InvalidOperationException)
        {
            int before = (int)reader.TokenStartIndex;
            return new IngestProblem(file.Name, lines.Number, Encoding.UTF8.GetCharCount(line[..before]) + 1, "half a surrogate pair in a string");
        }
    }

    private static IngestItem ReadObject(SourceFile file, int number, ref Utf8JsonReader reader)
    {
        string? id = null, title = null, date = null, source = null, text = null;
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return new IngestProblem(file.Name, number, 0, "the line is not a JSON object");
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isText = reader.ValueTextEquals("text"u8);
            string? name = isText ? "text" : NameOf(ref reader);
            reader.Read();
            if (name is null)
            {
                reader.Skip();
                continue;
            }

            if (!TryReadValue(ref reader, isText, out string? value))
            {
                return new IngestProblem(file.Name, number, 0, $"\"{name}\" is not a string");
            }

            _ = name switch
            {
                "id" => id = value,
                "title" => title = value,
                "date" => date = value,
                "source" => source = value,
                _ => text = value,
            };
        }

        reader.Read(); // nothing may follow the object
        if (text is null)
        {
            return new IngestProblem(file.Name, number, 0, "there is no \"text\"");
        }

        if (IsBlank(text) && IsBlank(title))
        {
            return new IngestProblem(file.Name, number, 0, "the article has neither text nor title");
        }

        var article = new Article
        {
            Id = string.IsNullOrEmpty(id) ? $"{file.RelativeName}:{number}" : id,
            Title = title,
            Date = date,
            Source = source ?? file.Name,
            Text = text,
            Breaks = ParagraphBreak.Line,
        };
        return new IngestedArticle(article, file.Name, number);
    }

    private static string? NameOf(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("id"u8) ? "id"
        : reader.ValueTextEquals("title"u8) ? "title"
        : reader.ValueTextEquals("date"u8) ? "date"
        : reader.ValueTextEquals("source"u8) ? "source"
        : null;

    private static bool TryReadValue(ref Utf8JsonReader reader, bool isText, out string? value)
    {
        value = null;
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                value = reader.GetString();
                return true;
            case JsonTokenType.Number when !isText:
                value = Encoding.UTF8.GetString(reader.ValueSpan);
                return true;
            default:
                return reader.TokenType == JsonTokenType.Null;
        }
    }

    private static bool IsBlank(string? text)
    {
        foreach (char c in text.AsSpan())
        {
            if (!PassageSplitter.IsBlank(c))
            {
                return false;
            }
        }

        return true;
    }

    // The place is said in our own way.
    private static string WithoutPlace(string message)
    {
        int place = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return place < 0 ? message : message[..place];
    }
}
