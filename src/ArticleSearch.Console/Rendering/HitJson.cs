using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ArticleSearch.Console.Rendering;

/// <summary>
/// Results as JSON objects, each on one line, for programs. The names are part of the program's contract: they may be added to,
/// never changed.
/// </summary>
internal static class HitJson
{
    // French letters stand as themselves: the output is UTF-8 and goes to no HTML page.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One object with all hits.</summary>
    public static string Render(Answer answer)
    {
        var (result, options) = (answer.Result, answer.Options);
        return Json(json =>
        {
            json.WriteStartObject();
            if (answer.Id is not null)
            {
                json.WriteString("id", answer.Id);
            }

            if (answer.SimilarTo is not null)
            {
                json.WriteString("similar_to", answer.SimilarTo);
            }
            else
            {
                json.WriteString("query", answer.Query);
            }

            if (result.Suggestion is { } suggestion)
            {
                json.WriteString(result.IsCorrected ? "corrected" : "suggestion", suggestion.Query);
            }

            if (result.UnfoundPhrases.Count > 0)
            {
                json.WriteStartArray("unfound_phrases");
                foreach (string phrase in result.UnfoundPhrases)
                {
                    json.WriteStringValue(phrase);
                }

                json.WriteEndArray();
            }

            json.WriteNumber("total", result.Total.Value);
            if (!result.Total.IsExact)
            {
                json.WriteBoolean("total_is_lower_bound", true);
            }

            if (options.Offset > 0)
            {
                json.WriteNumber("offset", options.Offset);
            }

            json.WriteNumber("elapsed_ms", Math.Round(answer.Elapsed.TotalMilliseconds, 3));
            json.WriteStartArray("hits");
            foreach (var hit in result.Hits)
            {
                json.WriteStartObject();
                Write(json, hit, answer);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            if (options.Facets)
            {
                json.WriteStartObject("facets");
                Write(json, "months", result.Months);
                Write(json, "sources", result.Sources);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        });
    }

    /// <summary>An object a hit, each on a line of its own.</summary>
    public static void RenderLines(Answer answer, TextWriter output)
    {
        foreach (var hit in answer.Wanted(answer.Result.Hits))
        {
            output.WriteLine(Json(json =>
            {
                json.WriteStartObject();
                if (answer.Id is not null)
                {
                    json.WriteString("id", answer.Id);
                }

                Write(json, hit, answer);
                json.WriteEndObject();
            }));
        }
    }

    /// <summary>An article with all its passages.</summary>
    public static string RenderArticle(IReadOnlyList<Hit> passages, string? query)
    {
        var first = passages[0];
        return Json(json =>
        {
            json.WriteStartObject();
            json.WriteString("article", first.Article);
            json.WriteString("title", first.Title);
            json.WriteString("date", first.Date);
            json.WriteString("source", first.Source);
            WriteFile(json, first);
            if (query is not null)
            {
                json.WriteString("query", query);
                json.WriteNumber("matches", ArticleText.CountMatches(passages));
                Write(json, "title_highlights", first.TitleHighlights);
            }

            json.WriteStartArray("paragraphs");
            foreach (var passage in passages)
            {
                json.WriteStartObject();
                json.WriteNumber("paragraph", passage.Paragraph);
                json.WriteNumber("start", passage.Start);
                json.WriteNumber("end", passage.End);
                json.WriteString("text", passage.Text);
                if (query is not null)
                {
                    Write(json, "highlights", passage.Highlights);
                }

                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    /// <summary>One JSON value on one line.</summary>
    public static string Json(Action<Utf8JsonWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(bytes, Options))
        {
            write(json);
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter json, Hit hit, Answer answer)
    {
        json.WriteNumber("rank", hit.Rank);
        json.WriteNumber("score", hit.Score);
        json.WriteString("article", hit.Article);
        json.WriteNumber("paragraph", hit.Paragraph);
        json.WriteString("title", hit.Title);
        json.WriteString("date", hit.Date);
        json.WriteString("source", hit.Source);
        WriteFile(json, hit);
        json.WriteNumber("start", hit.Start);
        json.WriteNumber("end", hit.End);
        json.WriteString("text", hit.Text);
        Write(json, "highlights", hit.Highlights);
        if (hit.TitleHighlights.Count > 0)
        {
            Write(json, "title_highlights", hit.TitleHighlights);
        }

        if (answer.Options.Context > 0)
        {
            Write(json, "before", hit.Before);
            Write(json, "after", hit.After);
        }

        if (answer.Explain is not null)
        {
            json.WriteStartObject("explanation");
            Write(json, answer.Explain(hit));
            json.WriteEndObject();
        }
    }

    private static void WriteFile(Utf8JsonWriter json, Hit hit)
    {
        json.WriteString("file", hit.File);
        if (hit.Place > 0)
        {
            json.WriteNumber("place", hit.Place);
        }
    }

    private static void Write(Utf8JsonWriter json, Explanation explanation)
    {
        json.WriteNumber("value", explanation.Value);
        json.WriteString("description", explanation.Description);
        if (explanation.Details.Count > 0)
        {
            json.WriteStartArray("details");
            foreach (var detail in explanation.Details)
            {
                json.WriteStartObject();
                Write(json, detail);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }
    }

    private static void Write(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (string text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, string name, IReadOnlyList<FacetCount> counts)
    {
        json.WriteStartArray(name);
        foreach (var (value, count) in counts)
        {
            json.WriteStartObject();
            json.WriteString("value", value.Length == 0 ? null : value);
            json.WriteNumber("count", count);
            json.WriteEndObject();
        }

        json.WriteEndArray();
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
