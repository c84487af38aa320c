using ArticleSearch.IndexFormat;

namespace ArticleSearch;

/// <summary>
/// Searches an index. It sees the commit that was the last one when it was opened or refreshed, whatever is written meanwhile.
/// Safe for many threads at once; disposing under a running search lets that search finish.
/// </summary>
public sealed class Searcher : IDisposable
{
    private Searcher()
    {
    }

    /// <summary>The name of the analysis chain the index was made with.</summary>
    public string Chain => throw Unwired();

    /// <summary>How many passages there are in the commit that is searched.</summary>
    public int PassageCount => throw Unwired();

    /// <summary>The number of the commit that is searched: it grows with every commit.</summary>
    public long Generation => throw Unwired();

    /// <summary>Whether a folder holds an index.</summary>
    /// <param name="folder">The folder; it need not be there.</param>
    public static bool Exists(string folder) => throw Unwired();

    /// <summary>Opens the last commit of an index.</summary>
    /// <param name="folder">The folder of the index.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="FileNotFoundException">The folder holds no index.</exception>
    /// <exception cref="CorruptIndexException">The index is damaged.</exception>
    public static Searcher Open(string folder) => throw Unwired();

    /// <summary>Finds the best passages (or articles) for a query.</summary>
    /// <param name="query">The query's text, read by <see cref="SearchOptions.Syntax"/>.</param>
    /// <param name="options">How to search; null for the defaults.</param>
    /// <param name="cancellation">Stops the search soon.</param>
    /// <exception cref="FormatException">The query is not valid in the strict syntax; the exception tells the column.</exception>
    /// <exception cref="CorruptIndexException">The index is damaged where the search read it.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was cancelled.</exception>
    public SearchResult Search(string query, SearchOptions? options = null, CancellationToken cancellation = default) =>
        throw Unwired();

    /// <summary>Tells how a passage's score for a query comes about.</summary>
    /// <param name="query">The query's text.</param>
    /// <param name="passageId">The passage, as <see cref="Hit.Id"/> names it.</param>
    /// <param name="syntax">How the query's text is read.</param>
    /// <param name="cancellation">Stops the work soon.</param>
    /// <exception cref="ArgumentException">There is no passage of that id.</exception>
    /// <exception cref="FormatException">The query is not valid in the strict syntax.</exception>
    public Explanation Explain(
        string query, string passageId, QuerySyntax syntax = QuerySyntax.Simple, CancellationToken cancellation = default) =>
        throw Unwired();

    /// <summary>Moves on to the last commit, if there is a newer one than the one that is searched. Running searches are not disturbed.</summary>
    /// <returns>Whether there was a newer one.</returns>
    public bool Refresh() => throw Unwired();

    /// <summary>Closes the index.</summary>
    public void Dispose()
    {
    }

    private static NotSupportedException Unwired() => new("The searcher is not wired to the index yet.");
}
