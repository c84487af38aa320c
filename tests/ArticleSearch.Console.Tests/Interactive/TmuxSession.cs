using System.Diagnostics;

namespace ArticleSearch.Console.Tests.Interactive;

/// <summary>The program in a real terminal: keys are typed, the screen is read. It needs tmux.</summary>
internal sealed class TmuxSession : IDisposable
{
    private readonly string _socket = "articlesearch-" + Guid.NewGuid().ToString("N")[..12];

    /// <summary>Starts <c>articlesearch</c> in a folder, in a terminal of the given size.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="columns">The width.</param>
    /// <param name="rows">The height.</param>
    /// <param name="arguments">What is typed after the command.</param>
    /// <param name="environment">Variables, as a shell sets them before a command.</param>
    public TmuxSession(string folder, int columns = 100, int rows = 50, string arguments = "", string environment = "LC_ALL=C.UTF-8")
    {
        string program = Path.Combine(AppContext.BaseDirectory, "ArticleSearch.Console.dll");
        // The trap keeps the shell alive when Ctrl-C ends the program, so that it can tell the exit code.
        string command = $"trap : INT; XDG_STATE_HOME='{folder}/state' XDG_CONFIG_HOME='{folder}/config' {environment} dotnet '{program}' {arguments}; echo \"ended with $?\"; sleep 60";
        Tmux("-f", "/dev/null", "new-session", "-d", "-s", "s", "-x", $"{columns}", "-y", $"{rows}", "-c", folder, command);
    }

    /// <summary>Why there is no tmux to test with, or null.</summary>
    public static string? Missing { get; } =
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "tmux")))
            || string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase)
            ? null
            : "tmux is not installed";

    /// <summary>Types text as it is.</summary>
    public void Type(string text) => Tmux("send-keys", "-t", "s", "-l", text);

    /// <summary>Types a line.</summary>
    public void Enter(string line)
    {
        Type(line);
        Press("Enter");
    }

    /// <summary>Presses a key by its tmux name: Enter, Up, C-d.</summary>
    public void Press(string key) => Tmux("send-keys", "-t", "s", key);

    /// <summary>Waits until the screen shows a text, and returns the screen.</summary>
    public async Task<string> WaitFor(string text)
    {
        string screen = "";
        var deadline = Stopwatch.StartNew();
        while (deadline.Elapsed < TimeSpan.FromSeconds(60))
        {
            screen = Tmux("capture-pane", "-t", "s", "-p", "-e");
            if (Plain(screen).Contains(text, StringComparison.Ordinal))
            {
                return screen;
            }

            await Task.Delay(50);
        }

        throw new TimeoutException($"The screen never showed \"{text}\":\n{screen}");
    }

    /// <summary>A screen as the eye sees it: without its colours, and one space like another.</summary>
    public static string Plain(string screen) =>
        System.Text.RegularExpressions.Regex.Replace(screen, "\e\\[[0-9;]*m", "", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1))
            .Replace('\u00A0', ' ').Replace('\u202F', ' ');

    public void Dispose() => Tmux("kill-server");

    private string Tmux(params string[] arguments) => ProgramRun.Run("tmux", Path.GetTempPath(), null, null, ["-u", "-L", _socket, .. arguments]).Output;
}

/// <summary>A test in a real terminal; skipped, with the reason, where there is none to be had.</summary>
public sealed class TerminalFactAttribute : FactAttribute
{
    public TerminalFactAttribute() => Skip = TmuxSession.Missing;
}
