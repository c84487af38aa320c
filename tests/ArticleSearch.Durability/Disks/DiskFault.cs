using System.Collections.Frozen;

namespace ArticleSearch.Durability.Disks;

/// <summary>A way in which a call of a disk fails, with the exception that .NET makes of the system's error.</summary>
internal sealed class DiskFault
{
    private const string Mark = nameof(DiskFault);

    private readonly int _error;
    private readonly string _message;
    private readonly FrozenSet<DiskCall> _calls;

    private DiskFault(string name, int error, string message, params ReadOnlySpan<DiskCall> calls)
    {
        Name = name;
        _error = error;
        _message = message;
        _calls = calls.ToArray().ToFrozenSet();
    }

    /// <summary>What any call can come to.</summary>
    public static DiskFault InputOutput { get; } = new("input/output error", 5, "Input/output error", Enum.GetValues<DiskCall>());

    /// <summary>All ways.</summary>
    public static IReadOnlyList<DiskFault> All { get; } =
    [
        new("disk full", 28, "No space left on device", DiskCall.Create, DiskCall.Write, DiskCall.Close, DiskCall.Sync, DiskCall.SyncFolder, DiskCall.Rename, DiskCall.Lock),
        new("disk full halfway", 28, "No space left on device", DiskCall.Write) { Written = 0.5 },
        InputOutput,
        new("permission denied", 13, "Permission denied", DiskCall.List, DiskCall.Exists, DiskCall.Length, DiskCall.Open, DiskCall.Create, DiskCall.Sync, DiskCall.SyncFolder, DiskCall.Rename, DiskCall.Delete, DiskCall.Lock),
        new("too many open files", 24, "Too many open files", DiskCall.List, DiskCall.Open, DiskCall.Create, DiskCall.Sync, DiskCall.SyncFolder, DiskCall.Lock),
    ];

    public string Name { get; }

    /// <summary>Which share of its bytes a write leaves behind before it fails.</summary>
    public double Written { get; private init; }

    /// <summary>Whether an error is one that a fault made, as a caller is to see it.</summary>
    public static bool IsFault(Exception error) => (error is UnauthorizedAccessException ? error.InnerException : error) is IOException { Data: { } data } && data.Contains(Mark);

    /// <summary>Whether a call can fail so.</summary>
    public bool Befalls(DiskCall call) => _calls.Contains(call);

    /// <summary>What the caller sees.</summary>
    public Exception Exception(DiskCall call, string name)
    {
        const int PermissionDenied = 13;
        var error = new IOException($"{_message} : '{name}' ({call})", _error) { Data = { [Mark] = Name } };
        return _error == PermissionDenied ? new UnauthorizedAccessException($"Access to '{name}' is denied ({call}).", error) : error;
    }

    public override string ToString() => Name;
}
