using System.IO.Compression;
using ArticleSearch.Ingest.Documents;
using ArticleSearch.Ingest.Texts;

namespace ArticleSearch.Ingest.Archives;

/// <summary>
/// A zip archive: each entry is read as the file that it is, in ordinal order of the names; or, where the archive is a document, that
/// document. It writes nothing, so that a name can lead nowhere.
/// </summary>
/// <remarks>An article of an entry has <c>archive.zip!/entry</c> as its file.</remarks>
internal sealed class ZipFormat : ArticleFormat
{
    /// <summary>What stands between the name of an archive and that of an entry.</summary>
    public const string Separator = "!/";

    /// <summary>The greatest number of entries.</summary>
    public const int MaxEntries = 500_000;

    // What does not come from a file is held in memory.
    private const long MaxHeldLength = 1L << 28;

    public override string Name => "zip";

    public override IReadOnlyList<string> Extensions { get; } = [".zip"];

    public override bool IsBinary => true;

    public override bool Recognizes(ReadOnlySpan<byte> head, bool isWhole) => head is [(byte)'P', (byte)'K', 3, 4, ..] or [(byte)'P', (byte)'K', 5, 6, ..];

    public override IEnumerable<IngestItem> Read(FormatInput input, CancellationToken cancellation)
    {
        using var archive = Open(input, cancellation);
        var budget = Budget(input);
        if (PackageFormat.FindIn(archive) is { } package)
        {
            foreach (var item in package.Read(input with { Budget = budget }, archive, cancellation))
            {
                yield return item;
            }

            yield break;
        }

        if (input.Depth >= FormatInput.MaxDepth)
        {
            yield return input.Problem("ingest.packed", $"it is packed too often: only an archive in an archive is read");
            yield break;
        }

        var entries = Entries(archive);
        if (entries.Count == 0)
        {
            yield return input.Problem("ingest.zip.empty", $"the archive has no files");
        }

        for (int i = 0; i < entries.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var item in ReadEntry(input, entries[i], budget, cancellation))
            {
                yield return item;
            }

            input.Counter.Reach(input.File.Length * (i + 1) / entries.Count);
        }
    }

    /// <summary>Opens an archive.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    /// <exception cref="UnreadableInputException">It is too large.</exception>
    public static ZipArchive Open(FormatInput input, CancellationToken cancellation)
    {
        var stream = input.Stream.CanSeek ? input.Stream : new MemoryStream(input.ReadAll(MaxHeldLength, cancellation), writable: false);
        var archive = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
        if (archive.Entries.Count > MaxEntries)
        {
            throw new UnreadableInputException("ingest.zip.entries", $"the archive has {archive.Entries.Count} entries; at most {MaxEntries} can be taken");
        }

        return archive;
    }

    /// <summary>What may come out of it.</summary>
    public static ArchiveBudget Budget(FormatInput input)
    {
        long length = input.Stream.CanSeek ? input.Stream.Length : 0;
        return input.Budget ?? new ArchiveBudget(() => length);
    }

    // Files alone, without what systems add to archives of their own accord.
    private static List<ZipArchiveEntry> Entries(ZipArchive archive) =>
    [
        .. archive.Entries
            .Where(entry => !entry.FullName.EndsWith('/') && !entry.FullName.EndsWith('\\') && !SourceFile.IsNoArticle(entry.FullName)
                && !entry.FullName.Split('/', '\\').Any(part => part is "__MACOSX" || (part.StartsWith('.') && part is not ("." or ".."))))
            .OrderBy(entry => entry.FullName, StringComparer.Ordinal),
    ];

    private static IEnumerable<IngestItem> ReadEntry(FormatInput input, ZipArchiveEntry entry, ArchiveBudget budget, CancellationToken cancellation)
    {
        string name = OneLine.Shorten(entry.FullName.Replace('\\', '/'), 1000);
        var file = input.File with
        {
            FullPath = name,
            Name = input.File.Name + Separator + name,
            RelativeName = input.File.RelativeName + Separator + name,
            Length = entry.Length,
        };
        if (entry.IsEncrypted)
        {
            yield return new IngestProblem(file.Name, 0, 0, "ingest.zip.encrypted", $"the entry is encrypted");
            yield break;
        }

        if (entry.Length == 0)
        {
            yield return new IngestProblem(file.Name, 0, 0, "ingest.empty", $"the file is empty");
            yield break;
        }

        Stream stream;
        Wording? problem = null;
        try
        {
            stream = new UnpackedStream(entry.Open(), budget.Spend);
        }
        catch (Exception e) when (e is InvalidDataException or IOException or NotSupportedException)
        {
            (stream, problem) = (Stream.Null, new Wording("ingest.zip.entry", $"the entry can not be unpacked: {e.Message.ReplaceLineEndings(" ")}"));
        }

        if (problem is not null)
        {
            yield return new IngestProblem(file.Name, 0, 0, problem);
            yield break;
        }

        using (stream)
        {
            var inner = input with
            {
                File = file,
                Stream = stream,
                Counter = new IngestCounter(),
                Depth = input.Depth + 1,
                Budget = budget,
                Options = input.Options with { Format = input.Options.Format is ZipFormat ? null : input.Options.Format },
            };
            foreach (var item in ReadAny(inner, cancellation))
            {
                yield return item is IngestedArticle article ? article with { Entry = article.Entry is null ? name : name + Separator + article.Entry } : item;
            }
        }
    }
}
