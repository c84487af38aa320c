using System.Collections.Frozen;
using System.Text.Json;
using AngleSharp.Html.Dom;

namespace ArticleSearch.Ingest.Html;

/// <summary>
/// What a page says of its article as linked data (schema.org, JSON-LD): the first article among the objects of its scripts, alone, in lists
/// or in a graph. What is broken is passed over: pages have other ways to say it.
/// </summary>
internal sealed class LinkedData
{
    private const int MaxLength = 1 << 22;
    private const int MaxScripts = 50;
    private const int MaxObjects = 10_000;
    private const int MaxArticles = 50;

    private static readonly FrozenSet<string> ArticleTypes = FrozenSet.ToFrozenSet(
        [
            "NewsArticle", "Article", "ReportageNewsArticle", "AnalysisNewsArticle", "OpinionNewsArticle", "BackgroundNewsArticle", "ReviewNewsArticle", "AskPublicNewsArticle", "BlogPosting", "LiveBlogPosting",
            "SocialMediaPosting", "TechArticle", "ScholarlyArticle", "SatiricalArticle", "AdvertiserContentArticle", "Report", "Review", "Interview", "NewsMediaArticle",
        ],
        StringComparer.Ordinal);

    public string? Headline { get; private init; }

    public string? Date { get; private init; }

    public string? Author { get; private init; }

    public string? Publisher { get; private init; }

    public string? Section { get; private init; }

    public string? Body { get; private init; }

    /// <summary>Reads the scripts of a page; empty where they say nothing of an article.</summary>
    public static LinkedData Read(IHtmlDocument document)
    {
        int scripts = 0;
        foreach (var script in document.GetElementsByTagName("script"))
        {
            if (script.GetAttribute("type")?.Contains("ld+json", StringComparison.OrdinalIgnoreCase) != true || ++scripts > MaxScripts)
            {
                continue;
            }

            string text = script.TextContent;
            if (text.Length <= MaxLength && ReadScript(text) is { } found)
            {
                return found;
            }
        }

        return new LinkedData();
    }

    private static LinkedData? ReadScript(string text)
    {
        try
        {
            // Some pages put the script into a comment or a section of characters.
            var json = text.AsMemory().Trim();
            json = Strip(json, "<!--", "-->");
            json = Strip(json, "//<![CDATA[", "//]]>");
            json = Strip(json, "<![CDATA[", "]]>");
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            return Find(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null; // broken, or a string that is no text
        }
    }

    private static ReadOnlyMemory<char> Strip(ReadOnlyMemory<char> text, string start, string end) =>
        text.Span.StartsWith(start, StringComparison.Ordinal) && text.Span.EndsWith(end, StringComparison.Ordinal) && text.Length >= start.Length + end.Length
            ? text[start.Length..^end.Length].Trim()
            : text;

    // Breadth first: what stands higher is more likely to be the page's own.
    private static LinkedData? Find(JsonElement root)
    {
        var graph = new List<JsonElement>();
        var waiting = new Queue<JsonElement>();
        waiting.Enqueue(root);
        LinkedData? found = null;
        while (waiting.TryDequeue(out var element) && graph.Count < MaxObjects)
        {
            if (element.ValueKind == JsonValueKind.Array)
            {
                foreach (var item in element.EnumerateArray())
                {
                    waiting.Enqueue(item);
                }
            }
            else if (element.ValueKind == JsonValueKind.Object)
            {
                graph.Add(element);
                foreach (string name in (ReadOnlySpan<string>)["@graph", "mainEntity", "mainEntityOfPage", "hasPart", "itemListElement", "item"])
                {
                    if (element.TryGetProperty(name, out var inner))
                    {
                        waiting.Enqueue(inner);
                    }
                }
            }
        }

        foreach (var candidate in graph.Where(IsArticle).Take(MaxArticles))
        {
            var data = ReadArticle(candidate, graph);
            found ??= data;
            if (data.Headline is not null)
            {
                return data;
            }
        }

        return found;
    }

    private static bool IsArticle(JsonElement element) =>
        element.TryGetProperty("@type", out var type)
        && (type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Any(IsArticleType) : IsArticleType(type));

    private static bool IsArticleType(JsonElement type) =>
        type.ValueKind == JsonValueKind.String && type.GetString() is { } name && ArticleTypes.Contains(name[(name.LastIndexOfAny(['/', ':', '#']) + 1)..]);

    private static LinkedData ReadArticle(JsonElement article, List<JsonElement> graph) => new()
    {
        Headline = Text(article, "headline", graph) ?? Text(article, "name", graph),
        Date = Text(article, "datePublished", graph) ?? Text(article, "dateCreated", graph),
        Author = Text(article, "author", graph) ?? Text(article, "creator", graph),
        Publisher = Text(article, "publisher", graph) ?? Text(article, "sourceOrganization", graph),
        Section = Text(article, "articleSection", graph),
        Body = Text(article, "articleBody", graph),
    };

    private static string? Text(JsonElement element, string name, List<JsonElement> graph) =>
        element.TryGetProperty(name, out var value) && TextOf(value, graph, depth: 0) is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;

    // A string, the name of an object, or those of a list of them.
    private static string? TextOf(JsonElement value, List<JsonElement> graph, int depth)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                return value.GetString();
            case JsonValueKind.Array when depth < 3:
                return string.Join(", ", value.EnumerateArray().Take(20).Select(item => TextOf(item, graph, depth + 1)).Where(text => !string.IsNullOrWhiteSpace(text)).Distinct(StringComparer.Ordinal)) is { Length: > 0 } joined ? joined : null;
            case JsonValueKind.Object when depth < 3:
                if (value.TryGetProperty("name", out var name))
                {
                    return TextOf(name, graph, depth + 1);
                }

                if (value.TryGetProperty("@value", out var plain))
                {
                    return TextOf(plain, graph, depth + 1);
                }

                // What stands elsewhere in the graph.
                return value.TryGetProperty("@id", out var id) && id.ValueKind == JsonValueKind.String
                    && graph.Find(other => other.TryGetProperty("@id", out var own) && own.ValueKind == JsonValueKind.String && own.ValueEquals(id.GetString()) && other.TryGetProperty("name", out _)) is { ValueKind: JsonValueKind.Object } named
                    && named.TryGetProperty("name", out var itsName)
                    ? TextOf(itsName, graph, depth + 1)
                    : null;
            default:
                return null;
        }
    }
}
