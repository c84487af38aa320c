namespace ArticleSearch.Durability.Disks;

/// <summary>What a program asks of a disk.</summary>
internal enum DiskCall
{
    List,
    Exists,
    Length,
    Open,
    Create,
    Write,
    Close,
    Sync,
    SyncFolder,
    Rename,
    Delete,
    Lock,
}

/// <summary>One change of the disk, as it was done.</summary>
/// <param name="Call">What was done; never one of the calls that only look.</param>
/// <param name="Name">The name it was done to; empty for the folder.</param>
/// <param name="File">The number of the file that bore the name.</param>
/// <param name="Length">How many bytes were written.</param>
/// <param name="NewName">What it was renamed to.</param>
internal readonly record struct DiskChange(DiskCall Call, string Name, int File = -1, int Length = 0, string NewName = "")
{
    public override string ToString() => Call switch
    {
        DiskCall.Write => $"{Call} {Name} {Length} bytes",
        DiskCall.Rename => $"{Call} {Name} {NewName}",
        _ => $"{Call} {Name}",
    };
}
