namespace ArticleSearch;

/// <summary>
/// Writes an index: articles in, segments and commits out. One writer an index at a time; any number of searchers beside it,
/// which see what was committed when they opened.
/// </summary>
public sealed class IndexBuilder : IDisposable
{
    private IndexBuilder()
    {
    }

    /// <summary>The name of the index's analysis chain.</summary>
    public string Chain => throw new NotSupportedException();

    /// <summary>How many passages were added since the index was opened.</summary>
    public long PassagesAdded => throw new NotSupportedException();

    /// <summary>How many articles were added since the index was opened.</summary>
    public long ArticlesAdded => throw new NotSupportedException();

    /// <summary>How many of them took the place of an earlier article. Exact after <see cref="Commit"/>.</summary>
    public long ArticlesReplaced => throw new NotSupportedException();

    /// <summary>Opens an index for writing, or makes a new one where there is none.</summary>
    /// <param name="folder">The index folder; made if it is not there.</param>
    /// <param name="options">How to write; null for the defaults.</param>
    /// <exception cref="IndexFormat.IndexLockedException">Another writer has the index open.</exception>
    /// <exception cref="IndexFormat.CorruptIndexException">The index is damaged.</exception>
    /// <exception cref="ArgumentException">
    /// There is no chain of that name; the index was made with another chain; or another program made it
    /// (see <see cref="IndexBuilderOptions.AdoptForeignIndex"/>).
    /// </exception>
    public static IndexBuilder Open(string folder, IndexBuilderOptions? options = null) => throw new NotSupportedException();

    /// <summary>Adds an article, in place of the one of the same id if there is one. Searchers see it after the next commit.</summary>
    /// <returns>The article's id, which is a digest of its content if it had none.</returns>
    /// <exception cref="ArgumentException">The article can not be taken (see <see cref="Article"/>); nothing has changed.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled; nothing has changed.</exception>
    public string Add(Article article, CancellationToken cancellation = default) => throw new NotSupportedException();

    /// <summary>Deletes an article.</summary>
    /// <returns>Whether there was one.</returns>
    public bool Delete(string articleId) => throw new NotSupportedException();

    /// <summary>
    /// Makes everything so far durable and visible to searchers that open from now on. When it returns, a power cut loses none
    /// of it; when it throws, the last commit stands.
    /// </summary>
    public void Commit(CancellationToken cancellation = default) => throw new NotSupportedException();

    /// <summary>Merges all segments into one and leaves deleted passages out. Durable with the next commit.</summary>
    public void Merge(CancellationToken cancellation = default) => throw new NotSupportedException();

    /// <summary>Closes the index. What was not committed is forgotten.</summary>
    public void Dispose()
    {
    }
}
