using System.Globalization;

namespace ArticleSearch.IndexFormat.Storage;

/// <summary>
/// The write lock of an index on disk: a record lock of the operating system on <c>write.lock</c>, as Java Lucene takes it, so
/// that the two never write at once. The system releases it when the process ends, however it ends; the file stays, which
/// means nothing. A file beside it says who holds the lock.
/// </summary>
/// <remarks>
/// The lock file itself stays empty: to Lucene one that is not is the work of somebody who ignores the lock, and a name that a crash
/// left in it would keep its writers out until someone deletes the file.
/// </remarks>
internal sealed class FileLock : IDisposable
{
    private const string HolderSuffix = ".holder";

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
                throw new IndexLockedException($"The index is being written by another writer of this process ({path}).").Named("library.locked.here", path);
            }
        }

        FileStream? stream = null;
        try
        {
            stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
            if (!TryLock(stream))
            {
                throw Locked(ReadHolder(path), path);
            }

            WriteHolder(path);
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

            // An orderly end leaves no name. Where there is one, its lock is held unless a shared one can be had, for a moment.
            if (!File.Exists(path) || !File.Exists(path + HolderSuffix))
            {
                return null;
            }

            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
            return TryLock(stream) && !OperatingSystem.IsMacOS() ? null : ReadHolder(path);
        }
    }

    public void Dispose()
    {
        if (_stream is { } stream)
        {
            _stream = null;
            try
            {
                File.Delete(_path + HolderSuffix);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
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

    private static IndexLockedException Locked(string holder, string path)
    {
        var locked = new IndexLockedException($"The index is being written by {holder} ({path}).");
        return holder.Split(' ') is ["process", var id, "on", var machine, "since", var day, var time]
            ? locked.Named("library.locked.process", id, machine, day, time, path)
            : locked.Named("library.locked", path);
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

    private static void WriteHolder(string path)
    {
        string since = TimeProvider.System.GetLocalNow().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        try
        {
            File.WriteAllText(path + HolderSuffix, $"process {Environment.ProcessId} on {Environment.MachineName} since {since}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // On a full disk there is no room for a name; but there are files to delete, for which the lock is needed.
        }
    }

    // Whoever holds the lock without a name here is another program.
    private static string ReadHolder(string path)
    {
        const int MaxLength = 256;
        try
        {
            string holder = File.ReadAllText(path + HolderSuffix).Trim();
            return holder.Length is > 0 and <= MaxLength ? holder : "another process";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "another process";
        }
    }
}
