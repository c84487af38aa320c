using System.Diagnostics;
using ArticleSearch.Console.Rendering;

namespace ArticleSearch.Console.Commands;

/// <summary><c>backup</c> and <c>restore</c>: one line on standard error says what was copied.</summary>
internal static class BackupCommand
{
    public static int Backup(string index, string folder, Terminal terminal, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        var backup = ShareBar.Show(terminal, $"Copying {index}", progress => IndexBackup.Copy(index, folder, progress, cancellation));
        terminal.Error.WriteLine($"{folder} is a backup of {index}: {Describe(backup, start)}");
        return ExitCode.Found;
    }

    public static int Restore(string folder, string index, Terminal terminal, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        var restored = ShareBar.Show(terminal, $"Restoring {index}", progress => IndexBackup.Restore(folder, index, progress, cancellation: cancellation));
        terminal.Error.WriteLine($"{index} is what {folder} was: {Describe(restored, start)}");
        return ExitCode.Found;
    }

    private static string Describe(IndexBackup backup, long start) =>
        $"{Figures.Count(backup.PassageCount, "passage")}; {Figures.Count(backup.FilesCopied, "file")}, {Figures.Bytes(backup.BytesCopied)} copied and verified, "
        + $"{Figures.Count(backup.FilesReused, "file")}, {Figures.Bytes(backup.BytesReused)} were there already ({Figures.Seconds(Stopwatch.GetElapsedTime(start))})";
}
