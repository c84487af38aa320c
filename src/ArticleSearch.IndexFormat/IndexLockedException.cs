namespace ArticleSearch.IndexFormat;

/// <summary>The index is being written by another writer, of this process or another one.</summary>
public sealed class IndexLockedException(string message, Exception? inner = null) : IOException(message, inner);
