using System.Globalization;
using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.Dictee;

/// <summary>
/// Our engine, with one of its analysis chains and the query syntax for people: for each question an index in memory, one
/// article a text. Nothing of it is set up for the dictée.
/// </summary>
internal sealed class ArticleSearchEngine(string chain) : IEngine
{
    public string Name => chain;

    public Answer Ask(string query, IReadOnlyList<string> texts)
    {
        using var folder = new MemoryFolder();
        using (var builder = IndexBuilder.Open(folder, new IndexBuilderOptions { Chain = chain }))
        {
            for (int i = 0; i < texts.Count; i++)
            {
                builder.Add(new Article { Id = i.ToString(CultureInfo.InvariantCulture), Text = texts[i] });
            }

            builder.Commit();
        }

        using var searcher = Searcher.Open(folder);
        var hits = searcher.Search(query, new SearchOptions { Top = texts.Count, Unit = ResultUnit.Article }).Hits;
        return new Answer(
            [.. hits.Select(hit => int.Parse(hit.Article, CultureInfo.InvariantCulture))],
            [.. hits.Select(hit => (IReadOnlyList<TextRange>)[.. hit.Highlights.Select(mark => new TextRange(hit.Start + mark.Start, mark.Length))])]);
    }

    public void Dispose()
    {
        // There is nothing that outlives a question.
    }
}
