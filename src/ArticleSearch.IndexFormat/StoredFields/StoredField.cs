namespace ArticleSearch.IndexFormat.StoredFields;

/// <summary>The kinds of values a stored field can hold. The numbers stand on disk.</summary>
internal enum StoredKind
{
    String = 0,
    Bytes = 1,
    Int32 = 2,
    Single = 3,
    Int64 = 4,
    Double = 5,
}

/// <summary>One stored value of one document. Numbers stand in <see cref="Number"/>, floating-point ones by their bits.</summary>
internal readonly record struct StoredValue(int FieldNumber, StoredKind Kind, string? Text, byte[]? Bytes, long Number);
