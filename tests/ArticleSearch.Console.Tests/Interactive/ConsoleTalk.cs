using ArticleSearch.Console.Interactive;
using ArticleSearch.Console.Rendering;

namespace ArticleSearch.Console.Tests.Interactive;

/// <summary>A console in this process: a line goes in, what it wrote comes out.</summary>
internal sealed class ConsoleTalk : IDisposable
{
    private readonly Paper _output;
    private readonly StringWriter _error = new() { NewLine = "\n" };
    private readonly LineInterpreter _interpreter;

    /// <param name="index">The folder of the index.</param>
    /// <param name="language">The language it speaks.</param>
    /// <param name="written">Is told that something was written on standard output.</param>
    public ConsoleTalk(string index, string language = "en", Action? written = null)
    {
        _output = new Paper(written) { NewLine = "\n" };
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

    private sealed class Paper(Action? written) : StringWriter
    {
        public override void Write(char value)
        {
            base.Write(value);
            written?.Invoke();
        }

        public override void Write(string? value)
        {
            base.Write(value);
            written?.Invoke();
        }

        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            written?.Invoke();
        }
    }
}
