using ArticleSearch.Console.Interactive;

namespace ArticleSearch.Console.Commands;

/// <summary>What the program was asked to do without a command.</summary>
/// <param name="Index">The index folder.</param>
/// <param name="IsNamed">Whether the user named it; then it is not made of the seeds.</param>
/// <param name="Lines">Lines to do; none: those that are typed or piped.</param>
/// <param name="State">What holds at first.</param>
internal sealed record ConsoleRequest(string Index, bool IsNamed, IReadOnlyList<string>? Lines, ConsoleState State);

/// <summary>The program without a command: makes the default index if it is not there, then takes lines, from wherever they come.</summary>
internal static class ConsoleCommand
{
    private const string Seeds = "seeds";

    public static int Run(ConsoleRequest request, Terminal terminal)
    {
        using var interruption = new Interruption();
        if (!request.IsNamed && !Searcher.Exists(request.Index))
        {
            if (!Directory.Exists(Seeds))
            {
                throw new UserException("console.noseeds", request.Index, Seeds);
            }

            int made = IndexCommand.Run(new IndexRequest { Paths = [Seeds], Index = request.Index }, terminal, interruption.Begin());
            if (made != ExitCode.Found)
            {
                return made;
            }
        }

        return request.Lines is { Count: > 0 } lines ? LineByLine.Run(lines, "-c", request, terminal, interruption.Begin())
            : terminal.InputIsTerminal && terminal.OutputIsTerminal ? QueryConsole.Run(request, terminal, interruption)
            : LineByLine.Run(LineByLine.Of(terminal.In), "-", request, terminal, interruption.Begin());
    }
}
