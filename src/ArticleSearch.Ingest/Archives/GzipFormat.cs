using System.IO.Compression;

namespace ArticleSearch.Ingest.Archives;

/// <summary>A file that gzip made smaller: read as what is in it, as it comes, under its own name. It writes nothing.</summary>
internal sealed class GzipFormat : ArticleFormat
{
    public override string Name => "gz";

    public override IReadOnlyList<string> Extensions { get; } = [".gz", ".gzip"];

    public override bool IsBinary => true;

    public override bool Recognizes(ReadOnlySpan<byte> head, bool isWhole) => head is [0x1F, 0x8B, 8, ..];

    public override IEnumerable<IngestItem> Read(FormatInput input, CancellationToken cancellation)
    {
        if (input.Depth >= FormatInput.MaxDepth)
        {
            yield return input.Problem("ingest.packed", $"it is packed too often: only an archive in an archive is read");
            yield break;
        }

        long packed = 0;
        var counted = new UnpackedStream(input.Stream, count =>
        {
            packed += count;
            input.Counter.Reach(packed);
        });
        var budget = input.Budget ?? new ArchiveBudget(() => packed);
        using var stream = new UnpackedStream(new GZipStream(counted, CompressionMode.Decompress, leaveOpen: true), budget.Spend);
        var inner = input with
        {
            File = Unpacked(input.File),
            Stream = stream,
            Counter = new IngestCounter(),
            Depth = input.Depth + 1,
            Budget = budget,
            Options = input.Options with { Format = ReferenceEquals(input.Options.Format, this) ? null : input.Options.Format },
        };
        foreach (var item in ReadAny(inner, cancellation))
        {
            yield return item;
        }
    }

    private SourceFile Unpacked(SourceFile file) => file with { FullPath = WithoutExtension(file.FullPath), RelativeName = WithoutExtension(file.RelativeName) };

    private string WithoutExtension(string name)
    {
        string extension = Path.GetExtension(name);
        return Extensions.Contains(extension.ToLowerInvariant(), StringComparer.Ordinal) ? name[..^extension.Length]
            : string.Equals(extension, ".tgz", StringComparison.OrdinalIgnoreCase) ? Path.ChangeExtension(name, ".tar")
            : name;
    }
}
