namespace ArticleSearch.IndexFormat.Segments;

/// <summary>What the postings of a field hold; each level includes the ones before it. The numbers stand on disk.</summary>
internal enum IndexOptions
{
    None = 0,
    Documents = 1,
    Frequencies = 2,
    Positions = 3,
    Offsets = 4,
}

/// <summary>The kind of column a field has. The numbers stand on disk.</summary>
internal enum DocValuesType
{
    None = 0,
    Numeric = 1,
    Binary = 2,
    Sorted = 3,
    SortedSet = 4,
    SortedNumeric = 5,
}

/// <summary>What is known of one field in one segment.</summary>
internal sealed record FieldInfo
{
    public required string Name { get; init; }

    /// <summary>The number by which the segment's other files speak of the field.</summary>
    public required int Number { get; init; }

    public IndexOptions IndexOptions { get; init; }

    /// <summary>Indexed, but without a length for scoring.</summary>
    public bool OmitsNorms { get; init; }

    public bool HasPayloads { get; init; }

    public bool HasTermVectors { get; init; }

    public DocValuesType DocValuesType { get; init; }

    /// <summary>The generation of an in-place update of the column, or -1.</summary>
    public long DocValuesGeneration { get; init; } = -1;

    /// <summary>Points (numbers indexed in several dimensions): recognised, passed over. Zero where there are none.</summary>
    public int PointDataDimensions { get; init; }

    public int PointIndexDimensions { get; init; }

    public int PointBytes { get; init; }

    /// <summary>The field by which deletions are kept soft (a Java feature).</summary>
    public bool IsSoftDeletesField { get; init; }

    /// <summary>Which format holds the field under which suffix, among others. In ordinal order.</summary>
    public SortedDictionary<string, string> Attributes { get; init; } = new(StringComparer.Ordinal);

    public bool HasNorms => IndexOptions != IndexOptions.None && !OmitsNorms;
}

/// <summary>The fields of one segment, by name and by number.</summary>
internal sealed class FieldInfos
{
    private readonly Dictionary<string, FieldInfo> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<int, FieldInfo> _byNumber = [];

    /// <param name="fields">The fields, in order of their numbers; names and numbers are unique.</param>
    /// <exception cref="ArgumentException">A name or a number stands twice.</exception>
    public FieldInfos(IEnumerable<FieldInfo> fields)
    {
        All = [.. fields];
        foreach (var field in All)
        {
            _byName.Add(field.Name, field);
            _byNumber.Add(field.Number, field);
        }
    }

    public IReadOnlyList<FieldInfo> All { get; }

    public FieldInfo? Find(string name) => _byName.GetValueOrDefault(name);

    public FieldInfo? Find(int number) => _byNumber.GetValueOrDefault(number);
}
