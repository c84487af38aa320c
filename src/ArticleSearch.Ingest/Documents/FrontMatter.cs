using System.Text;
using ArticleSearch.Ingest.Records;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace ArticleSearch.Ingest.Documents;

/// <summary>
/// The YAML between two lines of three hyphens at the start of a Markdown file: its scalars and lists of scalars as the fields of a record. It reads the
/// parser's events and makes no objects, so that no tag and no alias can make it do or hold anything.
/// </summary>
internal static class FrontMatter
{
    private const int MaxLength = 1 << 20;
    private const int MaxDepth = 32;

    /// <summary>Whether a text begins with front matter.</summary>
    public static bool IsAtStart(string text) => End(text, out int start, out _) > start && text.AsSpan(start).Contains(':');

    /// <summary>Reads what stands before the body into the values; returns the body.</summary>
    public static string Read(string text, FieldNames names, RecordValues values, out UnreadableInputException? problem)
    {
        problem = null;
        int end = End(text, out int start, out int bodyStart);
        if (end < 0)
        {
            return text;
        }

        try
        {
            if (end - start <= MaxLength)
            {
                Read(new Parser(new StringReader(text[start..end])), names, values);
            }
        }
        catch (YamlException e)
        {
            problem = new UnreadableInputException("ingest.frontmatter", $"broken front matter: {e.Message.ReplaceLineEndings(" ")}", (int)Math.Min(int.MaxValue - 1, e.Start.Line + 1));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Its parser has other ways to stumble over bytes that someone chose.
            problem = new UnreadableInputException("ingest.frontmatter", $"broken front matter: {e.Message.ReplaceLineEndings(" ")}", 1);
        }

        return text[bodyStart..];
    }

    private static void Read(Parser parser, FieldNames names, RecordValues values)
    {
        parser.Consume<StreamStart>();
        if (!parser.TryConsume<DocumentStart>(out _) || !parser.TryConsume<MappingStart>(out _))
        {
            return;
        }

        while (!parser.Accept<MappingEnd>(out _))
        {
            string? key = ReadValue(parser);
            string? value = ReadValue(parser);
            if (key is not null && value is not null)
            {
                var claim = names.Find(key);
                values.Offer(claim.Role == FieldRole.Text ? default : claim, value);
            }
        }
    }

    // A scalar; the scalars of a list, or of what is in a list, after one another.
    private static string? ReadValue(Parser parser)
    {
        if (parser.TryConsume<Scalar>(out var scalar))
        {
            return scalar is { IsPlainImplicit: true, Value: "" or "~" or "null" } ? null : scalar.Value;
        }

        var joined = new StringBuilder();
        int depth = 0;
        do
        {
            var current = parser.Consume<ParsingEvent>();
            depth += current.NestingIncrease;
            if (depth > MaxDepth)
            {
                throw new YamlException(current.Start, current.End, "it is nested too deep");
            }

            if (current is Scalar { Value.Length: > 0 } item)
            {
                joined.Append(joined.Length > 0 ? ", " : "").Append(item.Value);
            }
        }
        while (depth > 0);
        return joined.Length == 0 ? null : joined.ToString();
    }

    // Where the YAML ends, or -1.
    private static int End(string text, out int start, out int bodyStart)
    {
        start = 0;
        bodyStart = 0;
        if (!text.StartsWith("---", StringComparison.Ordinal))
        {
            return -1;
        }

        int lineEnd = text.IndexOf('\n', StringComparison.Ordinal);
        if (lineEnd < 0 || !text.AsSpan(3, lineEnd - 3).IsWhiteSpace())
        {
            return -1;
        }

        start = lineEnd + 1;
        for (int line = start; line < text.Length && line - start <= MaxLength;)
        {
            int next = text.IndexOf('\n', line);
            next = next < 0 ? text.Length : next + 1;
            if (text.AsSpan(line, next - line).TrimEnd() is "---" or "...")
            {
                bodyStart = next;
                return line;
            }

            line = next;
        }

        return -1;
    }
}
