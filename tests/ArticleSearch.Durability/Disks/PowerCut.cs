namespace ArticleSearch.Durability.Disks;

/// <summary>
/// What a power cut leaves of a disk: after the first so many changes, everything that was synced, and of the rest whatever chance
/// keeps. It reads the disk's changes and never runs the writer again.
/// </summary>
/// <remarks>
/// The file system is as bad as POSIX lets it be. Of a file, the bytes up to its last sync are there; of those behind, any part
/// may be kept, cut off, zero, or damaged, page by page. A name is bound to what it was bound to at the last sync of the folder,
/// or to anything it was bound to since, each name by itself: a rename may have happened, or not, or half, so that the file has
/// both names or none. Milder outcomes, such as a journal that keeps the order of changes, are drawn as well, because a
/// mistake may show in them alone.
/// </remarks>
internal static class PowerCut
{
    private const int Gone = -1;

    // Real pages have 4,096 bytes; the files here are small, and a smaller page finds more.
    private const int PageSize = 128;

    private enum Names
    {
        All,
        Durable,
        InOrder,
        EachByItself,
    }

    private enum Bytes
    {
        Kept,
        Dropped,
        Truncated,
        Zeroed,
        Flipped,
        PagesLost,
        PagesZeroed,
    }

    /// <summary>A disk as the cut leaves it, everything on it durable.</summary>
    /// <param name="disk">The disk, on which nobody writes any more.</param>
    /// <param name="after">After how many changes.</param>
    /// <param name="random">Decides what is kept.</param>
    public static SimulatedDisk Apply(SimulatedDisk disk, int after, Random random)
    {
        var (lengths, synced, durable, pending) = Replay(disk, after);
        // A process that is killed loses nothing; the plain outcomes are drawn a little more often than by chance.
        bool keepAll = random.Next(12) == 0;
        var names = Bind(durable, pending, keepAll ? Names.All : (Names)random.Next(4), random);
        var habit = random.Next(3) == 0 ? (Bytes)random.Next(7) : (Bytes?)null; // one fate for all files, or one each
        var left = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        var fates = new Dictionary<int, byte[]>();
        foreach (var (name, file) in names)
        {
            if (!fates.TryGetValue(file, out byte[]? bytes))
            {
                var fate = keepAll ? Bytes.Kept : habit ?? (Bytes)random.Next(7);
                bytes = Leave(disk.Files[file].Bytes.AsSpan(0, lengths[file]), synced[file], fate, random);
                fates.Add(file, bytes);
            }

            left.Add(name, bytes);
        }

        return new SimulatedDisk(left);
    }

    /// <summary>
    /// The state of the disk after so many changes: of each file the length and how much of it is durable, the names as of the last
    /// sync of the folder, and how they were bound since.
    /// </summary>
    private static (int[] Lengths, int[] Synced, SortedDictionary<string, int> Durable, List<(int Change, string Name, int File)> Pending) Replay(
        SimulatedDisk disk, int after)
    {
        int[] lengths = [.. disk.Files.Select(file => file.InitialLength)];
        int[] synced = [.. lengths];
        var durable = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var (name, file) in disk.InitialNames)
        {
            durable.Add(name, file);
        }

        var pending = new List<(int Change, string Name, int File)>();
        for (int i = 0; i < after; i++)
        {
            var change = disk.Changes[i];
            switch (change.Call)
            {
                case DiskCall.Create:
                    pending.Add((i, change.Name, change.File));
                    break;
                case DiskCall.Write:
                    lengths[change.File] += change.Length;
                    break;
                case DiskCall.Sync:
                    synced[change.File] = lengths[change.File];
                    break;
                case DiskCall.SyncFolder:
                    foreach (var (_, name, file) in pending)
                    {
                        Set(durable, name, file);
                    }

                    pending.Clear();
                    break;
                case DiskCall.Rename:
                    pending.Add((i, change.NewName, change.File));
                    pending.Add((i, change.Name, Gone));
                    break;
                case DiskCall.Delete:
                    pending.Add((i, change.Name, Gone));
                    break;
            }
        }

        return (lengths, synced, durable, pending);
    }

    private static SortedDictionary<string, int> Bind(
        SortedDictionary<string, int> durable, List<(int Change, string Name, int File)> pending, Names fate, Random random)
    {
        switch (fate)
        {
            case Names.Durable:
                return durable;
            case Names.All:
                pending.ForEach(binding => Set(durable, binding.Name, binding.File));
                return durable;
            case Names.InOrder:
                int first = pending.Count == 0 ? 0 : pending[0].Change;
                int last = pending.Count == 0 ? 0 : pending[^1].Change;
                int end = random.Next(first, last + 2);
                pending.Where(binding => binding.Change < end).ToList().ForEach(binding => Set(durable, binding.Name, binding.File));
                return durable;
            default:
                // The most bindings are true to what was done, or to what was durable, by a bias drawn once.
                double kept = random.NextDouble();
                foreach (var binding in pending)
                {
                    if (random.NextDouble() < kept)
                    {
                        Set(durable, binding.Name, binding.File);
                    }
                }

                return durable;
        }
    }

    private static void Set(SortedDictionary<string, int> names, string name, int file)
    {
        if (file == Gone)
        {
            names.Remove(name);
        }
        else
        {
            names[name] = file;
        }
    }

    private static byte[] Leave(ReadOnlySpan<byte> bytes, int synced, Bytes fate, Random random)
    {
        if (synced == bytes.Length)
        {
            return bytes.ToArray();
        }

        int length = fate switch
        {
            Bytes.Dropped => synced,
            Bytes.Truncated => random.Next(synced, bytes.Length),
            Bytes.PagesLost => random.Next(synced, bytes.Length + 1),
            _ => bytes.Length,
        };
        byte[] left = bytes[..length].ToArray();
        var lost = left.AsSpan(Math.Min(synced, length));
        switch (fate)
        {
            case Bytes.Zeroed:
                lost[random.Next(lost.Length)..].Clear();
                break;
            case Bytes.Flipped:
                for (int flips = 1 + random.Next(4); flips > 0; flips--)
                {
                    lost[random.Next(lost.Length)] ^= (byte)(1 << random.Next(8));
                }

                break;
            case Bytes.PagesLost or Bytes.PagesZeroed:
                LosePages(left, synced, fate == Bytes.PagesZeroed, random);
                break;
        }

        return left;
    }

    // Later pages may have reached the disk when earlier ones have not.
    private static void LosePages(byte[] bytes, int synced, bool zero, Random random)
    {
        for (int start = synced / PageSize * PageSize; start < bytes.Length; start += PageSize)
        {
            if (random.Next(2) == 0)
            {
                var page = bytes.AsSpan(Math.Max(start, synced)..Math.Min(start + PageSize, bytes.Length));
                if (zero)
                {
                    page.Clear();
                }
                else
                {
                    random.NextBytes(page);
                }
            }
        }
    }
}
