namespace ArticleSearch.Ingest;

/// <summary>Counts what has been read. Written by the reading thread, read by any.</summary>
internal sealed class IngestCounter
{
    private int _filesRead;
    private int _filesTotal;
    private long _bytesBefore; // of files read to their end
    private long _bytesInFile;
    private long _bytesTotal;

    public void Start(IReadOnlyCollection<SourceFile> files)
    {
        Volatile.Write(ref _filesRead, 0);
        Volatile.Write(ref _bytesBefore, 0);
        Volatile.Write(ref _bytesInFile, 0);
        Volatile.Write(ref _filesTotal, files.Count);
        Volatile.Write(ref _bytesTotal, files.Sum(file => file.Length));
    }

    /// <summary>The format of the file that is being read, as far as it is known; of an archive, its own.</summary>
    public string? Format { get; private set; }

    /// <summary>The file, or something in it, is of a format.</summary>
    public void Recognize(ArticleFormat format) => Format ??= format.Name;

    /// <summary>So many bytes of the current file have been read.</summary>
    public void Reach(long bytes) => Volatile.Write(ref _bytesInFile, bytes);

    public void Finish(SourceFile file)
    {
        Format = null;
        Volatile.Write(ref _bytesInFile, 0);
        Volatile.Write(ref _bytesBefore, _bytesBefore + file.Length);
        Volatile.Write(ref _filesRead, _filesRead + 1);
    }

    public IngestProgress Snapshot() =>
        new(Volatile.Read(ref _filesRead), Volatile.Read(ref _filesTotal), Volatile.Read(ref _bytesBefore) + Volatile.Read(ref _bytesInFile), Volatile.Read(ref _bytesTotal));
}
