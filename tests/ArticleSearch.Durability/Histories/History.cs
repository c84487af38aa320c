using System.Collections.Immutable;
using ArticleSearch.Durability.Disks;
using ArticleSearch.IndexFormat.Segments;

namespace ArticleSearch.Durability.Histories;

/// <summary>A commit of a history: what it must hold, and between which changes of the disk it came about.</summary>
/// <param name="Id">The id of the commit; empty for the index before the first one, null where the commit failed.</param>
/// <param name="Begun">How many changes there were when the commit was asked for.</param>
/// <param name="Acknowledged">How many there were when it was acknowledged; never, where it failed.</param>
/// <param name="Articles">The articles, by id.</param>
internal sealed record KnownCommit(byte[]? Id, int Begun, int Acknowledged, ImmutableSortedDictionary<string, string> Articles)
{
    /// <summary>Stands for a commit that was never acknowledged.</summary>
    public const int Never = int.MaxValue;

    /// <summary>The index before the first commit.</summary>
    public static KnownCommit None { get; } = new([], 0, 0, Content.Empty);
}

/// <summary>
/// What happened to an index: the disk, which has written down all of it, and the commits that were asked for. Something to cut,
/// as often as one likes, without running the writer again.
/// </summary>
/// <param name="Seed">From which the history follows; not to the letter where threads took part.</param>
/// <param name="Disk">The disk at the end.</param>
/// <param name="Commits">The index before the first commit, and every commit that was asked for, in this order.</param>
internal sealed record History(int Seed, SimulatedDisk Disk, IReadOnlyList<KnownCommit> Commits)
{
    /// <summary>Whether the disk failed the writer, or the writer was killed.</summary>
    public bool IsTroubled { get; init; }

    /// <summary>The history of a seed: every fourth one is made by many threads.</summary>
    /// <exception cref="ViolationException">The index does not hold what it should, although no power was cut.</exception>
    public static History Run(int seed) => seed % 4 == 3 ? ConcurrentHistory.Run(seed) : SerialHistory.Run(seed, new SimulatedDisk());

    /// <summary>Options of a random writer; with ids and a clock that make the same bytes of the same calls.</summary>
    public static IndexBuilderOptions Options(int seed, Random random) => new()
    {
        Ids = new IdSource(BitConverter.GetBytes(seed)),
        Clock = StoppedClock.Instance,
        MaxBufferedPassages = 1 + random.Next(7),
        Compound = random.Next(2) == 0,
    };

    /// <summary>
    /// The commits that may be what is left after a change of the disk: the last one acknowledged before it, then those that were asked
    /// for since.
    /// </summary>
    public KnownCommit[] At(int change) => At(Commits, change);

    /// <inheritdoc cref="At(int)"/>
    public static KnownCommit[] At(IReadOnlyList<KnownCommit> commits, int change)
    {
        int last = commits.Count - 1;
        while (commits[last].Acknowledged > change)
        {
            last--;
        }

        return [.. commits.Skip(last).TakeWhile(known => known.Begun <= change)];
    }

    /// <summary>A clock that stands, so that the same history makes the same bytes.</summary>
    private sealed class StoppedClock : TimeProvider
    {
        public static StoppedClock Instance { get; } = new();

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch;
    }
}
