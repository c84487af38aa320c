using ArticleSearch.Console.Interactive;
using ArticleSearch.Console.Rendering;

namespace ArticleSearch.Console.Tests.Interactive;

/// <summary>A console in this process: a line goes in, what it wrote comes out.</summary>
internal sealed class ConsoleTalk : IDisposable
{
    private readonly StringWriter _output = new() { NewLine = "\n" };
    private readonly StringWriter _error = new() { NewLine = "\n" };
    private readonly LineInterpreter _interpreter;

    public ConsoleTalk(string index, string language = "en")
    {
        var terminal = Terminal.Of(_output, _error, name => name == "ARTICLESEARCH_LANGUAGE" ? language : null);
        Session = new ConsoleSession(index, new ConsoleState(new SearchOptions(), ResultFormat.Text, Timer: false), terminal, terminal.Remark);
        _interpreter = new LineInterpreter(Session, terminal);
    }

    public ConsoleSession Session { get; }

    /// <summary>What the last line wrote on standard output.</summary>
    public string Output { get; private set; } = "";

    /// <summary>What the last line wrote on standard error, one space like another.</summary>
    public string Error { get; private set; } = "";

    public void Dispose() => Session.Dispose();

    /// <summary>Does a line.</summary>
    public LineOutcome Say(string line, CancellationToken cancellation = default)
    {
        _output.GetStringBuilder().Clear();
        _error.GetStringBuilder().Clear();
        var outcome = _interpreter.Interpret(line, cancellation);
        (Output, Error) = (_output.ToString(), _error.ToString().Replace('\u00A0', ' ').Replace('\u202F', ' '));
        return outcome;
    }

    /// <summary>Does a line that is wrong, and returns the one line that says so.</summary>
    public string Refused(string line)
    {
        Assert.Equal((LineOutcome.Wrong, ""), (Say(line), Output));
        Assert.Equal(Error.Length - 1, Error.IndexOf('\n', StringComparison.Ordinal));
        return Error.TrimEnd();
    }
}
