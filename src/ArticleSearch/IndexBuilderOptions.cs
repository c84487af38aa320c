using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.Indexing;

namespace ArticleSearch;

/// <summary>How an index is opened for writing, and how it is written.</summary>
public sealed record IndexBuilderOptions
{
    /// <summary>The chain of an index that is made without naming one.</summary>
    public const string DefaultChain = "french";

    /// <summary>The chain of an index that does not name one: that of Lucene's own French analyser.</summary>
    internal const string ChainOfOthers = "lucene-french";

    /// <summary>The least value of <see cref="MemoryBudget"/>: 1 MiB.</summary>
    public const long MinMemoryBudget = 1L << 20;

    /// <summary>The greatest value of <see cref="MemoryBudget"/>: 1 GiB.</summary>
    public const long MaxMemoryBudget = 1L << 30;

    /// <summary>
    /// The analysis chain, from text to terms. Null: the chain that the index was made with, or <see cref="DefaultChain"/> for
    /// a new one. An index has one chain for life.
    /// </summary>
    public string? Chain { get; init; }

    /// <summary>
    /// How many bytes of articles not yet written to the folder may be held in memory, by all threads that add together; 256 MiB
    /// by default. While some of it is being written, as much again by half may come in.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside <see cref="MinMemoryBudget"/> to <see cref="MaxMemoryBudget"/>.</exception>
    public long MemoryBudget
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, MinMemoryBudget);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, MaxMemoryBudget);
            field = value;
        }
    } = 256L << 20;

    /// <summary>The greatest value of <see cref="MergeThreads"/>: 64.</summary>
    public const int MaxMergeThreads = 64;

    /// <summary>
    /// How many merges may run in the background, beside what the caller does. 0, the default: merges run within
    /// <see cref="IndexBuilder.Add"/> and <see cref="IndexBuilder.Commit"/>, on their thread, so that the same calls make the same
    /// segments.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative, or above <see cref="MaxMergeThreads"/>.</exception>
    public int MergeThreads
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, MaxMergeThreads);
            field = value;
        }
    }

    /// <summary>
    /// Whether the files of a segment are packed into one: new segments of up to 32 MiB, merged ones when they are a small part
    /// of the index besides. It saves file handles, not space.
    /// </summary>
    public bool Compound { get; init; } = true;

    /// <summary>
    /// Whether an index that another program wrote, and that therefore names no chain, may be opened for writing. From the
    /// first commit on it is an index of ours.
    /// </summary>
    public bool AdoptForeignIndex { get; init; }

    /// <summary>The clock that dates segments.</summary>
    internal TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Where the ids of segments and commits come from.</summary>
    internal IdSource Ids { get; init; } = new();

    /// <summary>What becomes a document; for measurements beside programs that know no passages.</summary>
    internal DocumentShape Shape { get; init; }

    /// <summary>After how many passages a segment is written whatever the memory; for tests that want many segments.</summary>
    internal int MaxBufferedPassages { get; init; } = int.MaxValue;
}
