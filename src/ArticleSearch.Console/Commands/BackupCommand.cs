using System.CommandLine;
using System.Diagnostics;
using ArticleSearch.Console.Arguments;

namespace ArticleSearch.Console.Commands;

/// <summary><c>backup</c> and <c>restore</c>: one line on standard error says what was copied.</summary>
internal static class BackupCommand
{
    public static Command DefineBackup(Terminal terminal) => Define("backup", Backup, terminal);

    public static Command DefineRestore(Terminal terminal) => Define("restore", Restore, terminal);

    private static Command Define(string name, Func<string, string, Terminal, CancellationToken, int> run, Terminal terminal)
    {
        var folder = new Argument<string>("DIR");
        var index = CommandLine.IndexOption(terminal);
        var command = new Command(name) { folder, index };
        command.Do((parsed, cancellation) => run(index.Read(parsed)!, parsed.GetRequiredValue(folder), terminal, cancellation));
        return command;
    }

    private static int Backup(string index, string folder, Terminal terminal, CancellationToken cancellation)
    {
        Indexes.Require(index);
        long start = Stopwatch.GetTimestamp();
        var backup = ShareBar.Show(terminal, terminal.Speaker.Say("backup.bar", index), progress => IndexBackup.Copy(index, folder, progress, cancellation));
        Tell("backup.done", folder, index, backup, start, terminal);
        return ExitCode.Found;
    }

    private static int Restore(string index, string folder, Terminal terminal, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        var restored = ShareBar.Show(terminal, terminal.Speaker.Say("restore.bar", index), progress => IndexBackup.Restore(folder, index, progress, cancellation: cancellation));
        Tell("restore.done", index, folder, restored, start, terminal);
        return ExitCode.Found;
    }

    private static void Tell(string key, string target, string source, IndexBackup backup, long start, Terminal terminal)
    {
        var speaker = terminal.Speaker;
        string copied = speaker.Say(
            "backup.figures", backup.PassageCount, backup.FilesCopied, speaker.Bytes(backup.BytesCopied), backup.FilesReused, speaker.Bytes(backup.BytesReused));
        terminal.Tell(key, target, source, $"{copied} ({speaker.Seconds(Stopwatch.GetElapsedTime(start))})");
    }
}
