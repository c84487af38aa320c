using System.Collections.Immutable;
using ArticleSearch.Durability.Disks;
using ArticleSearch.Durability.Histories;
using ArticleSearch.IndexFormat.Checking;
using ArticleSearch.IndexFormat.Segments;

namespace ArticleSearch.Durability.Cuts;

/// <summary>
/// What is asked of an index after anything that may befall it: it opens at one of the commits it may be at, complete; the check is
/// clean; and writing goes on from there.
/// </summary>
internal static class Recovery
{
    /// <summary>Which of some commits the disk holds.</summary>
    /// <exception cref="ViolationException">It holds none of them, or not all of it, or the check finds something.</exception>
    public static KnownCommit Inspect(SimulatedDisk disk, params IReadOnlyList<KnownCommit> commits)
    {
        var commit = Reading(() => CommitPoint.ReadLatest(disk));
        if (commit is null)
        {
            return commits.FirstOrDefault(known => known.Id is []) ?? throw new ViolationException("no commit is left");
        }

        Check(disk);
        var found = Reading(() => Content.Read(disk));
        var same = commits.FirstOrDefault(known => known.Id is not null && known.Id.AsSpan().SequenceEqual(commit.Id));
        if (same is not null)
        {
            return Content.Difference(same.Articles, found) is { } difference ? throw new ViolationException(difference) : same;
        }

        // A commit that failed has an id that nobody was told.
        return commits.FirstOrDefault(known => known.Id is null && Content.Difference(known.Articles, found) is null)
            ?? throw new ViolationException($"the index is at a commit that it can not be at: {commit.FileName}");
    }

    /// <summary>Goes on writing: an article added, one replaced and one deleted where there are any; and looks again.</summary>
    /// <returns>The new commit.</returns>
    /// <exception cref="ViolationException">That does not work, or leaves anything wrong or lying about.</exception>
    public static KnownCommit GoOn(SimulatedDisk disk, KnownCommit from, int seed)
    {
        var random = new Random(seed);
        var articles = from.Articles;
        int begun = disk.ChangeCount;
        try
        {
            using var builder = IndexBuilder.Open(disk, History.Options(~seed, random));
            Add("new", builder, random, ref articles);
            if (!from.Articles.IsEmpty)
            {
                Add(Any(from.Articles, random), builder, random, ref articles);
                string deleted = Any(from.Articles, random);
                builder.Delete(deleted);
                articles = articles.Remove(deleted);
            }

            builder.Commit();
        }
        catch (Exception e) when (e is not ViolationException)
        {
            throw new ViolationException($"writing does not go on: {e.Message}", e);
        }

        var commit = Reading(() => CommitPoint.ReadLatest(disk))!;
        if (!disk.List().ToHashSet(StringComparer.Ordinal).SetEquals(commit.Files))
        {
            throw new ViolationException($"files are left lying about: {string.Join(' ', disk.List().Except(commit.Files, StringComparer.Ordinal))}");
        }

        if (disk.OpenCount != 0)
        {
            throw new ViolationException($"{disk.OpenCount} files are still open");
        }

        if (Content.Difference(articles, Reading(() => Content.Read(disk))) is { } difference)
        {
            throw new ViolationException(difference);
        }

        return new KnownCommit(commit.Id, begun, disk.ChangeCount, articles);
    }

    /// <summary>Fails unless the check is clean.</summary>
    public static void Check(SimulatedDisk disk)
    {
        var report = IndexCheck.Run(disk);
        if (!report.IsClean)
        {
            throw new ViolationException($"the check finds: {string.Join("; ", report.Problems)}");
        }
    }

    private static void Add(string id, IndexBuilder builder, Random random, ref ImmutableSortedDictionary<string, string> articles)
    {
        var article = RandomArticles.Next(random, id);
        builder.Add(article);
        articles = articles.SetItem(id, Content.Of(article));
    }

    private static string Any(ImmutableSortedDictionary<string, string> articles, Random random) => articles.Keys.ElementAt(random.Next(articles.Count));

    private static T Reading<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e)
        {
            throw new ViolationException($"the index can not be read: {e.Message}", e);
        }
    }
}
