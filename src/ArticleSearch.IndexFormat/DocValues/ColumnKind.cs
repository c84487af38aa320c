namespace ArticleSearch.IndexFormat.DocValues;

/// <summary>The kinds of columns as the columns' own metadata numbers them (fields number theirs otherwise).</summary>
internal enum ColumnKind : byte
{
    Numeric = 0,
    Binary = 1,
    Sorted = 2,
    SortedSet = 3,
    SortedNumeric = 4,
}
