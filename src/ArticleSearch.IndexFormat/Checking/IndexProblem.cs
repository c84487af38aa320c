using ArticleSearch.IndexFormat.Segments;

namespace ArticleSearch.IndexFormat.Checking;

/// <summary>One thing that is wrong with an index.</summary>
/// <param name="File">The file; for one inside a compound file both names; empty where the whole folder is meant.</param>
/// <param name="Position">The byte offset in the file, or -1 where the whole file is meant.</param>
/// <param name="What">What was expected and what was found.</param>
internal sealed record IndexProblem(string File, long Position, string What)
{
    /// <summary>Whether bytes are damaged, or something else is the matter.</summary>
    public ProblemKind Kind { get; init; }

    /// <summary>The segment that the file belongs to by its name; null for one of no segment.</summary>
    public string? Segment => File.Split(' ', 2)[0] is var name && IndexFileNames.IsSegmentFile(name) ? IndexFileNames.SegmentOf(name).ToString() : null;

    public override string ToString() =>
        File.Length == 0 ? What : Position < 0 ? $"{File}: {What}" : $"{File} at byte {Position}: {What}";
}

/// <summary>What kind of problem it is, for those who would act on it.</summary>
internal enum ProblemKind
{
    /// <summary>Bytes are not what they must be, or are missing.</summary>
    Damage,

    /// <summary>The bytes may be right, but are in a format that is not read here.</summary>
    Unsupported,

    /// <summary>The system would not let them be read: nothing is known of the bytes.</summary>
    Unreadable,

    /// <summary>The reader failed: nothing is known of the bytes.</summary>
    Failed,
}

/// <summary>How far a check has come: a count of bytes while files are read, then of documents.</summary>
/// <param name="Step">The file or the part of a segment that is being checked.</param>
/// <param name="Done">What is done of <paramref name="Total"/>; files count their bytes, segments the bytes of their files.</param>
/// <param name="Total">What there is to do in all.</param>
internal readonly record struct CheckProgress(string Step, long Done, long Total);

/// <summary>What a check of an index came to.</summary>
internal sealed record IndexCheckReport
{
    /// <summary>The commit that was checked; null if there is none or it can not be read.</summary>
    public CommitPoint? Commit { get; init; }

    /// <summary>What is wrong: files first, then what is in them; in the order of the segments, whatever the threads.</summary>
    public required IReadOnlyList<IndexProblem> Problems { get; init; }

    /// <summary>Index files that no readable commit needs: left behind by a crash, harmless.</summary>
    public IReadOnlyList<string> UnownedFiles { get; init; } = [];

    /// <summary>How many files were read.</summary>
    public int FileCount { get; init; }

    /// <summary>Their length in bytes.</summary>
    public long ByteCount { get; init; }

    public bool IsClean => Problems.Count == 0;
}
