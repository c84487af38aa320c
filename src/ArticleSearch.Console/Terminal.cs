using System.Text;
using ArticleSearch.Console.Rendering;
using ArticleSearch.Console.Settings;
using ArticleSearch.Console.Speech;
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
    private readonly Lazy<Speaker> _speaker;
    private readonly Lazy<bool> _mayColour;

    private readonly Func<string, string?> _environment;

    private Terminal(
        TextReader input, TextWriter output, TextWriter error, bool inputIsTerminal, bool outputIsTerminal, bool errorIsTerminal, Func<string, string?> environment)
    {
        _environment = environment;
        In = input;
        Out = output;
        Error = error;
        InputIsTerminal = inputIsTerminal;
        OutputIsTerminal = outputIsTerminal;
        ErrorIsTerminal = errorIsTerminal;
        Settings = new UserSettings(environment);
        _speaker = new Lazy<Speaker>(() => Speaker.Of(Language()));
        _mayColour = new Lazy<bool>(MayColour);
        _rich = new Lazy<IAnsiConsole>(() => Rich(Out, Colour));
        _richError = new Lazy<IAnsiConsole>(() => Rich(Error, _mayColour.Value && errorIsTerminal));
    }

    /// <summary>What the user has set once for all.</summary>
    public UserSettings Settings { get; }

    /// <summary>Speaks to the user, in his language.</summary>
    public Speaker Speaker => _speaker.Value;

    /// <summary>Speaks among the data: to a person who looks at them in his language, to a program always in the same.</summary>
    public Speaker DataSpeaker => OutputIsTerminal ? Speaker : Speaker.Of(Speaker.English);

    public TextReader In { get; }

    /// <summary>Data.</summary>
    public TextWriter Out { get; }

    /// <summary>Everything else.</summary>
    public TextWriter Error { get; }

    public bool InputIsTerminal { get; }

    public bool OutputIsTerminal { get; }

    public bool ErrorIsTerminal { get; }

    /// <summary>Whether data may be coloured.</summary>
    public bool Colour => OutputIsTerminal && _mayColour.Value;

    /// <summary>Whether the cursor can be moved where a person types.</summary>
    public bool CanEdit => InputIsTerminal && OutputIsTerminal && (Settings.Variable("TERM") ?? (OperatingSystem.IsWindows() ? "" : "dumb")) != "dumb";

    /// <summary>Whether the terminal may know what a link is (OSC 8); one that does not shows the text alone, but for a few.</summary>
    public bool Links => Colour && Settings.Variable("TERM") is not (null or "linux" or "vt100" or "vt220");

    /// <summary>How many columns there are.</summary>
    public int Width
    {
        get
        {
            try
            {
                return System.Console.WindowWidth is > 0 and var width ? width : 80;
            }
            catch (Exception e) when (e is IOException or PlatformNotSupportedException)
            {
                return 80;
            }
        }
    }

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
            !System.Console.IsErrorRedirected,
            Environment.GetEnvironmentVariable);
    }

    /// <summary>Streams that nobody looks at.</summary>
    public static Terminal Of(TextWriter output, TextWriter error, Func<string, string?> environment, TextReader? input = null) =>
        new(input ?? TextReader.Null, output, error, inputIsTerminal: false, outputIsTerminal: false, errorIsTerminal: false, environment);

    /// <summary>What would be shown on standard output, as text.</summary>
    public string Render(Action<IAnsiConsole> write)
    {
        using var text = new StringWriter();
        var console = Rich(text, Colour);
        console.Profile.Width = Width;
        write(console);
        return text.ToString();
    }

    /// <summary>A line on standard error, in the user's language.</summary>
    public void Tell(string key, params ReadOnlySpan<object?> values) => Remark(Speaker.Say(key, values));

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

    /// <summary>One line on standard error for someone who knows which program speaks.</summary>
    public void Remark(string message)
    {
        Out.Flush();
        message = OneLine(message);
        if (!ErrorIsTerminal)
        {
            Error.WriteLine(message);
            return;
        }

        foreach (var line in TextWrap.Lines(message, Width))
        {
            Error.WriteLine(message[line]);
        }
    }

    // Whatever is wrong with the settings, it can still be said.
    private string Language()
    {
        try
        {
            if (Settings.Find("language") is { Value: not "auto" } chosen)
            {
                return chosen.Value;
            }
        }
        catch (UserException)
        {
            // told by whoever asks for a setting that he needs
        }

        return SystemLanguage.Read(_environment);
    }

    // NO_COLOR: https://no-color.org; a terminal called "dumb" can not be told to change colour.
    private bool MayColour()
    {
        if (Settings.Variable("NO_COLOR") is not null || Settings.Variable("TERM") is "dumb")
        {
            return false;
        }

        try
        {
            return Settings.Find("color") is not { Value: "never" };
        }
        catch (UserException)
        {
            return false;
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
