using System.Text;
using System.Text.Json;
using ArticleSearch.Ingest.Texts;

namespace ArticleSearch.Ingest.Records;

/// <summary>
/// A JSON document: an article, a list of articles, or either inside the envelopes that exports and services put around them
/// (<c>{"articles": […]}</c>, <c>{"hits": {"hits": [{"_source": …}]}}</c>). It holds the document in memory and no tree of it.
/// </summary>
/// <remarks>Articles are numbered from 1 in the order of the document; that number is their place.</remarks>
internal sealed class JsonFormat : ArticleFormat
{
    private const long MaxLength = 1L << 30;

    public override string Name => "json";

    public override IReadOnlyList<string> Extensions { get; } = [".json"];

    public override bool Recognizes(ReadOnlySpan<byte> head, bool isWhole)
    {
        var rest = head.TrimStart(" \t\r\n"u8);
        if (rest.IsEmpty || rest[0] is not ((byte)'{' or (byte)'['))
        {
            return false;
        }

        var reader = new Utf8JsonReader(rest, isWhole, new JsonReaderState(new JsonReaderOptions { AllowMultipleValues = true }));
        try
        {
            int tokens = 0;
            while (reader.Read())
            {
                tokens++;
            }

            return tokens > 2;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    public override IEnumerable<IngestItem> Read(FormatInput input, CancellationToken cancellation)
    {
        byte[] bytes = input.ReadAll(MaxLength, cancellation);
        bool isUtf8 = Utf8Text.FindInvalid(Utf8Text.WithoutMark(bytes)) < 0;
        if (!isUtf8 && bytes.Length > FormatInput.MaxTextLength)
        {
            throw FormatInput.TooLong(bytes.Length, FormatInput.MaxTextLength);
        }

        var content = TextDecoder.ToUtf8(bytes);
        var walk = new JsonWalk(input, content.Length == bytes.Length ? bytes : content.ToArray());
        while (walk.Next() is { } item)
        {
            cancellation.ThrowIfCancellationRequested();
            yield return item;
        }
    }
}

/// <summary>The articles of a JSON document, one after another.</summary>
internal sealed class JsonWalk(FormatInput input, ReadOnlyMemory<byte> document)
{
    private readonly JsonRecord _record = new(input.Options.Fields);
    private JsonReaderState _state = new(new JsonReaderOptions { AllowMultipleValues = true });
    private int _position;
    private bool _isBroken;

    /// <summary>How many articles and problems there were.</summary>
    public int Count { get; private set; }

    /// <summary>The line of the file, where the document is one; 0 where its articles are numbered.</summary>
    public int Line { get; init; }

    /// <summary>The next article or problem; null after the last.</summary>
    public IngestItem? Next()
    {
        if (_isBroken)
        {
            return null;
        }

        var reader = new Utf8JsonReader(document.Span[_position..], isFinalBlock: true, _state);
        int start = _position;
        try
        {
            while (reader.Read())
            {
                switch (reader.TokenType)
                {
                    case JsonTokenType.PropertyName:
                        bool isEnvelope = JsonRecord.IsEnvelopeName(ref reader);
                        var before = reader;
                        reader.Read();
                        if (isEnvelope && reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                        {
                            reader = before;
                            break;
                        }

                        reader.Skip();
                        break;
                    case JsonTokenType.StartObject:
                        var inside = reader;
                        if (TryRead(ref reader) is { } tooLong)
                        {
                            return Take(ref reader, tooLong);
                        }

                        if (_record.IsEnvelope)
                        {
                            reader = inside;
                            break;
                        }

                        return Take(ref reader, ToItem());
                    case JsonTokenType.String or JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False or JsonTokenType.Null when Count == 0:
                        _isBroken = true;
                        return Take(ref reader, Problem(Count + 1, "ingest.json.list", $"the document is no list of articles"));
                }
            }
        }
        catch (JsonException e)
        {
            _isBroken = true;
            var read = document.Span[..Math.Min(document.Length, start + (int)reader.BytesConsumed)];
            int line = read.Count((byte)'\n') + 1;
            return new IngestProblem(input.File.Name, line, 0, "ingest.json", $"broken JSON: {WithoutPlace(e.Message)}");
        }
        catch (InvalidOperationException)
        {
            _isBroken = true;
            return Problem(Count + 1, "ingest.json.surrogate", $"half a surrogate pair in a string");
        }

        _isBroken = true;
        return Count == 0 ? input.Problem("ingest.articles", $"the file has no article") : null;
    }

    // The problem of an article that is too long, which costs that article.
    private IngestProblem? TryRead(ref Utf8JsonReader reader)
    {
        var start = reader;
        try
        {
            _record.Read(ref reader);
            return null;
        }
        catch (UnreadableInputException e)
        {
            reader = start;
            reader.Skip();
            return new IngestProblem(input.File.Name, Line > 0 ? Line : Count + 1, 0, e.Wording);
        }
    }

    /// <summary>A message without the place that the parser says: it is said in our own way.</summary>
    public static string WithoutPlace(string message)
    {
        int place = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return OneLine.Shorten(place < 0 ? message : message[..place], 300);
    }

    private IngestItem Take(ref Utf8JsonReader reader, IngestItem item)
    {
        _position += (int)reader.BytesConsumed;
        _state = reader.CurrentState;
        input.Counter.Reach(_position);
        Count++;
        return item;
    }

    private IngestItem ToItem()
    {
        int place = Line > 0 ? Line : Count + 1;
        if (_record.WrongField is { } field)
        {
            return Problem(place, "ingest.json.string", $"\"{field}\" is not a string");
        }

        var item = _record.Values.ToItem(input.File, place);
        return item is IngestedArticle article && Line > 0 && string.IsNullOrEmpty(_record.Values[FieldRole.Id])
            ? article with { Article = article.Article with { Id = $"{article.Article.Id}:{Count + 1}" } }
            : item;
    }

    private IngestProblem Problem(int place, string name, FormattableString text) => new(input.File.Name, Line > 0 ? Line : place, 0, name, text);
}
