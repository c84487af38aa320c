using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.Indexing;

/// <summary>
/// A merge that was decided on: its segments, as they were at that moment, and the name of what they become. It holds its segments
/// until <see cref="SegmentList.Complete"/> or <see cref="SegmentList.Abandon"/>.
/// </summary>
internal sealed class MergeJob
{
    public MergeJob(IReadOnlyList<WrittenSegment> segments, string name, bool compound)
    {
        Segments = segments;
        Name = name;
        Compound = compound;
        Sources = [.. segments.Select(segment => segment.Source)];
        Documents = new MergedDocuments(Sources);
    }

    /// <summary>The segments, in the order of the index.</summary>
    public IReadOnlyList<WrittenSegment> Segments { get; }

    /// <summary>The segments and their live passages when the merge was decided on.</summary>
    public IReadOnlyList<MergeSource> Sources { get; }

    /// <summary>Which document becomes which.</summary>
    public MergedDocuments Documents { get; }

    /// <summary>The name of the segment to be.</summary>
    public string Name { get; }

    /// <summary>Whether its files are packed into one.</summary>
    public bool Compound { get; }

    /// <summary>Writes the merged segment; it is complete, and nobody knows of it, when this returns.</summary>
    public SegmentInfo Write(IndexFolder folder, SortedDictionary<string, string> diagnostics, IdSource ids, CancellationToken cancellation)
    {
        var fields = MergedFields.Join(Sources.Select(source => source.Reader.Fields));
        using var writer = new SegmentWriter(folder, Name, Documents.Count, fields, ids);
        SegmentMerger.Merge(Sources, Documents, writer, cancellation);
        return writer.Finish(Compound, diagnostics);
    }

    /// <summary>Which documents of the merged segment live, those deleted since the merge was decided on left out; null where all do.</summary>
    public LiveDocuments? Live()
    {
        var deleted = new List<int>();
        for (int i = 0; i < Segments.Count; i++)
        {
            var before = Sources[i].Live;
            if (Segments[i].Live is { } now && !ReferenceEquals(before, now))
            {
                for (int document = 0; document < now.Length; document++)
                {
                    if (!now[document] && (before is null || before[document]))
                    {
                        deleted.Add(Documents.Map(i, document));
                    }
                }
            }
        }

        return deleted.Count == 0 ? null : LiveDocuments.All(Documents.Count).WithDeleted(deleted);
    }
}
