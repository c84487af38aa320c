using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace ArticleSearch.IndexFormat.Storage;

/// <summary>An index folder on disk: files are mapped for reading and synced with the system's own calls.</summary>
internal sealed partial class FileSystemFolder : IndexFolder
{
    public const string WriteLockName = "write.lock";

    // A file system writes what several calls wait for at once, its journal above all, which each call alone would write anew.
    private const int SyncedAtOnce = 8;

    // The disk is set to work whenever a file has grown by so many bytes, so that a commit does not wait for all of it.
    private const int StartedAtOnce = 4 << 20;

    /// <param name="path">The folder; made by the first write if it is not there.</param>
    public FileSystemFolder(string path) => FolderPath = Path.GetFullPath(path);

    /// <summary>The folder's full path.</summary>
    public string FolderPath { get; }

    protected override object Identity => FolderPath;

    public override IReadOnlyList<string> List()
    {
        string[] names;
        try
        {
            names = Directory.GetFiles(FolderPath);
        }
        catch (DirectoryNotFoundException)
        {
            // Only what is not there is empty. To ask first whether it is there would take a folder that can not be looked into,
            // this moment or ever, for one without an index.
            return [];
        }

        for (int i = 0; i < names.Length; i++)
        {
            names[i] = Path.GetFileName(names[i]);
        }

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
            throw new FileNotFoundException($"There is no index folder {FolderPath}.", name, e).Named("library.nofolder", FolderPath);
        }
    }

    public override IndexOutput Create(string name)
    {
        MakeFolder();
        return new Output(name, new FileStream(PathOf(name), FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0));
    }

    public override void Sync(IReadOnlyCollection<string> names)
    {
        var syncs = new WorkQueue(CancellationToken.None);
        foreach (string name in names)
        {
            syncs.Add(() => SyncFile(PathOf(name)));
        }

        syncs.Run(Math.Clamp(names.Count, 1, SyncedAtOnce));
    }

    public override void SyncFolder() => SyncEntries(FolderPath);

    public override void Rename(string from, string to) => File.Move(PathOf(from), PathOf(to), overwrite: false);

    public override void Delete(string name) => File.Delete(PathOf(name));

    public override IDisposable AcquireWriteLock()
    {
        MakeFolder();
        return FileLock.Acquire(PathOf(WriteLockName));
    }

    /// <summary>A folder that is made is an entry of another one, without which nothing in it would be found after a power cut.</summary>
    private void MakeFolder()
    {
        var made = new List<string>();
        for (string? path = FolderPath; path is not null && !Directory.Exists(path); path = Path.GetDirectoryName(path))
        {
            made.Add(path);
        }

        if (made.Count > 0)
        {
            Directory.CreateDirectory(FolderPath);
            made.ForEach(path => SyncEntries(Path.GetDirectoryName(path)!));
        }
    }

    private static void SyncFile(string path)
    {
        using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        RandomAccess.FlushToDisk(handle);
    }

    private static void SyncEntries(string folder)
    {
        // A folder's entries are made durable by fsync on the folder; Windows has no such call and needs none.
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        int descriptor = OpenDescriptor(folder, flags: 0);
        if (descriptor < 0)
        {
            throw new IOException($"The folder {folder} can not be opened to sync it: {Marshal.GetLastPInvokeErrorMessage()}.").Named("library.sync", folder);
        }

        try
        {
            if (SyncDescriptor(descriptor) != 0)
            {
                throw new IOException($"The folder {folder} can not be synced: {Marshal.GetLastPInvokeErrorMessage()}.").Named("library.sync", folder);
            }
        }
        finally
        {
            _ = CloseDescriptor(descriptor);
        }
    }

    /// <summary>Who holds the write lock, without disturbing him; null if nobody does.</summary>
    public string? FindWriter() => FileLock.FindHolder(PathOf(WriteLockName));

    private string PathOf(string name) => Path.Combine(FolderPath, name);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenDescriptor(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int SyncDescriptor(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int CloseDescriptor(int descriptor);

    [LibraryImport("libc", EntryPoint = "sync_file_range")]
    private static partial int StartWritingRange(SafeFileHandle descriptor, long offset, long length, uint flags);

    private sealed class Output(string name, FileStream stream) : IndexOutput(name)
    {
        private long _started;
        private long _written;

        protected override void Append(ReadOnlySpan<byte> bytes)
        {
            try
            {
                stream.Write(bytes);
            }
            catch (ArgumentOutOfRangeException e)
            {
                // So .NET calls what the file system or a limit of the process calls a file too large; it is no mistake of a caller.
                throw new IOException($"File too large : '{stream.Name}'", e);
            }

            _written += bytes.Length;
            if (_written - _started >= StartedAtOnce)
            {
                StartWriting();
            }
        }

        protected override void Close()
        {
            if (_started > 0)
            {
                StartWriting();
            }

            stream.Dispose();
        }

        // Nothing is promised by it and nothing waited for: where it fails, or there is no such call, the sync does all of it.
        private void StartWriting()
        {
            if (OperatingSystem.IsLinux())
            {
                const uint Write = 2;
                _ = StartWritingRange(stream.SafeFileHandle, _started, _written - _started, Write);
                _started = _written;
            }
        }
    }
}
