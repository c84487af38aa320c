using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace ArticleSearch.Relevance;

/// <summary>
/// What Lucene itself reaches on a collection, with the text alone or with title and text: asked of a program that runs it, or given in
/// a file. It is one figure a collection, so that no test of significance is possible against it.
/// </summary>
internal sealed class LuceneFigures
{
    /// <summary>The two settings, as the program and the file call them.</summary>
    public static readonly string[] Settings = ["text", "title+text"];

    private readonly Dictionary<(string Collection, string Setting), RankingQuality> _given = [];
    private readonly string? _peer;

    /// <param name="peer">
    /// The program: <c>PEER index CORPUS DIR THREADS</c>, then <c>PEER eval FOLDER DIR SETTING</c>, which prints a JSON object with
    /// <c>ndcg10</c>, <c>recall100</c> and <c>mrr10</c>; or null.
    /// </param>
    /// <param name="given">A file of figures: collection, setting, nDCG@10, recall@100, MRR@10 a line, with tabs between them; or null.</param>
    /// <exception cref="FormatException">A line of the file is not as it should be.</exception>
    public LuceneFigures(string? peer, string? given)
    {
        _peer = peer;
        foreach (string line in given is null ? [] : File.ReadLines(given).Where(line => line.Length > 0 && line[0] != '#'))
        {
            if (line.Split('\t') is not [var collection, var setting, var ndcg, var recall, var reciprocal])
            {
                throw new FormatException($"{given}: a line must be a collection, a setting and three figures: {line}");
            }

            _given[(collection, setting)] = new RankingQuality(Number(ndcg), Number(recall), Number(reciprocal));
        }
    }

    /// <summary>The figures of a collection, by setting; those that are not known are missing.</summary>
    public IReadOnlyDictionary<string, RankingQuality> Of(JudgedCollection collection)
    {
        var found = Settings.Where(setting => _given.ContainsKey((collection.Name, setting)))
            .ToDictionary(setting => setting, setting => _given[(collection.Name, setting)], StringComparer.Ordinal);
        if (_peer is null || found.Count == Settings.Length)
        {
            return found;
        }

        string index = Directory.CreateTempSubdirectory("articlesearch-relevance-").FullName;
        try
        {
            Run("index", Path.Combine(collection.Folder, "corpus.jsonl"), index, "1");
            foreach (string setting in Settings)
            {
                using var answer = JsonDocument.Parse(Run("eval", collection.Folder, index, setting));
                double Figure(string name) => answer.RootElement.GetProperty(name).GetDouble();
                found[setting] = new RankingQuality(Figure("ndcg10"), Figure("recall100"), Figure("mrr10"));
            }

            return found;
        }
        finally
        {
            Directory.Delete(index, recursive: true);
        }
    }

    private static double Number(string text) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    /// <summary>Runs the program; returns the last line that it prints.</summary>
    private string Run(params string[] arguments)
    {
        var start = new ProcessStartInfo(_peer!, arguments) { RedirectStandardOutput = true, UseShellExecute = false };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{_peer} did not start.");
        string[] lines = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        process.WaitForExit();
        return process.ExitCode == 0 && lines.Length > 0
            ? lines[^1]
            : throw new InvalidOperationException($"{_peer} {string.Join(' ', arguments)} ended with exit code {process.ExitCode}.");
    }
}
