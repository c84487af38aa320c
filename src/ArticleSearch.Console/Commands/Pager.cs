using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace ArticleSearch.Console.Commands;

/// <summary>
/// Shows a long text through the program that the user has chosen for that: the setting <c>pager</c>, <c>PAGER</c>, or <c>less -R</c>.
/// It is only for terminals, and gives the text back to its caller where there is no such program.
/// </summary>
internal static class Pager
{
    // Ends at once where all fits on the screen; lets colours through; leaves the text on the screen. As git has it.
    private const string LessOptions = "FRX";

    /// <summary>Shows a text until the user has read it; false where there is no pager.</summary>
    public static bool TryShow(string text, Terminal terminal)
    {
        string pager = terminal.Settings.Find("pager")?.Value ?? terminal.Settings.Variable("PAGER") ?? (OperatingSystem.IsWindows() ? "more" : "less -R");
        if (terminal.Settings.Variable("TERM") is "dumb" || pager is "cat")
        {
            return false;
        }

        // Ctrl-C is for the pager: it stops what it does, and stays.
        using var interruption = PosixSignalRegistration.Create(PosixSignal.SIGINT, static context => context.Cancel = true);
        using var process = Start(pager, terminal);
        if (process is null)
        {
            return false;
        }

        try
        {
            using var input = process.StandardInput;
            input.Write(text);
        }
        catch (IOException)
        {
            // The user has seen enough.
        }

        process.WaitForExit();
        return process.ExitCode != 127; // what a shell says where there is no such program
    }

    private static Process? Start(string pager, Terminal terminal)
    {
        var start = OperatingSystem.IsWindows() ? new ProcessStartInfo("cmd.exe", ["/c", pager]) : new ProcessStartInfo("/bin/sh", ["-c", pager]);
        start.UseShellExecute = false;
        start.RedirectStandardInput = true;
        start.StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        if (terminal.Settings.Variable("LESS") is null)
        {
            start.Environment["LESS"] = LessOptions;
        }

        if (terminal.Settings.Variable("LESSCHARSET") is null)
        {
            start.Environment["LESSCHARSET"] = "utf-8"; // what is written is UTF-8, whatever the system's encoding
        }

        try
        {
            terminal.Out.Flush();
            return Process.Start(start);
        }
        catch (Exception e) when (e is Win32Exception or FileNotFoundException)
        {
            return null;
        }
    }
}
