using System.Diagnostics;
using System.Text;

namespace ArticleSearch.Console.Tests;

/// <summary>One run of a program as a process: what it wrote where, and how it ended.</summary>
internal sealed record ProgramRun(int ExitCode, string Output, string Error)
{
    /// <summary>What a run must not depend on, whoever runs the tests: his language, his settings, his terminal.</summary>
    private static readonly Dictionary<string, string> Surroundings = new(StringComparer.Ordinal)
    {
        ["LC_ALL"] = "C.UTF-8",
        ["XDG_CONFIG_HOME"] = Path.Combine(Path.GetTempPath(), "articlesearch-tests-without-settings"),
        ["NO_COLOR"] = "",
        ["PAGER"] = "",
        ["ARTICLESEARCH_INDEX"] = "",
        ["ARTICLESEARCH_LANGUAGE"] = "",
    };

    private static readonly string ProgramPath = Path.Combine(AppContext.BaseDirectory, "ArticleSearch.Console.dll");

    /// <summary>Runs <c>articlesearch</c> in a folder.</summary>
    public static ProgramRun ArticleSearch(string folder, params IEnumerable<string> arguments) =>
        Run("dotnet", folder, null, null, [ProgramPath, .. arguments]);

    /// <summary>Runs <c>articlesearch</c> in this process, which is fast: for what it writes, where a process of its own proves no more.</summary>
    public static ProgramRun InProcess(params string[] arguments) => InLanguage("C", arguments);

    /// <summary>Runs <c>articlesearch</c> in this process, where the system's language is another.</summary>
    public static ProgramRun InLanguage(string language, params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        int code = Execution.Run(arguments, Terminal.Of(output, error, name => name == "LC_ALL" ? language : null));
        return new ProgramRun(code, output.ToString(), error.ToString());
    }

    /// <summary>Runs <c>articlesearch</c> in a folder, with lines on its standard input.</summary>
    public static ProgramRun WithInput(string folder, string input, params IEnumerable<string> arguments) =>
        Run("dotnet", folder, input, null, [ProgramPath, .. arguments]);

    /// <summary>Runs <c>articlesearch</c> in a folder, with environment variables.</summary>
    public static ProgramRun WithEnvironment(string folder, IReadOnlyDictionary<string, string> environment, params IEnumerable<string> arguments) =>
        Run("dotnet", folder, null, environment, [ProgramPath, .. arguments]);

    /// <summary>Starts <c>articlesearch</c> and does not wait for its end.</summary>
    public static Process Start(string folder, params IEnumerable<string> arguments) =>
        Process.Start(new ProcessStartInfo("dotnet", [ProgramPath, .. arguments])
        {
            UseShellExecute = false,
            WorkingDirectory = folder,
            RedirectStandardError = true,
            Environment = { ["LC_ALL"] = "C.UTF-8" },
        })!;

    public static ProgramRun Run(
        string program, string folder, string? input, IReadOnlyDictionary<string, string>? environment, IEnumerable<string> arguments)
    {
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = utf8,
            StandardOutputEncoding = utf8,
            StandardErrorEncoding = utf8,
        };
        foreach (var (name, value) in Surroundings)
        {
            start.Environment[name] = value;
        }

        foreach (var (name, value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        if (input is not null)
        {
            process.StandardInput.Write(input);
        }

        process.StandardInput.Close();
        if (!process.WaitForExit(TimeSpan.FromMinutes(5)))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {string.Join(' ', arguments)} did not end.");
        }

        return new ProgramRun(process.ExitCode, output.GetAwaiter().GetResult(), error.GetAwaiter().GetResult());
    }

    /// <summary>No run of any kind may show a stack trace.</summary>
    public ProgramRun WithoutStackTrace()
    {
        Assert.DoesNotContain("   at ", Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Unhandled exception", Error, StringComparison.Ordinal);
        return this;
    }
}
