using ArticleSearch.Console.Commands;

namespace ArticleSearch.Console.Interactive;

/// <summary>The query console without a person: a query a line from standard input, the results one after the other.</summary>
internal static class PipedConsole
{
    public static int Run(Searcher searcher, SearchRequest request, Terminal terminal, CancellationToken cancellation)
    {
        int code = ExitCode.NothingFound;
        while (terminal.In.ReadLine() is { } line)
        {
            cancellation.ThrowIfCancellationRequested();
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            if (SearchCommand.One(searcher, line.Trim(), request, terminal, cancellation) == ExitCode.Found)
            {
                code = ExitCode.Found;
            }
        }

        return code;
    }
}
