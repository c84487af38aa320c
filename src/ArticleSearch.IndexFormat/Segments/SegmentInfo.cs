using System.Collections.Immutable;

namespace ArticleSearch.IndexFormat.Segments;

/// <summary>A version of Lucene, as files record it.</summary>
internal readonly record struct LuceneVersion(int Major, int Minor, int Bugfix) : IComparable<LuceneVersion>
{
    /// <summary>The version whose format is written here.</summary>
    public static LuceneVersion Current { get; } = new(8, 8, 1);

    /// <summary>Whether the parts are in the range that a version can have.</summary>
    public bool IsPlausible => Major is >= 0 and <= 255 && Minor is >= 0 and <= 255 && Bugfix is >= 0 and <= 255;

    public static bool operator <(LuceneVersion left, LuceneVersion right) => left.CompareTo(right) < 0;

    public static bool operator >(LuceneVersion left, LuceneVersion right) => left.CompareTo(right) > 0;

    public static bool operator <=(LuceneVersion left, LuceneVersion right) => left.CompareTo(right) <= 0;

    public static bool operator >=(LuceneVersion left, LuceneVersion right) => left.CompareTo(right) >= 0;

    public int CompareTo(LuceneVersion other) => (Major, Minor, Bugfix).CompareTo((other.Major, other.Minor, other.Bugfix));

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

    /// <summary>The order in which the documents stand, if they were sorted; the first field counts most.</summary>
    public ImmutableArray<SortField> IndexSort { get; init; } = [];
}

/// <summary>
/// One field of an index sort, as Java records it: recognised and kept, never applied here.
/// </summary>
/// <param name="Provider">Which of Java's kinds of sort fields it is; decides which of the others are meaningful.</param>
/// <param name="Field">The field's name.</param>
/// <param name="Type">STRING, INT, LONG, FLOAT or DOUBLE; null for a sorted-set field, whose type is known.</param>
/// <param name="Reverse">Descending.</param>
/// <param name="Selector">Which of several values counts; null where there is one.</param>
/// <param name="Missing">What stands for a missing value, in the format's own code; null for none.</param>
internal sealed record SortField(string Provider, string Field, string? Type, bool Reverse, int? Selector, long? Missing);
