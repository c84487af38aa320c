using ArticleSearch.Analysis;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.Indexing;
using ArticleSearch.Parsing;
using ArticleSearch.Ranking;

namespace ArticleSearch.Matching;

/// <summary>
/// The first search of a process takes a thousand times as long as the next: the runtime loads and binds what it runs through. Here that
/// is done on a second processor, where there is one. It changes no answer, and does nothing for the searches after the first.
/// </summary>
internal static class FirstSearch
{
    // A word that asks, a little one, one that is elided, and two that the lexicon has, in the plural and the singular.
    private const string Rehearsed = "quels avions d'une armée";

    private static int _isRehearsed;
    private static int _isBegun;

    /// <summary>
    /// Searches an index without documents while the segments of a commit are opened: what a search needs of French, of queries and of
    /// ranking is there when they are. Returns at once.
    /// </summary>
    public static void Rehearse(CommitPoint commit)
    {
        if (Environment.ProcessorCount > 1
            && string.Equals(commit.UserData.GetValueOrDefault(PassageFields.ChainKey), IndexBuilderOptions.DefaultChain, StringComparison.Ordinal)
            && Interlocked.Exchange(ref _isRehearsed, 1) == 0)
        {
            // What fails here fails again where somebody waits for it.
            _ = Task.Run(() => Rehearse(AnalysisChain.Named(IndexBuilderOptions.DefaultChain)));
        }
    }

    /// <summary>The same, by whoever waits for it.</summary>
    public static void Rehearse(AnalysisChain chain) =>
        new IndexSearcher(new IndexView([]), ranking: RankingParameters.Default).Search(SimpleQueryParser.Parse(Rehearsed, chain), 1);

    /// <summary>Whether this is the first search, and two processors are there for it. True once at most.</summary>
    public static bool Begin() => Environment.ProcessorCount > 1 && Interlocked.Exchange(ref _isBegun, 1) == 0;

    /// <summary>Does two things that take nothing from each other.</summary>
    /// <param name="beside">Whether they are done at the same time, or one after the other.</param>
    /// <param name="one">The one, and what is thrown if both fail.</param>
    /// <param name="other">The other.</param>
    /// <returns>What both return. Neither is still being done then, nor after an exception.</returns>
    public static (TOne One, TOther Other) Both<TOne, TOther>(bool beside, Func<TOne> one, Func<TOther> other)
    {
        if (!beside)
        {
            return (one(), other());
        }

        var task = Task.Run(other);
        try
        {
            return (one(), task.GetAwaiter().GetResult());
        }
        finally
        {
            _ = Task.WhenAny(task).GetAwaiter().GetResult();
        }
    }
}
