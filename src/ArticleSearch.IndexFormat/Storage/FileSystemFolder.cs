using System.Runtime.InteropServices;

namespace ArticleSearch.IndexFormat.Storage;

/// <summary>An index folder on disk: files are mapped for reading and synced with the system's own calls.</summary>
internal sealed partial class FileSystemFolder : IndexFolder
{
    public const string WriteLockName = "write.lock";

    /// <param name="path">The folder; made by the first write if it is not there.</param>
    public FileSystemFolder(string path) => FolderPath = Path.GetFullPath(path);

    /// <summary>The folder's full path.</summary>
    public string FolderPath { get; }

    protected override object Identity => FolderPath;

    public override IReadOnlyList<string> List()
    {
        if (!Directory.Exists(FolderPath))
        {
            return [];
        }

        string[] names = [.. Directory.EnumerateFiles(FolderPath).Select(path => Path.GetFileName(path))];
        Array.Sort(names, StringComparer.Ordinal);
        return names;
    }

    public override bool Exists(string name) => File.Exists(PathOf(name));

    public override long Length(string name) => new FileInfo(PathOf(name)).Length;

    public override IndexFile Open(string name)
    {
        try
        {
            return MappedFile.Open(PathOf(name));
        }
        catch (DirectoryNotFoundException e)
        {
            throw new FileNotFoundException($"There is no index folder {FolderPath}.", name, e);
        }
    }

    public override IndexOutput Create(string name)
    {
        Directory.CreateDirectory(FolderPath);
        return new Output(name, new FileStream(PathOf(name), FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0));
    }

    public override void Sync(IReadOnlyCollection<string> names)
    {
        foreach (string name in names)
        {
            using var handle = File.OpenHandle(PathOf(name), FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
            RandomAccess.FlushToDisk(handle);
        }
    }

    public override void SyncFolder()
    {
        // A folder's entries are made durable by fsync on the folder; Windows has no such call and needs none.
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        int descriptor = OpenDescriptor(FolderPath, flags: 0);
        if (descriptor < 0)
        {
            throw new IOException($"The folder {FolderPath} can not be opened to sync it (error {Marshal.GetLastPInvokeError()}).");
        }

        try
        {
            if (SyncDescriptor(descriptor) != 0)
            {
                throw new IOException($"The folder {FolderPath} can not be synced (error {Marshal.GetLastPInvokeError()}).");
            }
        }
        finally
        {
            _ = CloseDescriptor(descriptor);
        }
    }

    public override void Rename(string from, string to) => File.Move(PathOf(from), PathOf(to), overwrite: false);

    public override void Delete(string name) => File.Delete(PathOf(name));

    public override IDisposable AcquireWriteLock()
    {
        Directory.CreateDirectory(FolderPath);
        return FileLock.Acquire(PathOf(WriteLockName));
    }

    private string PathOf(string name) => Path.Combine(FolderPath, name);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenDescriptor(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int SyncDescriptor(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int CloseDescriptor(int descriptor);

    private sealed class Output(string name, FileStream stream) : IndexOutput(name)
    {
        protected override void Append(ReadOnlySpan<byte> bytes) => stream.Write(bytes);

        protected override void Close() => stream.Dispose();
    }
}
