namespace ArticleSearch.Ingest;

/// <summary>
/// Finds the files below the paths that the user gave, in ordinal order. It leaves out what is hidden (a leading dot), follows no
/// link to a folder (so it can not run in circles), and does not walk into an index.
/// </summary>
internal static class FolderWalk
{
    // What marks a folder as an index: a commit in it.
    private const string CommitPattern = "segments_*";

    private static readonly EnumerationOptions Everything = new()
    {
        IgnoreInaccessible = false,
        AttributesToSkip = FileAttributes.None,
        RecurseSubdirectories = false,
        ReturnSpecialDirectories = false,
    };

    /// <summary>Adds the files of all paths to <paramref name="files"/> and hands out what was not there or could not be listed.</summary>
    public static IEnumerable<IngestProblem> Collect(IEnumerable<string> paths, List<SourceFile> files, CancellationToken cancellation)
    {
        foreach (string path in paths)
        {
            cancellation.ThrowIfCancellationRequested();
            var problems = new List<IngestProblem>();
            try
            {
                if (Directory.Exists(path))
                {
                    AddFolder(new DirectoryInfo(path), Path.TrimEndingDirectorySeparator(path), "", files, problems, cancellation);
                }
                else if (File.Exists(path))
                {
                    files.Add(new SourceFile(Path.GetFullPath(path), path, Path.GetFileName(path), new FileInfo(path).Length));
                }
                else
                {
                    problems.Add(new IngestProblem(path, 0, 0, "there is no such file or folder"));
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
            {
                problems.Add(new IngestProblem(path, 0, 0, Reason(e)));
            }

            foreach (var problem in problems)
            {
                yield return problem;
            }
        }
    }

    /// <summary>What a failure of the file system means, in one line.</summary>
    public static string Reason(Exception e) => e switch
    {
        UnauthorizedAccessException => "permission denied",
        FileNotFoundException or DirectoryNotFoundException => "there is no such file or folder",
        _ => "can not be read: " + e.Message.ReplaceLineEndings(" "),
    };

    private static void AddFolder(
        DirectoryInfo root, string rootName, string rootRelative, List<SourceFile> files, List<IngestProblem> problems, CancellationToken cancellation)
    {
        // A stack of our own: folders nest as deep as a disk lets them.
        var pending = new Stack<(FileSystemInfo Entry, string Name, string Relative)>();
        pending.Push((root, rootName, rootRelative));
        while (pending.TryPop(out var next))
        {
            cancellation.ThrowIfCancellationRequested();
            if (next.Entry is FileInfo file)
            {
                files.Add(new SourceFile(file.FullName, next.Name, next.Relative, LengthOf(file)));
                continue;
            }

            FileSystemInfo[] entries;
            try
            {
                entries = EntriesOf((DirectoryInfo)next.Entry);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                problems.Add(new IngestProblem(next.Name, 0, 0, Reason(e)));
                continue;
            }

            foreach (var entry in entries)
            {
                string name = Path.Join(next.Name, entry.Name);
                pending.Push((entry, name, next.Relative.Length == 0 ? entry.Name : $"{next.Relative}/{entry.Name}"));
            }
        }
    }

    // In descending order of their paths, for the stack hands out the last first. A folder's path counts with the separator after
    // it, so that all paths ascend when they are seen as a whole.
    private static FileSystemInfo[] EntriesOf(DirectoryInfo folder)
    {
        if (folder.EnumerateFiles(CommitPattern).Any())
        {
            return [];
        }

        FileSystemInfo[] entries =
        [
            .. folder.EnumerateFileSystemInfos("*", Everything)
                .Where(entry => !entry.Name.StartsWith('.') && (entry is FileInfo || !entry.Attributes.HasFlag(FileAttributes.ReparsePoint))),
        ];
        Array.Sort(entries, (a, b) => string.CompareOrdinal(SortName(b), SortName(a)));
        return entries;
    }

    private static string SortName(FileSystemInfo entry) => entry is DirectoryInfo ? entry.Name + "/" : entry.Name;

    // A dangling link has no length; that it can not be opened is said when it is read.
    private static long LengthOf(FileInfo file)
    {
        try
        {
            return file.Length;
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
