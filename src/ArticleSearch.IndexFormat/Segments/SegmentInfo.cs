namespace ArticleSearch.IndexFormat.Segments;

/// <summary>A version of Lucene, as files record it.</summary>
internal readonly record struct LuceneVersion(int Major, int Minor, int Bugfix)
{
    /// <summary>The version whose format is written here.</summary>
    public static LuceneVersion Current { get; } = new(8, 8, 1);

    public override string ToString() => $"{Major}.{Minor}.{Bugfix}";
}

/// <summary>What the <c>.si</c> file says of a segment: immutable once it is written.</summary>
internal sealed record SegmentInfo
{
    /// <summary>The name, <c>_0</c>, <c>_1</c>, … <c>_z</c>, <c>_10</c>: base 36.</summary>
    public required string Name { get; init; }

    /// <summary>Sixteen bytes that stand in the header of each of the segment's files.</summary>
    public required byte[] Id { get; init; }

    /// <summary>How many documents the segment holds, deleted ones included.</summary>
    public required int MaxDocument { get; init; }

    public LuceneVersion Version { get; init; } = LuceneVersion.Current;

    /// <summary>The oldest version that wrote a document of it.</summary>
    public LuceneVersion? MinVersion { get; init; } = LuceneVersion.Current;

    /// <summary>Whether all but the <c>.si</c> and later generations lie in one <c>.cfs</c> file.</summary>
    public bool IsCompound { get; init; }

    /// <summary>Where the segment came from (flush or merge, system, time). In ordinal order.</summary>
    public SortedDictionary<string, string> Diagnostics { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Settings of formats, such as the stored fields' mode. In ordinal order.</summary>
    public SortedDictionary<string, string> Attributes { get; init; } = new(StringComparer.Ordinal);

    /// <summary>All files of the segment as first written, the <c>.si</c> and the compound files included, their parts not.</summary>
    public SortedSet<string> Files { get; init; } = new(StringComparer.Ordinal);
}
