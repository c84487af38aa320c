using System.Globalization;
using System.Text.Json;

namespace ArticleSearch.Relevance;

/// <summary>A query of a collection, and the gains of the articles that answer it, by their ids.</summary>
internal sealed record JudgedQuery(string Id, string Text, IReadOnlyDictionary<string, int> Gains);

/// <summary>
/// A collection in the common layout: articles (<c>corpus.jsonl</c>: id, title, text), queries (<c>queries.jsonl</c>: id, text) and
/// judgements (<c>qrels.tsv</c>: query, article, gain). It judges nothing itself, and knows no engine.
/// </summary>
internal sealed class JudgedCollection
{
    private JudgedCollection(string folder, IReadOnlyList<JudgedQuery> queries)
    {
        Folder = folder;
        Queries = queries;
    }

    public string Folder { get; }

    public string Name => Path.GetFileName(Path.TrimEndingDirectorySeparator(Folder));

    /// <summary>The queries that have a judgement, in the order of the file.</summary>
    public IReadOnlyList<JudgedQuery> Queries { get; }

    /// <summary>Reads the queries and judgements of a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="sample">How many queries to take at most, spread evenly over the file; null for all.</param>
    /// <exception cref="FormatException">A line is not as it should be; the message says which.</exception>
    public static JudgedCollection Read(string folder, int? sample = null)
    {
        var gains = ReadJudgements(Path.Combine(folder, "qrels.tsv"));
        JudgedQuery[] queries =
        [
            .. Records(Path.Combine(folder, "queries.jsonl"))
                .Select(record => (Id: Text(record, "id"), Text: Text(record, "text")))
                .Where(query => gains.ContainsKey(query.Id))
                .Select(query => new JudgedQuery(query.Id, query.Text, gains[query.Id])),
        ];
        return new JudgedCollection(Path.GetFullPath(folder), sample is { } most && most < queries.Length
            ? [.. Enumerable.Range(0, most).Select(i => queries[(int)((long)i * queries.Length / most)])]
            : queries);
    }

    /// <summary>The articles, in the order of the file.</summary>
    public IEnumerable<Article> ReadArticles() => Records(Path.Combine(Folder, "corpus.jsonl")).Select(record => new Article
    {
        Id = Text(record, "id"),
        Title = Text(record, "title"),
        Text = Text(record, "text"),
    });

    private static Dictionary<string, Dictionary<string, int>> ReadJudgements(string file)
    {
        var gains = new Dictionary<string, Dictionary<string, int>>(StringComparer.Ordinal);
        int number = 0;
        foreach (string line in File.ReadLines(file))
        {
            number++;
            if (line.Length == 0)
            {
                continue;
            }

            if (line.Split('\t') is not [var query, var article, var gain]
                || !int.TryParse(gain, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value))
            {
                throw new FormatException($"{file}:{number}: a line must be a query, an article and a gain, with tabs between them.");
            }

            if (!gains.TryGetValue(query, out var its))
            {
                gains.Add(query, its = new Dictionary<string, int>(StringComparer.Ordinal));
            }

            its[article] = value;
        }

        return gains;
    }

    private static IEnumerable<JsonElement> Records(string file)
    {
        int number = 0;
        foreach (string line in File.ReadLines(file))
        {
            number++;
            if (line.Length > 0)
            {
                yield return Parse(file, number, line);
            }
        }
    }

    private static JsonElement Parse(string file, int number, string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            throw new FormatException($"{file}:{number}: {e.Message}", e);
        }
    }

    private static string Text(JsonElement record, string property) =>
        record.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
