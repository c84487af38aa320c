using System.Globalization;
using System.Text;

namespace ArticleSearch.IndexFormat.Storage;

/// <summary>
/// The write lock of an index on disk: a record lock of the operating system on <c>write.lock</c>, as Java Lucene takes it, so
/// that the two never write at once. The system releases it when the process ends, however it ends; the file stays, which
/// means nothing. The file's text says who holds the lock.
/// </summary>
internal sealed class FileLock : IDisposable
{
    // A record lock belongs to the process: a second writer of the same process must be refused here.
    private static readonly HashSet<string> HeldHere = new(StringComparer.Ordinal);

    private readonly string _path;
    private FileStream? _stream;

    private FileLock(string path, FileStream stream)
    {
        _path = path;
        _stream = stream;
    }

    /// <exception cref="IndexLockedException">Another writer holds the lock.</exception>
    /// <exception cref="IOException">The lock file can not be written.</exception>
    public static FileLock Acquire(string path)
    {
        path = WithoutLinks(path);
        lock (HeldHere)
        {
            if (!HeldHere.Add(path))
            {
                throw new IndexLockedException($"The index is being written by another writer of this process ({path}).");
            }
        }

        FileStream? stream = null;
        try
        {
            stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
            if (!TryLock(stream))
            {
                throw new IndexLockedException($"The index is being written by {ReadHolder(stream)} ({path}).");
            }

            WriteHolder(stream);
            return new FileLock(path, stream);
        }
        catch
        {
            stream?.Dispose();
            Forget(path);
            throw;
        }
    }

    /// <summary>Who holds a lock; null if nobody does. Changes nothing.</summary>
    public static string? FindHolder(string path)
    {
        path = WithoutLinks(path);
        lock (HeldHere)
        {
            // To close the file, however it was opened, would give up the lock of this process.
            if (HeldHere.Contains(path))
            {
                return "another writer of this process";
            }

            if (!File.Exists(path))
            {
                return null;
            }

            // An orderly end leaves no name. Where there is one, its lock is held unless a shared one can be had, for a moment.
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
            return stream.Length == 0 || (TryLock(stream) && !OperatingSystem.IsMacOS()) ? null : ReadHolder(stream);
        }
    }

    public void Dispose()
    {
        if (_stream is { } stream)
        {
            _stream = null;
            try
            {
                stream.SetLength(0);
            }
            catch (IOException)
            {
                // A name that stays means nothing: the lock is what counts, and that is given back.
            }
            finally
            {
                stream.Dispose();
                Forget(_path);
            }
        }
    }

    /// <summary>The path with every symbolic link followed, so that one folder has one name in this process.</summary>
    private static string WithoutLinks(string path)
    {
        string folder = Path.GetPathRoot(path)!;
        foreach (string name in path[folder.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            var entry = new DirectoryInfo(Path.Combine(folder, name));
            folder = entry.LinkTarget is null ? entry.FullName : entry.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
        }

        return folder;
    }

    private static void Forget(string path)
    {
        lock (HeldHere)
        {
            HeldHere.Remove(path);
        }
    }

    private static bool TryLock(FileStream stream)
    {
        if (OperatingSystem.IsMacOS())
        {
            return true; // no record locks from .NET there; writers of one process still exclude each other
        }

        try
        {
            stream.Lock(0, long.MaxValue);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static void WriteHolder(FileStream stream)
    {
        string since = TimeProvider.System.GetLocalNow().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        string holder = $"process {Environment.ProcessId} on {Environment.MachineName} since {since}";
        try
        {
            stream.SetLength(0);
            stream.Write(Encoding.UTF8.GetBytes(holder));
            stream.Flush();
        }
        catch (IOException)
        {
            // On a full disk there is no room for a name; but there are files to delete, for which the lock is needed.
        }
    }

    private static string ReadHolder(FileStream stream)
    {
        try
        {
            byte[] bytes = new byte[256];
            int count = stream.Read(bytes);
            string holder = Encoding.UTF8.GetString(bytes, 0, count).Trim();
            return holder.Length > 0 ? holder : "another process";
        }
        catch (IOException)
        {
            return "another process";
        }
    }
}
