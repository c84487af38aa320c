using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ArticleSearch.Console.Rendering;

/// <summary>
/// A result as one JSON object on one line, for programs. The names are part of the program's contract: they may be added to,
/// never changed.
/// </summary>
internal static class HitJson
{
    // French letters stand as themselves: the output is UTF-8 and goes to no HTML page.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="query">The query as it was typed.</param>
    /// <param name="id">The query's id in a batch, or null.</param>
    /// <param name="result">What was found.</param>
    /// <param name="elapsed">How long the search took.</param>
    public static string Render(string query, string? id, SearchResult result, TimeSpan elapsed)
    {
        var bytes = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(bytes, Options))
        {
            json.WriteStartObject();
            if (id is not null)
            {
                json.WriteString("id", id);
            }

            json.WriteString("query", query);
            json.WriteNumber("total", result.Total.Value);
            if (!result.Total.IsExact)
            {
                json.WriteBoolean("total_is_lower_bound", true);
            }

            json.WriteNumber("elapsed_ms", Math.Round(elapsed.TotalMilliseconds, 3));
            json.WriteStartArray("hits");
            foreach (var hit in result.Hits)
            {
                Write(json, hit);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter json, Hit hit)
    {
        json.WriteStartObject();
        json.WriteNumber("rank", hit.Rank);
        json.WriteNumber("score", hit.Score);
        json.WriteString("article", hit.Article);
        json.WriteNumber("paragraph", hit.Paragraph);
        json.WriteString("title", hit.Title);
        json.WriteString("date", hit.Date);
        json.WriteString("source", hit.Source);
        json.WriteNumber("start", hit.Start);
        json.WriteNumber("end", hit.End);
        json.WriteString("text", hit.Text);
        Write(json, "highlights", hit.Highlights);
        if (hit.TitleHighlights.Count > 0)
        {
            Write(json, "title_highlights", hit.TitleHighlights);
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, IReadOnlyList<Highlight> highlights)
    {
        json.WriteStartArray(name);
        foreach (var highlight in highlights)
        {
            json.WriteStartObject();
            json.WriteNumber("start", highlight.Start);
            json.WriteNumber("length", highlight.Length);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
