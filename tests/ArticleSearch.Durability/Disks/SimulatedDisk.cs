using ArticleSearch.IndexFormat;
using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.Durability.Disks;

/// <summary>
/// A disk in memory that writes down every change in the order it was done, so that <see cref="PowerCut"/> can show what would
/// be left of it after any of them; and that fails where it is told to. Safe for many threads. It never forgets bytes: a file
/// only grows, so that its content at any time is a beginning of its content now.
/// </summary>
internal sealed class SimulatedDisk : IndexFolder
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, int> _names = new(StringComparer.Ordinal);
    private readonly List<DiskFile> _files = [];
    private readonly List<DiskChange> _changes = [];
    private bool _isLocked;

    public SimulatedDisk()
    {
    }

    /// <summary>A disk that holds files, all of them durable.</summary>
    public SimulatedDisk(IReadOnlyDictionary<string, byte[]> files)
    {
        foreach (var (name, bytes) in files)
        {
            _names.Add(name, _files.Count);
            _files.Add(new DiskFile(bytes));
        }

        InitialNames = new SortedDictionary<string, int>(_names, StringComparer.Ordinal);
    }

    /// <summary>What fails: asked before each call, with what is about to be done to which name. Null: nothing does.</summary>
    public Func<DiskCall, string, DiskFault?>? Faults { get; set; }

    /// <summary>A call that the disk answers and forgets, as a bad disk does: to see that it is noticed.</summary>
    public DiskCall? Pretends { get; init; }

    /// <summary>The names the disk had from the start, with the numbers of their files.</summary>
    public IReadOnlyDictionary<string, int> InitialNames { get; } = new SortedDictionary<string, int>(StringComparer.Ordinal);

    /// <summary>All changes so far. Not to be looked at while another thread writes.</summary>
    public IReadOnlyList<DiskChange> Changes => _changes;

    /// <summary>All files there ever were. Not to be looked at while another thread writes.</summary>
    public IReadOnlyList<DiskFile> Files => _files;

    /// <summary>How many changes there are so far.</summary>
    public int ChangeCount
    {
        get
        {
            lock (_gate)
            {
                return _changes.Count;
            }
        }
    }

    /// <summary>How many files are open, for reading or for writing.</summary>
    public int OpenCount { get; private set; }

    public override IReadOnlyList<string> List()
    {
        lock (_gate)
        {
            Fail(DiskCall.List, "");
            return [.. _names.Keys];
        }
    }

    public override bool Exists(string name)
    {
        lock (_gate)
        {
            // As the system's own: where it can not be told whether there is a file, there is none.
            return Faults?.Invoke(DiskCall.Exists, name) is null && _names.ContainsKey(name);
        }
    }

    public override long Length(string name)
    {
        lock (_gate)
        {
            Fail(DiskCall.Length, name);
            return Find(name).Length;
        }
    }

    public override IndexFile Open(string name)
    {
        lock (_gate)
        {
            Fail(DiskCall.Open, name);
            var file = Find(name);
            OpenCount++;
            return new OpenFile(this, name, file.Bytes, file.Length);
        }
    }

    public override IndexOutput Create(string name)
    {
        lock (_gate)
        {
            Fail(DiskCall.Create, name);
            if (!_names.TryAdd(name, _files.Count))
            {
                throw new IOException($"The file '{name}' already exists.");
            }

            _changes.Add(new DiskChange(DiskCall.Create, name, _files.Count));
            _files.Add(new DiskFile([]));
            OpenCount++;
            return new Output(this, name, _files.Count - 1);
        }
    }

    public override void Sync(IReadOnlyCollection<string> names)
    {
        foreach (string name in names)
        {
            lock (_gate)
            {
                Fail(DiskCall.Sync, name);
                Find(name);
                Note(new DiskChange(DiskCall.Sync, name, _names[name]));
            }
        }
    }

    public override void SyncFolder()
    {
        lock (_gate)
        {
            Fail(DiskCall.SyncFolder, "");
            Note(new DiskChange(DiskCall.SyncFolder, ""));
        }
    }

    public override void Rename(string from, string to)
    {
        lock (_gate)
        {
            Fail(DiskCall.Rename, from);
            Find(from);
            int file = _names[from];
            if (!_names.TryAdd(to, file))
            {
                throw new IOException($"The file '{to}' already exists.");
            }

            _names.Remove(from);
            _changes.Add(new DiskChange(DiskCall.Rename, from, file, NewName: to));
        }
    }

    public override void Delete(string name)
    {
        lock (_gate)
        {
            Fail(DiskCall.Delete, name);
            if (_names.Remove(name, out int file))
            {
                _changes.Add(new DiskChange(DiskCall.Delete, name, file));
            }
        }
    }

    public override IDisposable AcquireWriteLock()
    {
        lock (_gate)
        {
            Fail(DiskCall.Lock, "");
            if (_isLocked)
            {
                throw new IndexLockedException("The index is being written by another writer of this process.");
            }

            _isLocked = true;
            return new WriteLock(this);
        }
    }

    /// <summary>The bytes of a file.</summary>
    public ReadOnlySpan<byte> BytesOf(string name)
    {
        lock (_gate)
        {
            var file = Find(name);
            return file.Bytes.AsSpan(0, file.Length);
        }
    }

    /// <summary>Writes all files into a folder of the system.</summary>
    public void WriteTo(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (string name in List())
        {
            File.WriteAllBytes(Path.Combine(folder, name), BytesOf(name));
        }
    }

    private void Note(DiskChange change)
    {
        if (change.Call != Pretends)
        {
            _changes.Add(change);
        }
    }

    private DiskFile Find(string name) =>
        _names.TryGetValue(name, out int file) ? _files[file] : throw new FileNotFoundException($"Could not find file '{name}'.", name);

    private void Fail(DiskCall call, string name)
    {
        if (Faults?.Invoke(call, name) is { } fault)
        {
            throw fault.Exception(call, name);
        }
    }

    private void Append(int file, string name, ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            var fault = Faults?.Invoke(DiskCall.Write, name);
            if (fault is not null)
            {
                bytes = bytes[..(int)(bytes.Length * fault.Written)];
            }

            if (!bytes.IsEmpty)
            {
                _files[file].Append(bytes);
                _changes.Add(new DiskChange(DiskCall.Write, name, file, bytes.Length));
            }

            if (fault is not null)
            {
                throw fault.Exception(DiskCall.Write, name);
            }
        }
    }

    // A file is closed even if closing it fails, as the system's own are.
    private void CloseOutput(int file, string name)
    {
        lock (_gate)
        {
            OpenCount--;
            Fail(DiskCall.Close, name);
            _changes.Add(new DiskChange(DiskCall.Close, name, file));
        }
    }

    private void CloseInput()
    {
        lock (_gate)
        {
            OpenCount--;
        }
    }

    private void Unlock()
    {
        lock (_gate)
        {
            _isLocked = false;
        }
    }

    private sealed class Output(SimulatedDisk disk, string name, int file) : IndexOutput(name)
    {
        protected override void Append(ReadOnlySpan<byte> bytes) => disk.Append(file, Name, bytes);

        protected override void Close() => disk.CloseOutput(file, Name);
    }

    private sealed class OpenFile(SimulatedDisk disk, string name, byte[] bytes, int length) : IndexFile(name, length)
    {
        private bool _isClosed;

        protected override ReadOnlySpan<byte> SpanUnchecked(long offset, int length)
        {
            // On a disk this would be a read of memory that is not mapped any more.
            ObjectDisposedException.ThrowIf(_isClosed, this);
            return bytes.AsSpan((int)offset, length);
        }

        protected override void Dispose(bool disposing)
        {
            if (!_isClosed)
            {
                _isClosed = true;
                disk.CloseInput();
            }

            base.Dispose(disposing);
        }
    }

    private sealed class WriteLock(SimulatedDisk disk) : IDisposable
    {
        public void Dispose() => disk.Unlock();
    }
}

/// <summary>The bytes of one file, whatever names it has or had.</summary>
internal sealed class DiskFile(byte[] bytes)
{
    /// <summary>The bytes, and room behind them.</summary>
    public byte[] Bytes { get; private set; } = bytes;

    public int Length { get; private set; } = bytes.Length;

    /// <summary>How many bytes were there, and durable, when the disk was made.</summary>
    public int InitialLength { get; } = bytes.Length;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > Bytes.Length - Length)
        {
            // A new array: who has the file open goes on seeing what it saw.
            byte[] larger = new byte[Math.Max(Length + bytes.Length, Bytes.Length * 2)];
            Bytes.AsSpan(0, Length).CopyTo(larger);
            Bytes = larger;
        }

        bytes.CopyTo(Bytes.AsSpan(Length));
        Length += bytes.Length;
    }
}
