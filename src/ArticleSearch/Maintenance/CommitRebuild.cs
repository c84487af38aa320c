using System.Globalization;
using System.Text;
using ArticleSearch.Analysis;
using ArticleSearch.IndexFormat;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Storage;
using ArticleSearch.Indexing;

namespace ArticleSearch.Maintenance;

/// <summary>
/// Makes a commit of the segments that lie in a folder, for an index of which no commit can be read. Reads; writes nothing.
/// </summary>
/// <remarks>
/// After a commit a writer deletes what the commit does not need, so that the segments in the folder are those of the last commit, and the
/// newest generation of their deletions is the last commit's. Only a writer that was stopped leaves more: segments that no commit had,
/// or that were merged into another one. Of an article that lives in several segments the one with the highest number counts.
/// </remarks>
internal static class CommitRebuild
{
    /// <summary>The commit, of generation 0; segments of which the <c>.si</c> file can not be read are told apart.</summary>
    /// <exception cref="UnsupportedIndexException">A segment has what only a commit can explain.</exception>
    public static CommitPoint From(IndexFolder folder, List<UnreadableSegment> unreadable)
    {
        var names = folder.List();
        var segments = new List<SegmentCommit>();
        foreach (string file in names.Where(file => IndexFileNames.IsSegmentFile(file) && file == SegmentInfoFormat.FileName(IndexFileNames.SegmentOf(file).ToString())))
        {
            string name = IndexFileNames.SegmentOf(file).ToString();
            byte[] id = [];
            try
            {
                id = SegmentRemains.IdOf(folder, file);
                segments.Add(AsLastCommitted(folder, names, SegmentInfoFormat.Read(folder, name, id)));
            }
            catch (CorruptIndexException e)
            {
                unreadable.Add(new UnreadableSegment(name, id, e));
            }
        }

        return CommitPoint.None with
        {
            Segments = [.. segments.OrderBy(segment => NumberOf(segment.Info.Name))],
            Counter = IndexFileNames.NextSegmentNumber(names, 0),
            UserData = new(StringComparer.Ordinal)
            {
                [PassageFields.ChainKey] = Find(folder, PassageFields.ChainKey, IsChain) ?? ChainOf(segments) ?? IndexBuilderOptions.ChainOfOthers,
                [PassageFields.VersionKey] = Find(folder, PassageFields.VersionKey, version => int.TryParse(version, CultureInfo.InvariantCulture, out _)) ?? PassageFields.Version,
            },
        };
    }

    /// <summary>The chain that the newest segment says it was made with.</summary>
    private static string? ChainOf(IEnumerable<SegmentCommit> segments) => segments
        .OrderByDescending(segment => NumberOf(segment.Info.Name))
        .Select(segment => segment.Info.Diagnostics.GetValueOrDefault(PassageFields.ChainKey))
        .FirstOrDefault(chain => chain is not null && IsChain(chain));

    public static long NumberOf(string segment) => IndexFileNames.TryParseSegment(segment, out long number) ? number : -1;

    /// <summary>The segment with the newest generation of its deletions. One that can not be read makes the segment a damaged one.</summary>
    private static SegmentCommit AsLastCommitted(IndexFolder folder, IEnumerable<string> names, SegmentInfo info)
    {
        long newest = SegmentCommit.NoGeneration;
        foreach (string file in names.Where(file => IndexFileNames.SegmentOf(file).SequenceEqual(info.Name)))
        {
            string rest = IndexFileNames.WithoutSegment(file);
            if (rest.EndsWith("." + FormatNames.LiveDocumentsExtension, StringComparison.Ordinal)
                && IndexFileNames.TryParseBase36(rest.AsSpan(1, Math.Max(0, rest.Length - FormatNames.LiveDocumentsExtension.Length - 2)), out long generation))
            {
                newest = Math.Max(newest, generation);
            }
            else if (rest.EndsWith("." + FormatNames.FieldInfosExtension, StringComparison.Ordinal) && rest.Length > FormatNames.FieldInfosExtension.Length + 1)
            {
                throw new UnsupportedIndexException("columns were changed in place, and no commit can be read that says which of them count", file);
            }
        }

        var segment = new SegmentCommit(info) { Id = new IdSource().Next() };
        if (newest == SegmentCommit.NoGeneration)
        {
            return segment;
        }

        var live = LiveDocumentsFormat.Read(folder, info, newest, deletedCount: null);
        return segment with { DeletionGeneration = newest, DeletedCount = live.DeletedCount };
    }

    /// <summary>User data that may still stand in a commit that is damaged elsewhere.</summary>
    private static string? Find(IndexFolder folder, string key, Predicate<string> isRight)
    {
        foreach (long generation in CommitPoint.Generations(folder).Reverse())
        {
            try
            {
                using var file = folder.Open(IndexFileNames.Commit(generation));
                int start = file.Span(0, (int)Math.Min(file.Length, 1 << 20)).LastIndexOf(Encoding.UTF8.GetBytes(key));
                if (start >= 0)
                {
                    var cursor = file.CursorAt(start + Encoding.UTF8.GetByteCount(key));
                    string value = cursor.ReadString();
                    if (isRight(value))
                    {
                        return value;
                    }
                }
            }
            catch (IOException)
            {
                // It is damaged there too.
            }
        }

        return null;
    }

    private static bool IsChain(string name)
    {
        try
        {
            return AnalysisChain.Named(name).Name == name;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
