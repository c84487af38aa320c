using System.Text;
using Spectre.Console;

namespace ArticleSearch.Console;

/// <summary>
/// The three standard streams and what may be done with them: data go to <see cref="Out"/>, everything else to
/// <see cref="Error"/>; colour, bars and line editing only where a person is looking.
/// </summary>
internal sealed class Terminal
{
    private readonly Lazy<IAnsiConsole> _rich;
    private readonly Lazy<IAnsiConsole> _richError;

    private Terminal(TextReader input, TextWriter output, TextWriter error, bool inputIsTerminal, bool outputIsTerminal, bool errorIsTerminal)
    {
        In = input;
        Out = output;
        Error = error;
        InputIsTerminal = inputIsTerminal;
        OutputIsTerminal = outputIsTerminal;
        ErrorIsTerminal = errorIsTerminal;
        // NO_COLOR: https://no-color.org; a terminal called "dumb" can not be told to change colour.
        bool colour = string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
            && !string.Equals(Environment.GetEnvironmentVariable("TERM"), "dumb", StringComparison.Ordinal);
        Colour = colour && outputIsTerminal;
        _rich = new Lazy<IAnsiConsole>(() => Rich(Out, Colour));
        _richError = new Lazy<IAnsiConsole>(() => Rich(Error, colour && errorIsTerminal));
    }

    public TextReader In { get; }

    /// <summary>Data.</summary>
    public TextWriter Out { get; }

    /// <summary>Everything else.</summary>
    public TextWriter Error { get; }

    public bool InputIsTerminal { get; }

    public bool OutputIsTerminal { get; }

    public bool ErrorIsTerminal { get; }

    /// <summary>Whether data may be coloured.</summary>
    public bool Colour { get; }

    /// <summary>Data with colour and wrapping; use it only where <see cref="OutputIsTerminal"/>.</summary>
    public IAnsiConsole RichOut => _rich.Value;

    /// <summary>Progress bars; use it only where <see cref="ErrorIsTerminal"/>.</summary>
    public IAnsiConsole RichError => _richError.Value;

    /// <summary>The streams of this process, in UTF-8 whatever the system's encoding.</summary>
    public static Terminal OfProcess()
    {
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        System.Console.OutputEncoding = utf8;
        System.Console.InputEncoding = utf8;
        return new Terminal(
            System.Console.In,
            System.Console.IsOutputRedirected
                ? new StreamWriter(System.Console.OpenStandardOutput(), utf8, bufferSize: 1 << 16) { AutoFlush = false }
                : System.Console.Out,
            System.Console.Error,
            !System.Console.IsInputRedirected,
            !System.Console.IsOutputRedirected,
            !System.Console.IsErrorRedirected);
    }

    /// <summary>One line on standard error, with the program's name before it.</summary>
    public void Complain(string message)
    {
        Out.Flush();
        string line = "articlesearch: " + OneLine(message);
        if (ErrorIsTerminal)
        {
            RichError.WriteLine(line); // goes above a progress bar that is being shown
        }
        else
        {
            Error.WriteLine(line);
        }
    }

    // Names of files may hold line breaks, and signs that would make a terminal do things.
    private static string OneLine(string message)
    {
        if (!message.Any(IsControl))
        {
            return message;
        }

        var line = new StringBuilder();
        foreach (char c in message)
        {
            line.Append(IsControl(c) ? $"\\u{(int)c:x4}" : c.ToString());
        }

        return line.ToString();
    }

    private static bool IsControl(char c) => char.IsControl(c) || c is '\u2028' or '\u2029';

    private static IAnsiConsole Rich(TextWriter writer, bool colour) => AnsiConsole.Create(new AnsiConsoleSettings
    {
        Ansi = colour ? AnsiSupport.Yes : AnsiSupport.No,
        ColorSystem = colour ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
        Out = new AnsiConsoleOutput(writer),
        Interactive = InteractionSupport.Detect,
    });
}
