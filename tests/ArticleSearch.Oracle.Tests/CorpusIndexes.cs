using ArticleSearch.TestKit;

namespace ArticleSearch.Oracle.Tests;

/// <summary>Indexes of the collections, each made once for all tests of this assembly.</summary>
public sealed class CorpusIndexes : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string> _made = new(StringComparer.Ordinal);

    /// <summary>Our index of a collection.</summary>
    /// <param name="collection">The collection.</param>
    /// <param name="segmentPassages">After how many passages a segment is written; 0 for the default.</param>
    /// <param name="replacements">Whether every seventh article is added twice, the second time shorter.</param>
    /// <param name="merge">Whether all is merged to one segment.</param>
    /// <param name="chain">What makes terms of texts; null for the default.</param>
    public string Ours(string collection, int segmentPassages = 0, bool replacements = false, bool merge = false, string? chain = null)
    {
        string name = $"ours-{collection}-{segmentPassages}-{replacements}-{merge}-{chain}";
        if (_made.TryGetValue(name, out string? made))
        {
            return made;
        }

        string folder = _folder[name];
        var options = new IndexBuilderOptions { Chain = chain };
        options = segmentPassages == 0 ? options : options with { MaxBufferedPassages = segmentPassages };
        using (var builder = IndexBuilder.Open(folder, options))
        {
            int number = 0;
            var articles = Corpora.Read(collection).ToList();
            foreach (var (id, title, text) in articles)
            {
                builder.Add(new Article { Id = id, Title = title, Text = text, Date = $"20{number % 24:00}-{1 + (number % 12):00}" });
                number++;
            }

            builder.Commit();
            if (replacements)
            {
                foreach (var (id, title, text) in articles.Where((_, i) => i % 7 == 0))
                {
                    builder.Add(new Article { Id = id, Title = title, Text = text[..(text.Length / 2)] });
                }

                builder.Commit();
            }

            if (merge)
            {
                builder.Merge();
                builder.Commit();
            }
        }

        return _made[name] = folder;
    }

    /// <summary>Real Lucene's index of the same passages: fields id, title, text.</summary>
    public string Lucenes(string collection, string flags)
    {
        string name = $"lucene-{collection}-{flags}";
        if (_made.TryGetValue(name, out string? made))
        {
            return made;
        }

        string lines = _folder[name + ".tsv"];
        File.WriteAllLines(lines, Corpora.Read(collection)
            .SelectMany(article => article.Text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select((paragraph, i) => $"{JavaOracle.Escape($"{article.Id}#{i + 1}")}\t{JavaOracle.Escape(article.Title)}\t{JavaOracle.Escape(paragraph)}")));
        JavaOracle.Shared.Ask("corpus", lines, _folder[name], "0", flags);
        return _made[name] = _folder[name];
    }

    public void Dispose() => _folder.Dispose();
}
