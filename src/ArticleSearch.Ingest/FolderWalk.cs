using System.Buffers;
using ArticleSearch.Ingest.Selecting;

namespace ArticleSearch.Ingest;

/// <summary>
/// Finds the files below the paths that the user gave, in ordinal order. It leaves out what is hidden (a leading dot), what holds no articles by
/// its name (pictures, styles, programs) and what the user does not want, follows no link to a folder (so it can not run in circles), and does
/// not walk into an index.
/// </summary>
/// <param name="except">A folder that is left out, wherever it is met.</param>
/// <param name="selection">Which files are wanted; null for all. A file that the user names himself is tested by its name.</param>
internal sealed class FolderWalk(string? except = null, FileSelection? selection = null)
{
    // What marks a folder as an index: a commit in it.
    private const string CommitPrefix = "segments_";

    // What articles of standard input are called by.
    private const string StandardInputName = "stdin";

    private static readonly SearchValues<char> Base36 = SearchValues.Create("0123456789abcdefghijklmnopqrstuvwxyz");

    private static readonly EnumerationOptions Everything = new()
    {
        IgnoreInaccessible = false,
        AttributesToSkip = FileAttributes.None,
        RecurseSubdirectories = false,
        ReturnSpecialDirectories = false,
    };

    private readonly string? _except = except is null ? null : Path.TrimEndingDirectorySeparator(Path.GetFullPath(except));

    /// <summary>How many files and folders were left out because the user or a file of his says so.</summary>
    public int Skipped { get; private set; }

    /// <summary>The links to folders that were not followed, as the user would name them.</summary>
    public List<string> LinkedFolders { get; } = [];

    /// <summary>The relative names of the folders that could not be listed.</summary>
    public List<string> UnlistedFolders { get; } = [];

    /// <summary>Whether a folder holds an index.</summary>
    public static bool IsIndex(string folder) => Directory.EnumerateFiles(folder, CommitPrefix + "*").Any(path => IsCommit(Path.GetFileName(path)));

    /// <summary>What a failure of the file system means, in one line.</summary>
    /// <param name="e">The failure.</param>
    /// <param name="name">The name of the file or folder it concerns.</param>
    public static Wording Reason(Exception e, string name) => e switch
    {
        UnauthorizedAccessException => new Wording("ingest.denied", $"permission denied"),

        // What is not UTF-8 in a name on disk is shown by this sign, and leads to nothing.
        FileNotFoundException or DirectoryNotFoundException when name.Contains('\uFFFD', StringComparison.Ordinal) => new Wording("ingest.name", $"can not be opened: its name is not valid UTF-8"),
        FileNotFoundException or DirectoryNotFoundException => new Wording("ingest.missing", $"there is no such file or folder"),
        _ => new Wording("ingest.unreadable", $"can not be read: {Wording.Of(e)}"),
    };

