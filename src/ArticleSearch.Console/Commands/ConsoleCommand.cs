using ArticleSearch.Console.Interactive;

namespace ArticleSearch.Console.Commands;

/// <summary>The program without a command: makes the default index if it is not there, then takes queries.</summary>
internal static class ConsoleCommand
{
    private const string Seeds = "seeds";

    /// <param name="index">The index folder.</param>
    /// <param name="named">Whether the user named it; then it is not made of the seeds.</param>
    /// <param name="terminal">The streams.</param>
    /// <param name="cancellation">Ctrl-C.</param>
    public static async Task<int> Run(string index, bool named, Terminal terminal, CancellationToken cancellation)
    {
        if (!named && !Searcher.Exists(index))
        {
            if (!Directory.Exists(Seeds))
            {
                throw new UserException("console.noseeds", index, Seeds);
            }

            int made = IndexCommand.Run(new IndexRequest { Paths = [Seeds], Index = index }, terminal, cancellation);
            if (made != ExitCode.Found)
            {
                return made;
            }
        }

        using var searcher = Indexes.Open(index);
        var request = new SearchRequest { Index = index, Options = new SearchOptions() };
        return terminal.InputIsTerminal && terminal.OutputIsTerminal
            ? await QueryConsole.Run(searcher, request, terminal, cancellation)
            : PipedConsole.Run(searcher, request, terminal, cancellation);
    }
}
