using ArticleSearch.IndexFormat.DocValues;

namespace ArticleSearch.Indexing;

/// <summary>
/// Where the articles of a buffer come from: the columns <c>file</c>, <c>place</c>, <c>digest</c> and <c>count</c>, a run of passages
/// an article. It knows nothing of files but what an <see cref="Article"/> says.
/// </summary>
internal sealed class ArticleOrigins
{
    public KeywordField Files { get; } = new();

    public KeywordField Digests { get; } = new();

    public NumberField Places { get; } = new();

    public NumberField Counts { get; } = new();

    /// <summary>How many bytes of memory they take.</summary>
    public long MemoryUsed => Files.MemoryUsed + Digests.MemoryUsed + Places.MemoryUsed + Counts.MemoryUsed;

    /// <summary>Gives passages the origin of their article; they come after all that have one. Does nothing for one of no file.</summary>
    public void Add(Article article, int firstDocument, int endDocument)
    {
        if (article.File is null)
        {
            return;
        }

        Files.Add(article.File, firstDocument, endDocument);
        Places.Add(article.Place, firstDocument, endDocument);
        if (article.FileDigest is not null)
        {
            Digests.Add(article.FileDigest, firstDocument, endDocument);
        }

        if (article.FileArticles > 0)
        {
            Counts.Add(article.FileArticles, firstDocument, endDocument);
        }
    }

    /// <summary>Forgets all, and the memory with it.</summary>
    public void Clear()
    {
        Files.Clear();
        Digests.Clear();
        Places.Clear();
        Counts.Clear();
    }
}

/// <summary>A number for runs of documents, in flat memory; a column once it is filled. For one thread.</summary>
internal sealed class NumberField : NumericColumn
{
    private Run[] _runs = new Run[16];
    private int _current; // where the last look-up ended: columns are read front to back

    /// <summary>How many runs there are.</summary>
    public int RunCount { get; private set; }

    /// <summary>How many bytes of memory the field takes.</summary>
    public long MemoryUsed => (long)_runs.Length * 3 * sizeof(int);

    /// <summary>Gives documents a number; they come after all that have one.</summary>
    public void Add(int value, int firstDocument, int endDocument)
    {
        if (RunCount > 0 && _runs[RunCount - 1] is var last && last.End == firstDocument && last.Value == value)
        {
            _runs[RunCount - 1] = last with { End = endDocument };
            return;
        }

        if (RunCount == _runs.Length)
        {
            Array.Resize(ref _runs, RunCount * 2);
        }

        _runs[RunCount++] = new Run(firstDocument, endDocument, value);
    }

    public override bool TryGet(int document, out long value)
    {
        if (_current >= RunCount || _runs[_current].First > document)
        {
            _current = 0;
        }

        while (_current < RunCount && _runs[_current].End <= document)
        {
            _current++;
        }

        bool found = _current < RunCount && _runs[_current].First <= document;
        value = found ? _runs[_current].Value : 0;
        return found;
    }

    /// <summary>Forgets all numbers, and the memory with them.</summary>
    public void Clear()
    {
        _runs = new Run[16];
        RunCount = 0;
        _current = 0;
    }

    private readonly record struct Run(int First, int End, int Value);
}
