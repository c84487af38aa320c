using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.IndexFormat.Segments;

/// <summary>What a reader of one of a segment's structures is given.</summary>
/// <param name="Folder">Where the segment's files are opened: the index folder, or the compound file seen as a folder.</param>
/// <param name="Info">The segment.</param>
/// <param name="Fields">Its fields.</param>
internal sealed record SegmentReadContext(IndexFolder Folder, SegmentInfo Info, FieldInfos Fields)
{
    /// <summary>Opens <c>NAME[_SUFFIX].EXTENSION</c>.</summary>
    /// <exception cref="CorruptIndexException">The file is not there.</exception>
    public IndexFile Open(string extension, string suffix = "")
    {
        string name = SegmentContext.FileName(Info.Name, suffix, extension);
        try
        {
            return Folder.Open(name);
        }
        catch (FileNotFoundException e)
        {
            throw new CorruptIndexException($"the file is missing; segment {Info.Name} needs it", name, inner: e);
        }
    }
}

/// <summary>What a writer of one of a segment's structures is given.</summary>
/// <param name="Folder">Where the files are made.</param>
/// <param name="SegmentName">The segment's name.</param>
/// <param name="Id">The segment's sixteen bytes.</param>
/// <param name="Files">The names of all files made for the segment so far; <see cref="Create"/> adds to it.</param>
internal sealed record SegmentWriteContext(IndexFolder Folder, string SegmentName, byte[] Id, SortedSet<string> Files)
{
    private readonly List<IndexOutput> _outputs = [];

    /// <summary>Starts <c>NAME[_SUFFIX].EXTENSION</c>.</summary>
    public IndexOutput Create(string extension, string suffix = "")
    {
        string name = SegmentContext.FileName(SegmentName, suffix, extension);
        var output = Folder.Create(name);
        Files.Add(name);
        _outputs.Add(output);
        return output;
    }

    /// <summary>Closes what is still open of the files made so far, in whatever state it is.</summary>
    public void Abandon() => _outputs.ForEach(output => output.Abandon());
}

internal static class SegmentContext
{
    public static string FileName(string segment, string suffix, string extension) =>
        suffix.Length == 0 ? $"{segment}.{extension}" : $"{segment}_{suffix}.{extension}";
}
