using System.Diagnostics;
using System.Text;

namespace ArticleSearch.Durability.Kills;

/// <summary>A program of this project as a process of its own, whose lines are read while it runs. Killed, if it still runs, when disposed.</summary>
internal sealed class ChildProcess : IDisposable
{
    private readonly Process _process;
    private readonly List<string> _lines = [];
    private readonly Task _reading;
    private readonly Task<string> _error;

    private ChildProcess(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        start.Environment["ARTICLESEARCH_LANGUAGE"] = "en"; // its messages are read
        foreach (var (name, value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start)!;
        _reading = Task.Run(Read);
        _error = _process.StandardError.ReadToEndAsync();
    }

    public int Id => _process.Id;

    /// <summary>What it has written to its standard output so far.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lines)
            {
                return [.. _lines];
            }
        }
    }

    /// <summary>Starts this very program with other arguments.</summary>
    public static ChildProcess Durability(IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null) =>
        new("dotnet", [PathOf("ArticleSearch.Durability.dll"), .. arguments], environment);

    /// <summary>Starts the command <c>articlesearch</c>.</summary>
    public static ChildProcess ArticleSearch(IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null) =>
        new("dotnet", [PathOf("ArticleSearch.Console.dll"), .. arguments], environment);

    /// <summary>Starts the command <c>articlesearch</c> after some commands of a shell that limit it.</summary>
    public static ChildProcess UnderLimit(string commands, IEnumerable<string> arguments) =>
        new("bash", ["-c", commands + "; exec dotnet \"$0\" \"$@\"", PathOf("ArticleSearch.Console.dll"), .. arguments], null);

    /// <summary>Returns when so many lines were written, or the process has ended.</summary>
    public void WaitForLines(int count)
    {
        lock (_lines)
        {
            while (_lines.Count < count && !_reading.IsCompleted)
            {
                Monitor.Wait(_lines, TimeSpan.FromMilliseconds(50));
            }
        }
    }

    /// <summary>Returns when something is so, or the process has ended, or so many milliseconds have passed.</summary>
    public void WaitUntil(Func<bool> condition, int milliseconds = 60_000)
    {
        long start = Stopwatch.GetTimestamp();
        while (!condition() && Stopwatch.GetElapsedTime(start).TotalMilliseconds < milliseconds && !_process.WaitForExit(1))
        {
        }
    }

    /// <summary>Waits for its end.</summary>
    /// <returns>The exit code, and what it wrote to its standard error.</returns>
    /// <exception cref="ViolationException">It does not end.</exception>
    public (int ExitCode, string Error) WaitForEnd()
    {
        if (!_process.WaitForExit(TimeSpan.FromMinutes(3)))
        {
            throw new ViolationException("a process does not end");
        }

        _reading.GetAwaiter().GetResult();
        return (_process.ExitCode, _error.GetAwaiter().GetResult());
    }

    /// <summary>Ends it at once, as <c>kill -9</c> does, if it still runs.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
        _reading.GetAwaiter().GetResult();
    }

    public void Dispose()
    {
        Kill();
        _process.Dispose();
    }

    private static string PathOf(string program) => Path.Combine(AppContext.BaseDirectory, program);

    private void Read()
    {
        while (_process.StandardOutput.ReadLine() is { } line)
        {
            lock (_lines)
            {
                _lines.Add(line);
                Monitor.PulseAll(_lines);
            }
        }
    }
}
