using System.Diagnostics;

namespace ArticleSearch.Ingest;

/// <summary>
/// Waits until something below a folder may have changed and it has become quiet. It says neither what nor whether at all: who is
/// woken looks for himself, so that nothing depends on the system telling every change, or any.
/// </summary>
internal sealed class FolderWatch : IDisposable
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan LongestUnrest = TimeSpan.FromSeconds(5);

    // Network folders tell nothing of what others do in them.
    private static readonly TimeSpan LookAnyway = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LookUnwatched = TimeSpan.FromSeconds(2);

    private readonly string _folder;
    private readonly string _index;
    private readonly ManualResetEventSlim _unrest = new();
    private readonly List<FileSystemWatcher> _watchers = [];
    private volatile bool _isStale = true;

    /// <param name="folder">The folder to watch; it may come and go.</param>
    /// <param name="index">The index, whose changes wake nobody.</param>
    public FolderWatch(string folder, string index)
    {
        _folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        _index = Path.TrimEndingDirectorySeparator(Path.GetFullPath(index)) + Path.DirectorySeparatorChar;
        Renew();
    }

    /// <summary>Why the system does not tell of changes, so that the folder is looked at every few seconds; null if it does.</summary>
    public string? Obstacle { get; private set; }

    /// <summary>Returns when there is reason to look.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public void Wait(CancellationToken cancellation)
    {
        if (Renew())
        {
            return; // nobody watched for a while
        }

        if (!_unrest.Wait(_watchers.Count > 0 ? LookAnyway : LookUnwatched, cancellation))
        {
            return;
        }

        long start = Stopwatch.GetTimestamp();
        do
        {
            _unrest.Reset();
        }
        while (_unrest.Wait(Quiet, cancellation) && Stopwatch.GetElapsedTime(start) < LongestUnrest);
        Renew();
    }

    public void Dispose()
    {
        Stop();
        _unrest.Dispose();
    }

    // A watcher that lost events, or whose folder is another one now, is of no more use.
    private bool Renew()
    {
        if (!_isStale || !Directory.Exists(_folder))
        {
            return false;
        }

        Stop();
        _isStale = false;
        try
        {
            Watch(_folder, isWhole: true);
            if (Path.GetDirectoryName(_folder) is { } parent)
            {
                Watch(parent, isWhole: false);
            }

            Obstacle = null;
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // Too many watchers, or a file system that has none.
            Stop();
            _isStale = true;
            Obstacle = e.Message.ReplaceLineEndings(" ");
            return false;
        }
    }

    private void Watch(string path, bool isWhole)
    {
        var watcher = new FileSystemWatcher(path)
        {
            IncludeSubdirectories = isWhole,
            NotifyFilter = isWhole
                ? NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite | NotifyFilters.Size | NotifyFilters.Attributes
                : NotifyFilters.DirectoryName,
        };
        _watchers.Add(watcher);
        FileSystemEventHandler wake = isWhole ? (_, e) => Wake(e.FullPath) : (_, e) => Leave(e.FullPath);
        watcher.Created += wake;
        watcher.Changed += wake;
        watcher.Deleted += wake;
        watcher.Renamed += (sender, e) =>
        {
            wake(sender, new FileSystemEventArgs(WatcherChangeTypes.Deleted, Path.GetDirectoryName(e.OldFullPath) ?? "", Path.GetFileName(e.OldFullPath)));
            wake(sender, e);
        };
        watcher.Error += (_, _) =>
        {
            _isStale = true;
            _unrest.Set();
        };
        watcher.EnableRaisingEvents = true;
    }

    private void Wake(string path)
    {
        if (!path.StartsWith(_index, StringComparison.Ordinal))
        {
            _unrest.Set();
        }
    }

    // The folder itself has come or gone: whatever was watched is not it any more.
    private void Leave(string path)
    {
        if (string.Equals(Path.TrimEndingDirectorySeparator(path), _folder, StringComparison.Ordinal))
        {
            _isStale = true;
            _unrest.Set();
        }
    }

    private void Stop()
    {
        foreach (var watcher in _watchers)
        {
            watcher.Dispose();
        }

        _watchers.Clear();
    }
}
