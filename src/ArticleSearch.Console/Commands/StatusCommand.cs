using System.Buffers;
using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ArticleSearch.Console.Arguments;
using ArticleSearch.Console.Speech;

namespace ArticleSearch.Console.Commands;

/// <summary>What an index holds and how it lies on the disk: a few lines for people, one JSON object for programs. Changes nothing.</summary>
internal static class StatusCommand
{
    private const int LeastWidth = 9;

    // Paths and names stand as themselves: the output is UTF-8 and goes to no HTML page.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Define(Terminal terminal)
    {
        var index = CommandLine.IndexOption(terminal);
        var json = new Option<bool>("--json");
        var command = new Command("status") { index, json };
        command.Do((parsed, _) => Run(index.Read(parsed)!, parsed.GetValue(json), terminal));
        return command;
    }

    private static int Run(string index, bool json, Terminal terminal)
    {
        Indexes.Require(index);
        var status = IndexStatus.Read(index);
        if (json)
        {
            terminal.Out.WriteLine(Json(index, status));
        }
        else
        {
            var speaker = terminal.DataSpeaker;
            (string Name, string Value)[] lines = [.. Lines(status, speaker).Select(line => (speaker[$"status.{line.Key}"], line.Value))];
            int width = lines.Max(line => Math.Max(LeastWidth, line.Name.Length));
            foreach (var (name, value) in lines)
            {
                terminal.Out.WriteLine($"{name.PadRight(width)} {value}");
            }
        }

        return ExitCode.Found;
    }

    private static IEnumerable<(string Key, string Value)> Lines(IndexStatus status, Speaker speaker)
    {
        yield return ("articles", status.Articles is { } articles ? speaker.Number(articles) : speaker["status.articles.unknown"]);
        yield return ("passages", status.DeletedPassages > 0
            ? speaker.Say("status.passages.deleted", status.Passages, status.DeletedPassages)
            : speaker.Number(status.Passages));
        yield return ("segments", speaker.Number(status.Segments));
        yield return ("size", status.OtherBytes > 0
            ? speaker.Say("status.size.other", speaker.Bytes(status.Bytes), speaker.Bytes(status.OtherBytes))
            : speaker.Bytes(status.Bytes));
        yield return ("commit", $"{speaker.Number(status.Generation)}, {status.CommittedAt.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)}");
        yield return ("chain", (status.Chain ?? speaker["status.none"]) + (status.IsWritable ? "" : speaker["status.readonly"]));
        yield return ("merge", MergeIsUseless(status)
            ? speaker["status.merge.useless"]
            : speaker.Say("status.merge.gain", status.Segments, speaker.Bytes(status.MergeGain)));
        yield return ("writer", status.Writer ?? speaker["status.none"]);
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
