namespace ArticleSearch;

/// <summary>How the text of a query is read.</summary>
public enum QuerySyntax
{
    /// <summary>For people: never fails on ordinary text, whatever signs stand in it.</summary>
    Simple,

    /// <summary>Lucene's classic syntax on the <c>text</c> field; mistakes are reported with their column.</summary>
    Lucene,
}
