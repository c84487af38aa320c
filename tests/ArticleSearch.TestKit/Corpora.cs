using System.IO.Compression;
using System.Text.Json;
using Xunit;

namespace ArticleSearch.TestKit;

/// <summary>
/// The French collections that some tests run over. They are not part of the project: the environment variable
/// ARTICLESEARCH_DATA names their folder, one subfolder a collection with <c>corpus.jsonl</c> and <c>queries.jsonl</c>.
/// </summary>
public static class Corpora
{
    /// <summary>The folder of the collections, or null.</summary>
    public static string? Folder { get; } =
        Environment.GetEnvironmentVariable("ARTICLESEARCH_DATA") is { Length: > 0 } folder && Directory.Exists(folder) ? Path.GetFullPath(folder) : null;

    /// <summary>The path of a collection's file, plain or compressed.</summary>
    public static string PathOf(string collection, string file = "corpus.jsonl")
    {
        string path = Path.Combine(Folder ?? throw new InvalidOperationException("ARTICLESEARCH_DATA is not set."), collection, file);
        return File.Exists(path) ? path : path + ".gz";
    }

    /// <summary>The records of a collection's file in their order: id, title (or empty), text.</summary>
    public static IEnumerable<(string Id, string Title, string Text)> Read(string collection, string file = "corpus.jsonl")
    {
        string path = PathOf(collection, file);
        using Stream raw = File.OpenRead(path);
        using Stream stream = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(raw, CompressionMode.Decompress) : raw;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            using var record = JsonDocument.Parse(line);
            var root = record.RootElement;
            yield return (root.GetProperty("id").GetString()!, root.TryGetProperty("title", out var title) ? title.GetString()! : "", root.GetProperty("text").GetString()!);
        }
    }
}

/// <summary>A test over the collections; skipped, with the reason, where ARTICLESEARCH_DATA does not name them.</summary>
public sealed class CorpusFactAttribute : FactAttribute
{
    /// <param name="java">Whether the test asks real Lucene as well.</param>
    public CorpusFactAttribute(bool java = false) =>
        Skip = Corpora.Folder is null ? "ARTICLESEARCH_DATA names no folder of collections" : java ? JavaSkip.Reason : null;
}

/// <summary>As <see cref="CorpusFactAttribute"/>, for a test with data.</summary>
public sealed class CorpusTheoryAttribute : TheoryAttribute
{
    /// <param name="java">Whether the test asks real Lucene as well.</param>
    public CorpusTheoryAttribute(bool java = false) =>
        Skip = Corpora.Folder is null ? "ARTICLESEARCH_DATA names no folder of collections" : java ? JavaSkip.Reason : null;
}
