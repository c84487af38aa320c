using System.Text;
using System.Text.Json;
using ArticleSearch.Ingest.Html;

namespace ArticleSearch.Ingest.Records;

/// <summary>
/// Reads JSON objects as records. Of a value that is no string it takes what stands for one: the strings of an array, the name of a
/// person, the text of <c>{"rendered": …}</c>. It knows nothing of lines and files.
/// </summary>
internal sealed class JsonRecord(FieldNames names)
{
    // So many names are remembered; files have a dozen.
    private const int MaxKnown = 256;

    // What lists of articles are called, and what is wrapped around an article.
    private static readonly string[] Envelopes =
        ["articles", "items", "entries", "docs", "documents", "results", "resultats", "hits", "posts", "data", "rows", "records", "response", "news", "_source", "fields", "attributes", "node"];

    private static readonly string[] Labels = ["rendered", "name", "nom", "text", "value", "valeur", "content", "#text", "$t", "_", "label", "title"];

    private readonly List<KnownName> _known = [];
    private long _length;

    /// <summary>The values that were read last.</summary>
    public RecordValues Values { get; } = new();

    /// <summary>The field of which no string could be made; null if there was none.</summary>
    public string? WrongField { get; private set; }

    /// <summary>Whether the object is not an article but has articles in it.</summary>
    public bool IsEnvelope { get; private set; }

    /// <summary>Whether a property is one that has articles in it.</summary>
    public static bool IsEnvelopeName(ref Utf8JsonReader reader)
    {
        foreach (string name in Envelopes)
        {
            if (reader.ValueTextEquals(name))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Reads an object, the reader standing at its start; leaves it at its end.</summary>
    /// <exception cref="JsonException">It is broken.</exception>
    /// <exception cref="InvalidOperationException">A string in it is not valid.</exception>
    /// <exception cref="UnreadableInputException">It is too long, or markup in it can not be parsed.</exception>
    public void Read(ref Utf8JsonReader reader)
    {
        Values.Clear();
        WrongField = null;
        _length = 0;
        bool hasEnvelope = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (claim, isEnvelope, name) = Find(ref reader);
            reader.Read();
            if (isEnvelope && reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                hasEnvelope |= HasObject(reader);
            }

            if (!Values.Wants(claim))
            {
                reader.Skip();
                continue;
            }

            if (reader.TokenType == JsonTokenType.String)
            {
                Values.Offer(claim, Take(ref reader));
            }
            else if (!TryReadOther(ref reader, claim.Role, out string? value))
            {
                WrongField ??= claim.Rank == 0 ? name : null;
            }
            else
            {
                Values.Offer(claim, value);
            }
        }

        IsEnvelope = hasEnvelope && !Values.HasWholeText(names);
    }

    // Or is an empty list of them. By value: the reader stays where it is.
    private static bool HasObject(Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.StartObject || (reader.Read() && reader.TokenType is JsonTokenType.StartObject or JsonTokenType.EndArray);

    private bool TryReadOther(ref Utf8JsonReader reader, FieldRole role, out string? value)
    {
        value = null;
        switch (reader.TokenType)
        {
            case JsonTokenType.Number when role is FieldRole.Author or FieldRole.Section:
                return true; // its number in some database
            case JsonTokenType.Number when role != FieldRole.Text:
                value = Encoding.UTF8.GetString(reader.ValueSpan);
                return true;
            case JsonTokenType.StartArray:
                value = ReadArray(ref reader, role == FieldRole.Text ? "\n" : ", ");
                return value is not null;
            case JsonTokenType.StartObject:
                value = ReadLabel(ref reader);
                return value is not null;
            default:
                return reader.TokenType == JsonTokenType.Null;
        }
    }

    private string? ReadArray(ref Utf8JsonReader reader, string separator)
    {
        StringBuilder? joined = null;
        bool isEmpty = true;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            isEmpty = false;
            string? value = null;
            switch (reader.TokenType)
            {
                case JsonTokenType.String:
                    Spend(reader.ValueSpan.Length); // twice: what is joined is held in parts and as a whole
                    value = Take(ref reader);
                    break;
                case JsonTokenType.StartObject:
                    value = ReadLabel(ref reader);
                    break;
                default:
                    reader.Skip();
                    break;
            }

            if (!string.IsNullOrEmpty(value))
            {
                joined = (joined?.Append(separator) ?? new StringBuilder()).Append(value);
            }
        }

        return joined?.ToString() ?? (isEmpty ? "" : null);
    }

    // The string of an object that stands for one. Deeper objects are passed over.
    private string? ReadLabel(ref Utf8JsonReader reader)
    {
        string? label = null;
        int best = Labels.Length;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            int rank = 0;
            while (rank < best && !reader.ValueTextEquals(Labels[rank]))
            {
                rank++;
            }

            reader.Read();
            if (rank < best && reader.TokenType == JsonTokenType.String)
            {
                string value = Take(ref reader);
                (label, best) = (rank == 0 ? HtmlText.Read(value, "\n") : value, rank);
            }
            else
            {
                reader.Skip();
            }
        }

        return label;
    }

    // All strings of one record count together.
    private string Take(ref Utf8JsonReader reader)
    {
        Spend(reader.ValueSpan.Length);
        return reader.GetString()!;
    }

    private void Spend(int length)
    {
        _length += length;
        if (_length > LineScanner.MaxLength)
        {
            throw new UnreadableInputException("ingest.record", $"the article has more than {LineScanner.MaxLength} bytes");
        }
    }

    private KnownName Find(ref Utf8JsonReader reader)
    {
        var bytes = reader.ValueSpan;
        foreach (var known in _known)
        {
            if (bytes.SequenceEqual(known.Bytes))
            {
                return known;
            }
        }

        // An escaped name is told by what it says, and remembered by how it is written.
        string name = reader.GetString()!;
        var found = new KnownName(names.Find(name), IsEnvelopeName(ref reader), name) { Bytes = bytes.ToArray() };
        if (_known.Count < MaxKnown)
        {
            _known.Add(found);
        }

        return found;
    }

    private sealed record KnownName(FieldClaim Claim, bool IsEnvelope, string Name)
    {
        public byte[] Bytes { get; init; } = [];
    }
}
