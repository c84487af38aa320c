using System.Globalization;
using System.Text;
using ArticleSearch.Analysis;
using ArticleSearch.IndexFormat.Postings;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Storage;
using ArticleSearch.IndexFormat.StoredFields;
using ArticleSearch.Indexing;

namespace ArticleSearch.Tests.Indexing;

/// <summary>
/// What an index holds, as lines of text, in one numbering of the live passages, whatever the segments: read from an index, or made
/// from the articles by the definition. Two indexes of the same content have the same lines.
/// </summary>
internal static class IndexContent
{
    private static readonly string[] Fields = [PassageFields.Id, PassageFields.Article, PassageFields.Title, PassageFields.Date, PassageFields.Source, PassageFields.Text, PassageFields.File];

    /// <summary>Reads the last commit.</summary>
    public static List<string> Read(IndexFolder folder)
    {
        using var snapshot = IndexSnapshot.Open(folder);
        var lines = new List<string>();
        var postings = new SortedDictionary<string, StringBuilder>(StringComparer.Ordinal);
        int count = 0;
        foreach (var segment in snapshot.Segments)
        {
            count = ReadSegment(segment, count, lines, postings);
        }

        lines.AddRange(postings.Select(term => $"{term.Key}:{term.Value}"));
        return lines;
    }

    /// <summary>The articles of a content that was read, in the order of the index; one whose passages do not stand together comes more than once.</summary>
    public static List<string> Articles(List<string> content)
    {
        const string Start = PassageFields.Article + "=\"";
        var articles = new List<string>();
        foreach (string line in content.TakeWhile(line => char.IsAsciiDigit(line[0])))
        {
            int start = line.IndexOf(Start, StringComparison.Ordinal) + Start.Length;
            string article = line[start..line.IndexOf('"', start)];
            if (articles.Count == 0 || articles[^1] != article)
            {
                articles.Add(article);
            }
        }

        return articles;
    }

    /// <summary>Fails, showing the first line that differs, unless two contents are the same.</summary>
    public static void AssertEqual(List<string> expected, List<string> actual, string context = "")
    {
        for (int i = 0; i < Math.Max(expected.Count, actual.Count); i++)
        {
            string wanted = i < expected.Count ? expected[i] : "nothing";
            string found = i < actual.Count ? actual[i] : "nothing";
            Assert.True(wanted == found, $"{context}\nexpected {wanted}\nfound    {found}");
        }
    }

    /// <summary>What an index of these articles must hold, in the order in which they were last added.</summary>
    public static List<string> Expected(IEnumerable<(string Id, Article Article)> articles)
    {
        var chain = AnalysisChain.Named(IndexBuilderOptions.DefaultChain);
        var lines = new List<string>();
        var postings = new SortedDictionary<string, StringBuilder>(StringComparer.Ordinal);
        int document = 0;
        foreach (var (id, article) in articles)
        {
            var passages = PassageSplitterTests.Split(article.Text, article.Breaks);
            var texts = passages.Select(p => (p.Number, Text: article.Text[p.Start..p.End], Start: article.TextOffset + p.Start, End: article.TextOffset + p.End)).ToList();
            if (texts.Count == 0)
            {
                string title = article.Title!.Trim();
                int start = article.TitleOffset is { } offset ? offset + article.Title.IndexOf(title, StringComparison.Ordinal) : article.TextOffset;
                texts.Add((0, title, start, article.TitleOffset is null ? start : start + title.Length));
            }

            foreach (var (number, text, start, end) in texts)
            {
                string passage = $"{id}#{number}";
                var norms = new SortedDictionary<string, int>(StringComparer.Ordinal);
                AddTerm(postings, PassageFields.Id, passage, document, "");
                AddTerm(postings, PassageFields.Article, id, document, "");
                AddTerm(postings, PassageFields.Date, article.Date, document, "");
                AddTerm(postings, PassageFields.Source, article.Source, document, "");
                AddTerm(postings, PassageFields.File, article.File, document, "");
                bool hasTitle = !chain.HasLevels || number == texts[0].Number;
                AddWords(postings, chain, PassageFields.Title, hasTitle ? article.Title : null, document, false, norms);
                AddWords(postings, chain, PassageFields.Text, text, document, true, norms);
                lines.Add(
                    $"{document} {Stored(PassageFields.Id, passage)}{Stored(PassageFields.Article, id)}paragraph={number};"
                    + $"{Stored(PassageFields.Title, article.Title)}{Stored(PassageFields.Date, article.Date)}{Stored(PassageFields.Source, article.Source)}"
                    + $"{Stored(PassageFields.Text, text)}start={start};end={end};"
                    + $" norms {string.Join(' ', norms)} columns {number} {id} {article.Date} {Origin(article)}");
                document++;
            }
        }

        lines.AddRange(postings.Select(term => $"{term.Key}:{term.Value}"));
        return lines;
    }

