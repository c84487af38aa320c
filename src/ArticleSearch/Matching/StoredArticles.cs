using System.Collections.Immutable;
using ArticleSearch.Queries;

namespace ArticleSearch.Matching;

/// <summary>
/// All articles of a commit as they could be added again: the same ids, titles, dates, sources and paragraphs. What stood between
/// the paragraphs is not kept by an index and is not given back.
/// </summary>
internal sealed class StoredArticles(SearchedCommit commit, CancellationToken cancellation)
{
    private const int BatchLength = 256;

    private static readonly char[] LineEnds = ['\n', '\r', '\u2028'];

    private readonly PassageLoader _loader = new(commit, new MatchNoneQuery(), new SearchOptions { Highlight = false }, cancellation);

    /// <summary>The articles in the order of the index, read as they are enumerated.</summary>
    public IEnumerable<Article> Read()
    {
        var passages = new List<Hit>();
        foreach (var passage in Passages())
        {
            if (passages.Count > 0 && !string.Equals(passages[0].Article, passage.Article, StringComparison.Ordinal))
            {
                yield return Whole(passages);
                passages.Clear();
            }

            passages.Add(passage);
        }

        if (passages.Count > 0)
        {
            yield return Whole(passages);
        }
    }

    private IEnumerable<Hit> Passages()
    {
        var index = commit.Searcher.Index;
        var batch = ImmutableArray.CreateBuilder<ScoredDocument>(BatchLength);
        for (int segment = 0; segment < index.Segments.Length; segment++)
        {
            var view = index.Segments[segment];
            for (int document = 0; document < view.MaxDocument; document++)
            {
                if (view.IsLive(document))
                {
                    batch.Add(new ScoredDocument(index.Bases[segment] + document, 0));
                }

                if (batch.Count == BatchLength || (document + 1 == view.MaxDocument && batch.Count > 0))
                {
                    foreach (var passage in _loader.Load(batch.ToImmutable()))
                    {
                        yield return passage;
                    }

                    batch.Clear();
                }
            }
        }
    }

    private static Article Whole(List<Hit> passages)
    {
        var first = passages[0];

        // The title of an article without text is a passage of its own, with the number 0.
        string[] paragraphs = [.. passages.Where(passage => passage.Paragraph > 0).Select(passage => passage.Text)];
        bool isWrapped = paragraphs.Any(paragraph => paragraph.AsSpan().ContainsAny(LineEnds));
        return new Article
        {
            Id = first.Article,
            Title = first.Title,
            Date = first.Date,
            Source = first.Source,
            File = first.File,
            Place = first.Place,
            Text = string.Join(isWrapped ? "\n\n" : "\n", paragraphs),
            Breaks = isWrapped ? ParagraphBreak.BlankLine : ParagraphBreak.Line,
        };
    }
}
