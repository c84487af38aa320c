using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.IndexFormat.Tests.Packed;

/// <summary>A segment whose files are in memory, for tests that write and read single structures of it.</summary>
internal sealed class SegmentInMemory
{
    public const string Name = "_0";

    private readonly byte[] _id = [.. Enumerable.Range(1, CodecHeader.IdLength).Select(static i => (byte)i)];

    public SegmentInMemory(int maxDocument, params FieldInfo[] fields)
    {
        MaxDocument = maxDocument;
        Fields = new FieldInfos(fields);
        Writing = new SegmentWriteContext(Folder, Name, _id, new SortedSet<string>(StringComparer.Ordinal));
    }

    public MemoryFolder Folder { get; } = new();

    public FieldInfos Fields { get; }

    public int MaxDocument { get; }

    public SortedDictionary<string, string> Attributes { get; } = new(StringComparer.Ordinal);

    public SegmentWriteContext Writing { get; }

    public SegmentReadContext Reading => Over(Folder);

    public SegmentReadContext Over(IndexFolder folder) => new(
        folder, new SegmentInfo { Name = Name, Id = _id, MaxDocument = MaxDocument, Attributes = Attributes }, Fields);

    public byte[] Bytes(string extension) => Folder.Bytes($"{Name}.{extension}");
}
