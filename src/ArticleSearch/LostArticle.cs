namespace ArticleSearch;

/// <summary>An article that a repair took out of an index with the damaged segment it was in; it is to be indexed again.</summary>
/// <param name="Id">The article's id; empty for passages of which nothing tells any more to which articles they belonged.</param>
/// <param name="Source">Its source, as <see cref="Article.Source"/> named it; null if it named none or that can not be read.</param>
/// <param name="File">The file it came from, as <see cref="Article.File"/> named it; null if it came from none or that can not be read.</param>
/// <param name="Passages">How many passages it had; 0 where not even that can be told.</param>
/// <param name="Segment">The segment it was in.</param>
/// <param name="MayBeDeleted">Whether the article may have been deleted before: what tells it is damaged too.</param>
public sealed record LostArticle(string Id, string? Source, string? File, int Passages, string Segment, bool MayBeDeleted);
