namespace ArticleSearch;

/// <summary>A range of <see cref="Hit.Text"/> that matched: a word without its elided article, in UTF-16 code units.</summary>
/// <param name="Start">Where it starts, from 0.</param>
/// <param name="Length">How long it is, at least 1.</param>
public readonly record struct Highlight(int Start, int Length);
