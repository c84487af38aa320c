using System.Collections.Immutable;
using System.Globalization;
using ArticleSearch.IndexFormat;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.Maintenance;

/// <summary>
/// Makes the newest commit of a folder the copy of a commit of another one: copies what is not there yet, reads it back, and
/// only then commits. Never changes a file that the folder's last commit needs, so that it stands until the new one is durable.
/// </summary>
/// <remarks>
/// Segments are told by their ids, not by their names: where a name is taken by another segment (the index was made anew, or a backup was put
/// back and written on), the copy gets a name that nobody had. The format allows that: the files of a segment do not hold its name,
/// and the lists that do are read under the name of the segment that has them.
/// </remarks>
internal sealed class CommitCopy
{
    /// <summary>User data of a commit: its own version, where it is a backup. Every later commit has a higher one.</summary>
    private const string BackupKey = "articlesearch.backup";

    private const int ChunkLength = 1 << 20;

    private readonly CommitFiles _source;
    private readonly IndexFolder _target;
    private readonly CommitPoint? _last;
    private readonly bool _trustsLast;
    private readonly Action<long> _onBytes;
    private readonly CancellationToken _cancellation;
    private readonly SortedSet<string> _needed;
    private readonly List<(string From, string To)> _toCopy = [];
    private long _counter;

    /// <param name="source">What is copied.</param>
    /// <param name="target">Where to; the caller holds its write lock.</param>
    /// <param name="last">The target's last commit; null where there is none, or none that can be read.</param>
    /// <param name="trustsLast">Whether the files of the target's last commit are whole, so that those that are the same need not be read.</param>
    /// <param name="onBytes">Told how many more bytes are done.</param>
    /// <param name="cancellation">Stops the copy; the target's last commit stands.</param>
    public CommitCopy(
        CommitFiles source, IndexFolder target, CommitPoint? last, bool trustsLast, Action<long> onBytes, CancellationToken cancellation)
    {
        _source = source;
        _target = target;
        _last = last;
        _trustsLast = trustsLast;
        _onBytes = onBytes;
        _cancellation = cancellation;
        _needed = last?.Files ?? new(StringComparer.Ordinal);
        _counter = IndexFileNames.NextSegmentNumber(target.List(), Math.Max(source.Commit.Counter, last?.Counter ?? 0));
    }

    /// <summary>How many files were copied.</summary>
    public int FilesCopied => _toCopy.Count;

    public long BytesCopied { get; private set; }

    /// <summary>How many files were there already.</summary>
    public int FilesReused { get; private set; }

    public long BytesReused { get; private set; }

    /// <summary>Copies and commits.</summary>
    /// <param name="isBackup">Whether the new commit is to say that it is a backup (see <see cref="IsBackup"/>).</param>
    /// <returns>The target's newest commit: its last one if that is the same already.</returns>
    /// <exception cref="CorruptIndexException">A file of the source is damaged.</exception>
    public CommitPoint Run(bool isBackup)
    {
        RequireWhole();
        _target.SyncFolder(); // the last commit that is seen may not be durable yet, and files are deleted for it
        var segments = _source.Commit.Segments.Select(Place).ToImmutableArray();
        if (_last is not null && _toCopy.Count == 0 && IsBackup(_last) == isBackup && IsSame(_last, segments))
        {
            Prune(_last);
            return _last;
        }

        bool isInDoubt = false;
        try
        {
            Copy();
            long version = Math.Max(_last?.Version ?? 0, _source.Commit.Version) + 1;
            var userData = WithoutMark(_source.Commit);
            if (isBackup)
            {
                userData[BackupKey] = version.ToString(CultureInfo.InvariantCulture);
            }

            var commit = _source.Commit with
            {
                Generation = Math.Max(_last?.Generation ?? 0, _source.Commit.Generation - 1),
                Version = version,
                Counter = _counter,
                Segments = segments,
                UserData = userData,
            };
            using var pending = commit.Prepare(_target, _last, new IdSource());
            _cancellation.ThrowIfCancellationRequested();
            isInDoubt = true; // a power cut could bring it back, even if it fails
            pending.Publish();
            Prune(pending.Commit);
            return pending.Commit;
        }
        catch when (!isInDoubt)
        {
            Delete(_toCopy.Select(file => file.To).Where(_target.Exists));
            throw;
        }
    }

    /// <summary>Whether a commit was made by a copy that is a backup, and nobody has written to the index since.</summary>
    public static bool IsBackup(CommitPoint commit) =>
        commit.UserData.TryGetValue(BackupKey, out string? version) && version == commit.Version.ToString(CultureInfo.InvariantCulture);

    private static SortedDictionary<string, string> WithoutMark(CommitPoint commit)
    {
        var userData = new SortedDictionary<string, string>(commit.UserData, StringComparer.Ordinal);
        userData.Remove(BackupKey);
        return userData;
    }

    private void RequireWhole()
    {
        if (_source.Unreadable.Count > 0)
        {
            var segment = _source.Unreadable[0];
            throw new CorruptIndexException(segment.Problem.Problem, segment.Problem.File, segment.Problem.Position);
        }

        if (_source.Missing.FirstOrDefault() is { } missing)
        {
            throw _source.IsUnreadable(missing)
                ? IndexBackup.Unreadable(missing)
                : new CorruptIndexException("the file is missing", missing);
        }
    }

