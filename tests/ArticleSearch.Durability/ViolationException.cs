namespace ArticleSearch.Durability;

/// <summary>Something was lost, or could not be gone on with: the message says what, and how to see it again.</summary>
internal sealed class ViolationException(string message, Exception? inner = null) : Exception(message, inner);
