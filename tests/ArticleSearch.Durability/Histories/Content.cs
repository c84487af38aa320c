using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Storage;
using ArticleSearch.IndexFormat.StoredFields;
using ArticleSearch.Indexing;

namespace ArticleSearch.Durability.Histories;

/// <summary>
/// What an index holds, by article: an id and all that is shown of the article, as text. Made from the articles that were given, or
/// read from an index by another way than the one it was written by: the two must be equal.
/// </summary>
internal static class Content
{
    public static ImmutableSortedDictionary<string, string> Empty { get; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>What an index must hold of an article, whose paragraphs are its lines.</summary>
    public static string Of(Article article)
    {
        var text = new StringBuilder();
        int start = 0;
        int number = 0;
        foreach (string line in article.Text.Split('\n'))
        {
            if (line.Length > 0)
            {
                Add(text, ++number, article.Title, article.Date, article.Source, line, start, start + line.Length);
            }

            start += line.Length + 1;
        }

        return text.ToString();
    }

    /// <summary>What an index holds.</summary>
    public static ImmutableSortedDictionary<string, string> Read(IndexFolder folder)
    {
        using var snapshot = IndexSnapshot.Open(folder);
        var passages = new SortedDictionary<string, SortedDictionary<int, string>>(StringComparer.Ordinal);
        var values = new List<StoredValue>();
        foreach (var segment in snapshot.Segments)
        {
            using var cursor = segment.StoredFields.OpenCursor();
            for (int document = 0; document < segment.MaxDocument; document++)
            {
                if (segment.Live is null || segment.Live[document])
                {
                    cursor.Read(document, values);
                    AddPassage(values, passages);
                }
            }
        }

        return passages.ToImmutableSortedDictionary(
            article => article.Key, article => string.Concat(article.Value.Values), StringComparer.Ordinal);
    }

    /// <summary>The first difference between two contents, in words; null if they are equal.</summary>
    public static string? Difference(IReadOnlyDictionary<string, string> expected, IReadOnlyDictionary<string, string> found)
    {
        foreach (var (id, content) in expected)
        {
            if (!found.TryGetValue(id, out string? other))
            {
                return $"article {id} is lost";
            }

            if (!string.Equals(content, other, StringComparison.Ordinal))
            {
                return $"article {id} is not what it was: {content} became {other}";
            }
        }

        string? more = found.Keys.FirstOrDefault(id => !expected.ContainsKey(id));
        return more is null ? null : $"article {more} should not be there";
    }

    private static void AddPassage(List<StoredValue> values, SortedDictionary<string, SortedDictionary<int, string>> passages)
    {
        string id = Text(values, PassageFields.Article)!;
        if (!passages.TryGetValue(id, out var article))
        {
            passages.Add(id, article = []);
        }

        int number = (int)Number(values, PassageFields.Paragraph);
        var text = new StringBuilder();
        Add(
            text,
            number,
            Text(values, PassageFields.Title),
            Text(values, PassageFields.Date),
            Text(values, PassageFields.Source),
            Text(values, PassageFields.Text),
            (int)Number(values, PassageFields.Start),
            (int)Number(values, PassageFields.End));

        // A passage that stands twice in the index is a difference, not a coincidence.
        article[number] = article.GetValueOrDefault(number) + text;
    }

    private static void Add(StringBuilder content, int number, string? title, string? date, string? source, string? text, int start, int end) =>
        content.Append(CultureInfo.InvariantCulture, $"{number}|{title}|{date}|{source}|{text}|{start}-{end}\n");

    private static string? Text(List<StoredValue> values, string field) => Find(values, field)?.Text;

    private static long Number(List<StoredValue> values, string field) => Find(values, field)!.Value.Number;

    private static StoredValue? Find(List<StoredValue> values, string field)
    {
        int number = PassageFields.Info(field).Number;
        foreach (var value in values)
        {
            if (value.FieldNumber == number)
            {
                return value;
            }
        }

        return null;
    }
}