    /// <summary>Finds a name for a segment in the target, and what of it must be copied.</summary>
    private SegmentCommit Place(SegmentCommit segment)
    {
        var known = _last?.Segments.FirstOrDefault(other => other.Info.Id.AsSpan().SequenceEqual(segment.Info.Id));
        foreach (string name in (string[])[known?.Info.Name ?? segment.Info.Name, segment.Info.Name])
        {
            if (TryPlace(segment, name))
            {
                return Renamed(segment, name);
            }
        }

        string fresh = IndexFileNames.Segment(_counter++);
        _toCopy.AddRange(segment.Files.Select(file => (file, NameIn(fresh, file))));
        return Renamed(segment, fresh);
    }

    /// <summary>Whether a segment can have a name: whether no file of that name that must stay is another one.</summary>
    private bool TryPlace(SegmentCommit segment, string name)
    {
        var missing = new List<(string, string)>();
        var inTheWay = new List<string>();
        long reused = 0;
        foreach (string file in segment.Files)
        {
            string copy = NameIn(name, file);
            if (!_target.Exists(copy))
            {
                missing.Add((file, copy));
            }
            else if (IsEqual(file, copy))
            {
                reused += _source.Length(file);
                _onBytes(2 * _source.Length(file));
            }
            else if (_needed.Contains(copy))
            {
                return false;
            }
            else
            {
                inTheWay.Add(copy); // left behind by a copy that was stopped
                missing.Add((file, copy));
            }
        }

        foreach (string file in inTheWay)
        {
            _target.Delete(file);
        }

        _toCopy.AddRange(missing);
        FilesReused += segment.Files.Count - missing.Count;
        BytesReused += reused;
        return true;
    }

    /// <summary>Whether a file of the target is the copy of one of the source.</summary>
    private bool IsEqual(string file, string copy)
    {
        using var from = _source.Open(file);
        using var to = _target.Open(copy);
        if (from.Length != to.Length || from.Length < CodecHeader.FooterLength || !HaveSameEnds(from, to))
        {
            return false;
        }

        if (_trustsLast && _needed.Contains(copy))
        {
            return true;
        }

        try
        {
            CodecHeader.VerifyChecksum(to, _cancellation);
            return true;
        }
        catch (CorruptIndexException)
        {
            return false;
        }
    }

    /// <summary>The head has the segment's id, the end the checksum of all before it.</summary>
    private static bool HaveSameEnds(IndexFile one, IndexFile other)
    {
        int length = (int)Math.Min(1024, one.Length);
        return one.Span(0, length).SequenceEqual(other.Span(0, length))
            && one.Span(one.Length - length, length).SequenceEqual(other.Span(one.Length - length, length));
    }

    private void Copy()
    {
        foreach (var (from, to) in _toCopy)
        {
            using var file = _source.Open(from);
            using var output = _target.Create(to);
            for (long offset = 0; offset < file.Length; offset += ChunkLength)
            {
                _cancellation.ThrowIfCancellationRequested();
                int length = (int)Math.Min(ChunkLength, file.Length - offset);
                output.WriteBytes(file.Span(offset, length));
                _onBytes(length);
            }

            BytesCopied += file.Length;
        }

        _target.Sync([.. _toCopy.Select(file => file.To)]);
        foreach (var (from, to) in _toCopy)
        {
            Verify(from, to);
        }
    }

    /// <summary>Reads a copy back.</summary>
    private void Verify(string from, string to)
    {
        using var copy = _target.Open(to);
        try
        {
            CodecHeader.VerifyChecksum(copy, _cancellation);
        }
        catch (CorruptIndexException e)
        {
            using var original = _source.Open(from);
            CodecHeader.VerifyChecksum(original, _cancellation);
            throw new IOException($"The copy of {from} is not what was written: the disk of the copy can not be trusted.", e)
                .Named("library.copy", from);
        }

        _onBytes(copy.Length);
    }

    /// <summary>The commit stands: what is no part of it is not needed any more, unless a reader of this process has it open.</summary>
    private void Prune(CommitPoint commit) =>
        Delete(OrphanFiles.Find(_target.List(), [commit]).Where(file => !_target.IsLeased(file)));

    // What can not be deleted now is deleted the next time.
    private void Delete(IEnumerable<string> names)
    {
        foreach (string name in names)
        {
            try
            {
                _target.Delete(name);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
            }
        }
    }

    private bool IsSame(CommitPoint last, ImmutableArray<SegmentCommit> segments) =>
        WithoutMark(last).SequenceEqual(WithoutMark(_source.Commit))
        && last.Segments.Length == segments.Length
        && last.Segments.Zip(segments).All(pair =>
            pair.First.Info.Name == pair.Second.Info.Name
            && pair.First.Info.Id.AsSpan().SequenceEqual(pair.Second.Info.Id)
            && pair.First.Id.AsSpan().SequenceEqual(pair.Second.Id)
            && pair.First.Files.SetEquals(pair.Second.Files));

    private static SegmentCommit Renamed(SegmentCommit segment, string name)
    {
        if (segment.Info.Name == name)
        {
            return segment;
        }

        var columns = new SortedDictionary<int, SortedSet<string>>();
        foreach (var (field, files) in segment.DocValuesFiles)
        {
            columns.Add(field, Renamed(files, name));
        }

        return segment with
        {
            Info = segment.Info with { Name = name, Files = Renamed(segment.Info.Files, name) },
            FieldInfosFiles = Renamed(segment.FieldInfosFiles, name),
            DocValuesFiles = columns,
        };
    }

    private static SortedSet<string> Renamed(SortedSet<string> files, string name) => new(files.Select(file => NameIn(name, file)), StringComparer.Ordinal);

    private static string NameIn(string segment, string file) => segment + IndexFileNames.WithoutSegment(file);
}