    private static int ReadSegment(SegmentReader segment, int count, List<string> lines, SortedDictionary<string, StringBuilder> postings)
    {
        int[] numbers = new int[segment.MaxDocument];
        var cursor = segment.StoredFields.OpenCursor();
        var values = new List<StoredValue>();
        for (int document = 0; document < segment.MaxDocument; document++)
        {
            numbers[document] = -1;
            if (segment.Live is null || segment.Live[document])
            {
                numbers[document] = count++;
                cursor.Read(document, values);
                lines.Add($"{numbers[document]} {Show(segment, values)} norms {Norms(segment, document)} columns {Columns(segment, document)}");
            }
        }

        foreach (string field in Fields)
        {
            if (segment.Terms(field) is not { } terms)
            {
                continue;
            }

            var term = terms.OpenCursor();
            while (term.MoveNext())
            {
                ReadPostings(terms.OpenPostings(term.State, PostingsFeatures.Offsets), field, Encoding.UTF8.GetString(term.Term), numbers, postings);
            }
        }

        return count;
    }

    private static void ReadPostings(PostingsCursor cursor, string field, string term, int[] numbers, SortedDictionary<string, StringBuilder> postings)
    {
        int document;
        while ((document = cursor.NextDocument()) != PostingsCursor.NoMoreDocuments)
        {
            if (numbers[document] < 0)
            {
                continue;
            }

            var places = new StringBuilder();
            if (field is PassageFields.Text or PassageFields.Title)
            {
                for (int i = 0; i < cursor.Frequency; i++)
                {
                    places.Append(CultureInfo.InvariantCulture, $"{cursor.NextPosition()}");
                    if (field == PassageFields.Text)
                    {
                        places.Append(CultureInfo.InvariantCulture, $"/{cursor.StartOffset}-{cursor.EndOffset}");
                    }

                    places.Append(',');
                }
            }

            AddTerm(postings, field, term, numbers[document], places.ToString());
        }
    }

    private static string Show(SegmentReader segment, List<StoredValue> values) =>
        string.Concat(values.Select(value => value.Text is { } text
            ? Stored(segment.Fields.Find(value.FieldNumber)!.Name, text)
            : $"{segment.Fields.Find(value.FieldNumber)!.Name}={value.Number.ToString(CultureInfo.InvariantCulture)};"));

    private static string Stored(string field, string? value) => value is null ? "" : $"{field}=\"{value}\";";

    private static string Norms(SegmentReader segment, int document) =>
        string.Join(' ', Fields.Order(StringComparer.Ordinal).Select(field => segment.Norms(field) is { } norms && norms.Has(document) ? $"[{field}, {norms.Get(document)}]" : "").Where(s => s.Length > 0));

    private static string Columns(SegmentReader segment, int document)
    {
        Assert.True(segment.Numeric(PassageFields.Paragraph)!.TryGet(document, out long paragraph));
        return $"{paragraph} {Value(PassageFields.Article)} {Value(PassageFields.Date)} {Value(PassageFields.File)} {Number(PassageFields.Place)} {Value(PassageFields.Digest)} {Number(PassageFields.Count)}";

        string Number(string field) =>
            segment.Numeric(field) is { } column && column.TryGet(document, out long number) ? number.ToString(CultureInfo.InvariantCulture) : "";

        string Value(string field) =>
            segment.Sorted(field) is { } column && column.Ordinal(document) is var ordinal and >= 0 ? Encoding.UTF8.GetString(column.Value(ordinal)) : "";
    }

    private static string Origin(Article article) =>
        article.File is null ? "   " : $"{article.File} {article.Place} {article.FileDigest} {(article.FileArticles > 0 ? article.FileArticles : "")}";

    private static void AddWords(
        SortedDictionary<string, StringBuilder> postings, AnalysisChain chain, string field, string? text, int document, bool offsets, SortedDictionary<string, int> norms)
    {
        if (text is null)
        {
            return;
        }

        var tokens = chain.CreateStream();
        tokens.Reset(text.AsMemory());
        int position = -1;
        int length = 0;
        var words = new SortedDictionary<string, string>(StringComparer.Ordinal);
        while (tokens.MoveNext())
        {
            position += tokens.PositionIncrement;
            length++;
            string term = tokens.Term.ToString();
            string place = offsets ? $"{position}/{tokens.StartOffset}-{tokens.EndOffset}," : $"{position},";
            words[term] = words.GetValueOrDefault(term, "") + place;
        }

        norms[field] = (sbyte)FieldLength.Encode(length);
        foreach (var (term, places) in words)
        {
            AddTerm(postings, field, term, document, places);
        }
    }

    private static void AddTerm(SortedDictionary<string, StringBuilder> postings, string field, string? term, int document, string places)
    {
        if (term is null)
        {
            return;
        }

        string key = $"{field} {term}";
        if (!postings.TryGetValue(key, out var list))
        {
            postings.Add(key, list = new StringBuilder());
        }

        list.Append(CultureInfo.InvariantCulture, $" {document}({places})");
    }
}