    /// <summary>Adds the files of all paths to <paramref name="files"/> and hands out what was not there or could not be listed.</summary>
    public IEnumerable<IngestProblem> Collect(IEnumerable<string> paths, List<SourceFile> files, CancellationToken cancellation)
    {
        foreach (string path in paths)
        {
            cancellation.ThrowIfCancellationRequested();
            var problems = new List<IngestProblem>();
            try
            {
                if (string.Equals(path, SourceFile.StandardInputPath, StringComparison.Ordinal))
                {
                    files.Add(new SourceFile(path, StandardInputName, StandardInputName, 0));
                }
                else if (Directory.Exists(path))
                {
                    AddFolder(new DirectoryInfo(path), Path.TrimEndingDirectorySeparator(path), files, problems, cancellation);
                }
                else if (File.Exists(path) && selection?.Takes(Path.GetFileName(path), isFolder: false) == false)
                {
                    Skipped++;
                }
                else if (File.Exists(path))
                {
                    string indexed = path.Replace(Path.DirectorySeparatorChar, '/');
                    files.Add(Describe(new FileInfo(path), path, Path.GetFileName(path)) with { IndexedName = indexed });
                }
                else
                {
                    problems.Add(new IngestProblem(path, 0, 0, "ingest.missing", $"there is no such file or folder"));
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
            {
                problems.Add(new IngestProblem(path, 0, 0, Reason(e, path)));
            }

            foreach (var problem in problems)
            {
                yield return problem;
            }
        }
    }

    private static bool IsCommit(string name) =>
        name.Length > CommitPrefix.Length && name.AsSpan(CommitPrefix.Length).IndexOfAnyExcept(Base36) < 0;

    // What has a name that is no UTF-8 is not found, and has all attributes; that is told where it is opened.
    private static bool IsLink(FileSystemInfo entry) => entry.Exists && entry.Attributes.HasFlag(FileAttributes.ReparsePoint);

    private static string SortName(FileSystemInfo entry) => entry is DirectoryInfo ? entry.Name + "/" : entry.Name;

    // A dangling link has neither length nor date; that it can not be opened is said when it is read.
    private static SourceFile Describe(FileInfo file, string name, string relative)
    {
        try
        {
            var content = SourceFile.ContentOf(file);
            return new SourceFile(file.FullName, name, relative, content.Length) { Modified = content.LastWriteTimeUtc };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new SourceFile(file.FullName, name, relative, 0);
        }
    }

    private void AddFolder(DirectoryInfo root, string rootName, List<SourceFile> files, List<IngestProblem> problems, CancellationToken cancellation)
    {
        // A stack of our own: folders nest as deep as a disk lets them.
        var pending = new Stack<(FileSystemInfo Entry, string Name, string Relative, IgnoreRules? Rules)>();
        pending.Push((root, rootName, "", null));
        while (pending.TryPop(out var next))
        {
            cancellation.ThrowIfCancellationRequested();
            if (next.Entry is FileInfo file)
            {
                files.Add(Describe(file, next.Name, next.Relative));
                continue;
            }

            FileSystemInfo[] entries;
            IgnoreRules? rules;
            try
            {
                entries = EntriesOf((DirectoryInfo)next.Entry);
                rules = IgnoreRules.Of(next.Rules, (DirectoryInfo)next.Entry, next.Relative);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                UnlistedFolders.Add(next.Relative);
                problems.Add(new IngestProblem(next.Name, 0, 0, Reason(e, next.Name)));
                continue;
            }

            foreach (var entry in entries)
            {
                string relative = next.Relative.Length == 0 ? entry.Name : $"{next.Relative}/{entry.Name}";
                bool isFolder = entry is DirectoryInfo;
                if (rules?.Ignores(relative, isFolder) == true || selection?.Takes(relative, isFolder) == false)
                {
                    Skipped++;
                    continue;
                }

                if (isFolder && IsLink(entry))
                {
                    LinkedFolders.Add(Path.Join(next.Name, entry.Name));
                    continue;
                }

                pending.Push((entry, Path.Join(next.Name, entry.Name), relative, rules));
            }
        }
    }

    // In descending order of their paths, for the stack hands out the last first. A folder's path counts with the separator after
    // it, so that all paths ascend when they are seen as a whole.
    private FileSystemInfo[] EntriesOf(DirectoryInfo folder)
    {
        if (string.Equals(Path.TrimEndingDirectorySeparator(folder.FullName), _except, StringComparison.Ordinal) || IsIndex(folder.FullName))
        {
            return [];
        }

        FileSystemInfo[] entries =
        [
            .. folder.EnumerateFileSystemInfos("*", Everything)
                .Where(entry => !entry.Name.StartsWith('.') && (entry is not FileInfo || !SourceFile.IsNoArticle(entry.Name))),
        ];
        Array.Sort(entries, (a, b) => string.CompareOrdinal(SortName(b), SortName(a)));
        return entries;
    }
}
