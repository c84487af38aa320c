namespace ArticleSearch.IndexFormat.Storage;

/// <summary>An index folder in memory, for tests and for small indexes that nobody keeps. Safe for many threads.</summary>
internal sealed class MemoryFolder : IndexFolder
{
    private readonly SortedDictionary<string, byte[]> _files = new(StringComparer.Ordinal);
    private bool _locked;

    public override IReadOnlyList<string> List()
    {
        lock (_files)
        {
            return [.. _files.Keys];
        }
    }

    public override bool Exists(string name)
    {
        lock (_files)
        {
            return _files.ContainsKey(name);
        }
    }

    public override long Length(string name) => Bytes(name).Length;

    public override IndexFile Open(string name) => new MemoryFile(name, Bytes(name));

    public override IndexOutput Create(string name)
    {
        if (Exists(name))
        {
            throw new IOException($"{name} exists already.");
        }

        return new Output(this, name);
    }

    public override void Sync(IReadOnlyCollection<string> names)
    {
        foreach (string name in names)
        {
            _ = Bytes(name);
        }
    }

    public override void SyncFolder()
    {
    }

    public override void Rename(string from, string to)
    {
        lock (_files)
        {
            byte[] bytes = Bytes(from);
            if (!_files.TryAdd(to, bytes))
            {
                throw new IOException($"{to} exists already.");
            }

            _files.Remove(from);
        }
    }

    public override void Delete(string name)
    {
        lock (_files)
        {
            _ = Bytes(name);
            _files.Remove(name);
        }
    }

    public override IDisposable AcquireWriteLock()
    {
        lock (_files)
        {
            if (_locked)
            {
                throw new IndexLockedException("The index is being written by another writer of this process.");
            }

            _locked = true;
        }

        return new Lock(this);
    }

    /// <summary>The bytes of a file, for tests that damage them.</summary>
    public byte[] Bytes(string name)
    {
        lock (_files)
        {
            return _files.TryGetValue(name, out byte[]? bytes)
                ? bytes
                : throw new FileNotFoundException($"There is no file {name} in the index.", name);
        }
    }

    /// <summary>Sets the bytes of a file, for tests that damage them.</summary>
    public void SetBytes(string name, byte[] bytes)
    {
        lock (_files)
        {
            _files[name] = bytes;
        }
    }

    private sealed class Output(MemoryFolder folder, string name) : IndexOutput(name)
    {
        private readonly MemoryStream _bytes = new();

        protected override void Append(ReadOnlySpan<byte> bytes) => _bytes.Write(bytes);

        protected override void Close() => folder.SetBytes(Name, _bytes.ToArray());
    }

    private sealed class Lock(MemoryFolder folder) : IDisposable
    {
        public void Dispose()
        {
            lock (folder._files)
            {
                folder._locked = false;
            }
        }
    }
}
