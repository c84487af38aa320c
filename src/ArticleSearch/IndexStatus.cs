using ArticleSearch.IndexFormat;
using ArticleSearch.Indexing;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch;

/// <summary>
/// What an index holds and how it lies on the disk, as of its last commit. It costs next to nothing to ask: no postings and no
/// stored text are read, and nothing is verified (<see cref="IndexVerifier"/> does that).
/// </summary>
public sealed record IndexStatus
{
    private IndexStatus()
    {
    }

    /// <summary>How many articles can be found; null for an index of another program, which knows of none.</summary>
    public required long? Articles { get; init; }

    /// <summary>How many passages can be found.</summary>
    public required long Passages { get; init; }

    /// <summary>How many deleted passages still take room.</summary>
    public required long DeletedPassages { get; init; }

    /// <summary>How many segments there are; each search looks into all of them.</summary>
    public required int Segments { get; init; }

    /// <summary>The length of all files of the commit, in bytes.</summary>
    public required long Bytes { get; init; }

    /// <summary>The length of the files that the commit does not need: of a writer at work, or left behind by one that was stopped.</summary>
    public required long OtherBytes { get; init; }

    /// <summary>The number of the commit: it grows with every commit.</summary>
    public required long Generation { get; init; }

    /// <summary>When the commit was made, by the date of its file.</summary>
    public required DateTimeOffset CommittedAt { get; init; }

    /// <summary>The name of the analysis chain; null for an index of another program.</summary>
    public required string? Chain { get; init; }

    /// <summary>Whether <see cref="IndexBuilder"/> writes to it: not where another program made it, or another version of this one.</summary>
    public required bool IsWritable { get; init; }

    /// <summary>About how many bytes merging all segments into one would free.</summary>
    public required long MergeGain { get; init; }

    /// <summary>Who has the index open for writing now (process, host, since when); null if nobody has.</summary>
    public required string? Writer { get; init; }

    /// <summary>Looks at an index. A writer may be at work meanwhile.</summary>
    /// <param name="folder">The folder of the index.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="FileNotFoundException">The folder holds no index.</exception>
    /// <exception cref="IndexFormat.CorruptIndexException">The index is damaged.</exception>
    /// <exception cref="IndexFormat.UnsupportedIndexException">The index holds something that is not read here.</exception>
    public static IndexStatus Read(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"There is no folder {folder}.").Named("library.nofolder", folder);
        }

        using var files = new FileSystemFolder(folder);
        return CommitPoint.UseLatest(files, commit => Read(files, commit))
            ?? throw new FileNotFoundException($"There is no index in {folder}.", folder).Named("library.noindex", folder);
    }

    private static IndexStatus Read(FileSystemFolder folder, CommitPoint commit)
    {
        using var snapshot = IndexSnapshot.Open(folder, commit);
        var needed = commit.Files;
        long bytes = needed.Sum(folder.Length);
        commit.UserData.TryGetValue(PassageFields.ChainKey, out string? chain);
        commit.UserData.TryGetValue(PassageFields.VersionKey, out string? version);
        return new IndexStatus
        {
            Articles = chain is null ? null : snapshot.Segments.Sum(CountArticles),
            Passages = snapshot.LiveCount,
            DeletedPassages = (long)snapshot.MaxDocument - snapshot.LiveCount,
            Segments = snapshot.Segments.Length,
            Bytes = bytes,
            OtherBytes = folder.List().Where(name => OrphanFiles.IsIndexFile(name) && !needed.Contains(name)).Sum(name => LengthIfThere(folder, name)),
            Generation = commit.Generation,
            CommittedAt = new DateTimeOffset(File.GetLastWriteTimeUtc(Path.Combine(folder.FolderPath, commit.FileName))),
            Chain = chain,
            IsWritable = chain is not null && (version is null || string.Equals(version, PassageFields.Version, StringComparison.Ordinal)),
            MergeGain = snapshot.Segments.Sum(segment => Gain(folder, segment)),
            Writer = folder.FindWriter(),
        };
    }

    // Passages of one article have one value in the column. Where nothing is deleted each value is an article that lives.
    private static long CountArticles(SegmentReader segment)
    {
        if (segment.Sorted(PassageFields.Article) is not { } articles)
        {
            return 0;
        }

        if (segment.Live is not { } live)
        {
            return articles.ValueCount;
        }

        ulong[] isMet = new ulong[(articles.ValueCount + 63) >> 6];
        long count = 0;
        for (int document = 0; document < segment.MaxDocument; document++)
        {
            if (live[document] && articles.Ordinal(document) is var article and >= 0 && (isMet[article >> 6] >> article & 1) == 0)
            {
                isMet[article >> 6] |= 1UL << article;
                count++;
            }
        }

        return count;
    }

    private static long Gain(FileSystemFolder folder, SegmentReader segment) =>
        (long)(segment.Info.Files.Sum(folder.Length) * (1 - ((double)segment.LiveCount / Math.Max(1, segment.MaxDocument))));

    // A writer may be deleting it.
    private static long LengthIfThere(FileSystemFolder folder, string name)
    {
        try
        {
            return folder.Length(name);
        }
        catch (FileNotFoundException)
        {
            return 0;
        }
    }
}
