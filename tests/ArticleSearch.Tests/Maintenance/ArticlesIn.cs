using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Storage;
using ArticleSearch.IndexFormat.StoredFields;
using ArticleSearch.Indexing;

namespace ArticleSearch.Tests.Maintenance;

/// <summary>The articles of an index, put together again from what is stored of their live passages.</summary>
internal static class ArticlesIn
{
    public static SortedDictionary<string, string> Index(IndexFolder folder)
    {
        using var snapshot = IndexSnapshot.Open(folder);
        var articles = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var segment in snapshot.Segments)
        {
            Read(segment, articles);
        }

        return articles;
    }

    public static SortedDictionary<string, string> Expected(IEnumerable<KeyValuePair<string, Article>> articles)
    {
        var texts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (id, article) in articles)
        {
            texts.Add(id, article.Text);
        }

        return texts;
    }

    /// <summary>The articles of one segment that live.</summary>
    public static void Read(SegmentReader segment, SortedDictionary<string, string> articles)
    {
        using var cursor = segment.StoredFields.OpenCursor();
        var values = new List<StoredValue>();
        int article = segment.Fields.Find(PassageFields.Article)!.Number;
        int text = segment.Fields.Find(PassageFields.Text)!.Number;
        for (int document = 0; document < segment.MaxDocument; document++)
        {
            if (segment.Live?[document] != false)
            {
                cursor.Read(document, values);
                string id = values.First(value => value.FieldNumber == article).Text!;
                string passage = values.First(value => value.FieldNumber == text).Text!;
                articles[id] = articles.TryGetValue(id, out string? before) ? $"{before}\n{passage}" : passage;
            }
        }
    }
}
