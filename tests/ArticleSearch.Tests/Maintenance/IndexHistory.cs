using System.Globalization;
using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.Tests.Maintenance;

/// <summary>Random adds, replacements and deletions of small articles, each committed, in an index of several segments; and what must be in it.</summary>
internal sealed class IndexHistory(IndexFolder folder, int seed, bool compound = true)
{
    private readonly Random _random = new(seed);

    /// <summary>The articles that are there, by id.</summary>
    public SortedDictionary<string, Article> Articles { get; private set; } = new(StringComparer.Ordinal);

    /// <summary>Some changes and a commit.</summary>
    public void Step(bool merge = false)
    {
        using var builder = IndexBuilder.Open(folder, new IndexBuilderOptions { MaxBufferedPassages = 4 + _random.Next(12), Compound = compound });
        for (int i = 0; i < 12; i++)
        {
            string id = "a" + _random.Next(40).ToString(CultureInfo.InvariantCulture);
            if (_random.Next(5) == 0)
            {
                builder.Delete(id);
                Articles.Remove(id);
            }
            else
            {
                var article = new Article { Id = id, Title = $"Titre {id}", Source = $"source de {id}", Text = Text() };
                builder.Add(article);
                Articles[id] = article;
            }
        }

        if (merge)
        {
            builder.Merge();
        }

        builder.Commit();
    }

    /// <summary>What there is now, to go back to.</summary>
    public SortedDictionary<string, Article> Snapshot() => new(Articles, StringComparer.Ordinal);

    public void GoBackTo(SortedDictionary<string, Article> articles) => Articles = new(articles, StringComparer.Ordinal);

    private string Text() =>
        string.Join('\n', Enumerable.Range(0, 1 + _random.Next(4)).Select(_ => string.Join(' ', Enumerable.Range(0, 1 + _random.Next(6)).Select(_ => $"mot{_random.Next(30)}"))));
}
