using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ArticleSearch.Console.Rendering;

namespace ArticleSearch.Console.Commands;

/// <summary>What an index holds and how it lies on the disk: a few lines for people, one JSON object for programs. Changes nothing.</summary>
internal static class StatusCommand
{
    // Paths and names stand as themselves: the output is UTF-8 and goes to no HTML page.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static int Run(string index, bool json, Terminal terminal)
    {
        var status = IndexStatus.Read(index);
        if (json)
        {
            terminal.Out.WriteLine(Json(index, status));
        }
        else
        {
            foreach (var (name, value) in Lines(status))
            {
                terminal.Out.WriteLine($"{name,-9} {value}");
            }
        }

        return ExitCode.Found;
    }

    private static IEnumerable<(string Name, string Value)> Lines(IndexStatus status)
    {
        yield return ("articles", status.Articles is { } articles ? Figures.Number(articles) : "not known: another program made the index");
        yield return ("passages", Figures.Number(status.Passages) + (status.DeletedPassages > 0 ? $", and {Figures.Number(status.DeletedPassages)} deleted that still take room" : ""));
        yield return ("segments", Figures.Number(status.Segments));
        yield return ("size", Figures.Bytes(status.Bytes) + (status.OtherBytes > 0 ? $", and {Figures.Bytes(status.OtherBytes)} that the commit does not need" : ""));
        yield return ("commit", $"{Figures.Number(status.Generation)}, {status.CommittedAt.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)}");
        yield return ("chain", (status.Chain ?? "none") + (status.IsWritable ? "" : "; the index is searched here and not written to"));
        yield return ("merge", MergeIsUseless(status)
            ? "would gain nothing"
            : $"would make {Figures.Count(status.Segments, "segment")} one and free about {Figures.Bytes(status.MergeGain)}");
        yield return ("writer", status.Writer ?? "none");
    }

    private static bool MergeIsUseless(IndexStatus status) => status.Segments <= 1 && status.DeletedPassages == 0;

    private static string Json(string index, IndexStatus status)
    {
        var bytes = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(bytes, Options))
        {
            json.WriteStartObject();
            json.WriteString("index", index);
            if (status.Articles is { } articles)
            {
                json.WriteNumber("articles", articles);
            }
            else
            {
                json.WriteNull("articles");
            }

            json.WriteNumber("passages", status.Passages);
            json.WriteNumber("deleted_passages", status.DeletedPassages);
            json.WriteNumber("segments", status.Segments);
            json.WriteNumber("bytes", status.Bytes);
            json.WriteNumber("other_bytes", status.OtherBytes);
            json.WriteNumber("commit", status.Generation);
            json.WriteString("committed_at", status.CommittedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
            json.WriteString("chain", status.Chain);
            json.WriteBoolean("writable", status.IsWritable);
            json.WriteNumber("merge_gain_segments", Math.Max(0, status.Segments - 1));
            json.WriteNumber("merge_gain_bytes", status.MergeGain);
            json.WriteString("writer", status.Writer);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }
}
