using ArticleSearch.Analysis;
using ArticleSearch.Indexing;
using ArticleSearch.IndexFormat;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.Ranking;

namespace ArticleSearch.Matching;

/// <summary>A commit with what searching it needs. Safe for many threads, each under a lease of the snapshot.</summary>
internal sealed class SearchedCommit
{
    private SearchedCommit(IndexSnapshot snapshot, AnalysisChain chain, RankingParameters ranking)
    {
        Snapshot = snapshot;
        Chain = chain;
        Searcher = new IndexSearcher(
            new IndexView([.. snapshot.Segments.Select(reader => new SegmentReaderView(reader))]),
            ranking: chain.HasLevels ? ranking : null);
    }

    public IndexSnapshot Snapshot { get; }

    /// <summary>The chain the index was made with; that of Lucene's own French analyser where the index does not say.</summary>
    public AnalysisChain Chain { get; }

    public IndexSearcher Searcher { get; }

    /// <summary>Takes a snapshot over; disposes it if it can not be searched.</summary>
    /// <param name="snapshot">The commit.</param>
    /// <param name="ranking">Other numbers than those that searches use, to find out what they are good for.</param>
    /// <exception cref="UnsupportedIndexException">The index was made with a chain that this program does not have.</exception>
    public static SearchedCommit Of(IndexSnapshot snapshot, RankingParameters? ranking = null)
    {
        try
        {
            return new SearchedCommit(snapshot, ChainOf(snapshot.Commit), ranking ?? RankingParameters.Default);
        }
        catch
        {
            snapshot.Dispose();
            throw;
        }
    }

    private static AnalysisChain ChainOf(CommitPoint commit)
    {
        string name = commit.UserData.GetValueOrDefault(PassageFields.ChainKey, IndexBuilderOptions.ChainOfOthers);
        try
        {
            return AnalysisChain.Named(name);
        }
        catch (ArgumentException e)
        {
            throw new UnsupportedIndexException(e.Message.Split(" (Parameter", 2)[0], commit.FileName).Named("library.unknownchain", commit.FileName, name);
        }
    }
}
