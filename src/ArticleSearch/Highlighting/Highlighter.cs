using ArticleSearch.Analysis;
using ArticleSearch.Expanding;
using ArticleSearch.Indexing;
using ArticleSearch.Matching;
using ArticleSearch.Queries;

namespace ArticleSearch.Highlighting;

/// <summary>A passage, or a fragment of it, with what matched.</summary>
/// <param name="Text">The text.</param>
/// <param name="Highlights">The ranges of <paramref name="Text"/> that matched, ascending, disjoint.</param>
/// <param name="Start">Where <paramref name="Text"/> starts in the passage.</param>
internal readonly record struct MarkedText(string Text, IReadOnlyList<Highlight> Highlights, int Start);

/// <summary>
/// Marks the words of a passage that took part in its match: by the positions of the index, never by looking for words in the
/// text. Made for one search, for one thread; valid as long as the index is open.
/// </summary>
/// <remarks>
/// Marks are of the text and, asked for by themselves, of the title; what matched in another field marks nothing. A phrase marks its words where it stands,
/// patterns the words that they mean, exclusions nothing, and a group only if it matches. An elided article is no part of a mark:
/// of « d’armes », <c>armes</c>.
/// </remarks>
internal sealed class Highlighter
{
    private readonly AnalysisChain _chain;
    private readonly Lazy<PlanNode> _plan;
    private readonly IndexView _index;
    private readonly FieldMarks _text;
    private readonly FieldMarks _title;

    /// <param name="index">The index.</param>
    /// <param name="expander">What finds out which terms a word matches.</param>
    /// <param name="query">The query.</param>
    /// <param name="chain">The chain of the index.</param>
    /// <param name="cancellation">Stops the look-up of fuzzy terms.</param>
    public Highlighter(IndexView index, WordExpander expander, Query query, AnalysisChain chain, CancellationToken cancellation = default)
    {
        var lookup = new TermLookup(index);
        _chain = chain;
        _plan = new Lazy<PlanNode>(() => new QueryPlanner(lookup, expander, cancellation).Plan(query), isThreadSafe: false);
        _index = index;
        _text = new FieldMarks(lookup, PassageFields.Text, chain);
        _title = new FieldMarks(lookup, PassageFields.Title, chain);
    }

    /// <summary>Marks a hit of the query.</summary>
    /// <param name="document">The document's number in the index.</param>
    /// <param name="text">Its stored text.</param>
    /// <param name="fragmentLength">To how many UTF-16 code units a longer text is cut, around its best words; null leaves it whole.</param>
    public MarkedText Mark(int document, string text, int? fragmentLength = null)
    {
        var marks = Marks(_text, document, text);
        if (fragmentLength is not { } length || text.Length <= length)
        {
            return new MarkedText(text, Highlighting.Mark.Ranges(marks, 0, text.Length), 0);
        }

        var (start, end) = Fragment.Find(text, marks, length);
        return new MarkedText(text[start..end], Highlighting.Mark.Ranges(marks, start, end), start);
    }

    /// <summary>Marks the title of a hit's article.</summary>
    /// <param name="document">The document's number in the index.</param>
    /// <param name="title">Its stored title.</param>
    public IReadOnlyList<Highlight> MarkTitle(int document, string title) =>
        Highlighting.Mark.Ranges(Marks(_title, _chain.HasLevels ? FirstOfArticle(document) : document, title), 0, title.Length);

    /// <summary>The first passage of a passage's article, which is the one that has the title's words.</summary>
    private int FirstOfArticle(int document)
    {
        var (segment, local) = _index.Locate(document);
        var view = _index.Segments[segment];
        if (view.Sorted(PassageFields.Article) is not { } articles)
        {
            return document;
        }

        int first = local;
        int article = articles.Ordinal(local);
        while (first > 0 && view.IsLive(first - 1) && articles.Ordinal(first - 1) == article)
        {
            first--;
        }

        return document - local + first;
    }

    /// <summary>The marks in their order, without elided articles, inside the text.</summary>
    private List<Mark> Marks(FieldMarks field, int document, string text)
    {
        field.Tokens.Reset(text);
        var marks = field.Marker.Gather(_plan.Value, document);
        int kept = 0;
        for (int i = 0; i < marks.Count; i++)
        {
            var mark = marks[i];

            // An index that does not belong to the text is no reason to fail.
            if (mark.Start >= 0 && mark.Start < mark.End && mark.End <= text.Length)
            {
                int elided = _chain.ElidedLength(text.AsSpan(mark.Start..mark.End));
                marks[kept++] = mark with { Start = mark.Start + (elided < mark.End - mark.Start ? elided : 0) };
            }
        }

        marks.RemoveRange(kept, marks.Count - kept);
        StableSort.Sort(marks, static (a, b) => a.Start != b.Start ? a.Start.CompareTo(b.Start) : a.End != b.End ? a.End.CompareTo(b.End) : a.Word.CompareTo(b.Word));
        return marks;
    }

    /// <summary>What marks one field.</summary>
    private sealed class FieldMarks
    {
        public FieldMarks(TermLookup lookup, string field, AnalysisChain chain)
        {
            Tokens = new StoredTokens(chain);
            Marker = new MatchMarker(lookup, field, Tokens);
        }

        public StoredTokens Tokens { get; }

        public MatchMarker Marker { get; }
    }
}
