using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.IndexFormat.Checking;

/// <summary>
/// Checks one index file by what every one of them has: the header, the id of its segment, the checksum, which is read in parts
/// that several threads take. Knows nothing of what is inside, so that it also checks files of formats that are only passed over.
/// </summary>
internal sealed class FileCheck
{
    /// <summary>How many bytes are one piece of work.</summary>
    private const int PartLength = 1 << 23;

    private const int ChunkLength = 1 << 20;

    private readonly IndexFile _file;
    private readonly ProblemList _problems;
    private readonly Action<long>? _onBytes;
    private readonly CancellationToken _cancellation;
    private readonly uint[] _parts;
    private long _expected;

    private FileCheck(IndexFile file, ProblemList problems, Action<long>? onBytes, CancellationToken cancellation)
    {
        _file = file;
        _problems = problems;
        _onBytes = onBytes;
        _cancellation = cancellation;
        _parts = new uint[Math.Max(1, (End + PartLength - 1) / PartLength)];
    }

    /// <summary>Where the checksum itself stands.</summary>
    private long End => _file.Length - sizeof(long);

    /// <summary>Checks a file at once.</summary>
    /// <param name="folder">Where the file is.</param>
    /// <param name="name">Its name.</param>
    /// <param name="id">The id that its header must have; null for any.</param>
    /// <param name="onBytes">Told how many more bytes have been read.</param>
    /// <param name="cancellation">Stops the check.</param>
    public static IReadOnlyList<IndexProblem> Run(
        IndexFolder folder, string name, byte[]? id, Action<long>? onBytes = null, CancellationToken cancellation = default)
    {
        var problems = new ProblemList();
        problems.Try(name, () =>
        {
            using var file = folder.Open(name);
            var check = new FileCheck(file, problems, onBytes, cancellation);
            if (check.TryBegin(id))
            {
                for (int part = 0; part < check._parts.Length; part++)
                {
                    check.ReadPart(part);
                }

                check.Compare();
            }
        });
        return problems.Problems;
    }

    /// <summary>Checks a file with the threads of a queue.</summary>
    /// <param name="open">Gives the file, which must stay open until the queue is done.</param>
    /// <param name="name">Its name.</param>
    /// <param name="id">The id that its header must have; null for any.</param>
    /// <param name="problems">Receives what is wrong.</param>
    /// <param name="queue">Where the work is put.</param>
    /// <param name="onBytes">Told how many more bytes have been read, by any thread.</param>
    /// <param name="then">Done when the file is checked.</param>
    public static void Start(
        Func<IndexFile> open, string name, byte[]? id, ProblemList problems, WorkQueue queue, Action<long> onBytes, Action then) =>
        queue.Add(() =>
        {
            FileCheck? check = null;
            bool isReadable = problems.Try(name, () => check = new FileCheck(open(), problems, onBytes, queue.Cancellation)) && check!.TryBegin(id);
            if (!isReadable)
            {
                then();
                return;
            }

            var end = new Countdown(check!._parts.Length, () =>
            {
                check.Compare();
                then();
            });
            for (int i = 0; i < check._parts.Length; i++)
            {
                int part = i;
                queue.Add(() =>
                {
                    check.ReadPart(part);
                    end.Signal();
                });
            }
        });

    /// <summary>Reads what stands at both ends; false where there is no checksum to compare with.</summary>
    private bool TryBegin(byte[]? id)
    {
        _problems.Try(_file.Name, () => CheckHeader(id));
        return _problems.Try(_file.Name, () => _expected = CodecHeader.ReadFooter(_file));
    }

    private void CheckHeader(byte[]? id)
    {
        var cursor = _file.CursorAt(0);
        int magic = cursor.ReadInt32();
        if (magic != CodecHeader.Magic)
        {
            cursor.Throw($"this is no index file: it starts with {magic:X8}, not {CodecHeader.Magic:X8}", 0);
        }

        cursor.ReadString();
        cursor.ReadInt32();
        long position = cursor.Position;
        var found = cursor.ReadBytes(CodecHeader.IdLength);
        if (id is not null && !found.SequenceEqual(id))
        {
            cursor.Throw($"the file belongs to another segment: id {Convert.ToHexString(found)}, not {Convert.ToHexString(id)}", position);
        }
    }

    private void ReadPart(int part)
    {
        uint crc = 0;
        long offset = (long)part * PartLength;
        for (long end = offset + LengthOf(part); offset < end;)
        {
            _cancellation.ThrowIfCancellationRequested();
            int length = (int)Math.Min(ChunkLength, end - offset);
            crc = Crc32.Append(crc, _file.Span(offset, length));
            offset += length;
            _onBytes?.Invoke(length);
        }

        _parts[part] = crc;
    }

    private void Compare()
    {
        uint crc = 0;
        for (int part = 0; part < _parts.Length; part++)
        {
            crc = Crc32.Combine(crc, _parts[part], LengthOf(part));
        }

        if (crc != _expected)
        {
            _problems.Add(_file.Name, End, $"the checksum is {crc:x8}, the footer says {_expected:x8}");
        }
    }

    private long LengthOf(int part) => Math.Min(PartLength, End - ((long)part * PartLength));
}
