using System.Text;
using ArticleSearch.Console.Rendering;
using ArticleSearch.Console.Speech;
using ArticleSearch.Ingest;

namespace ArticleSearch.Console.Commands;

/// <summary>Searches for each line of a file. A line that can not be searched is reported with its number; the rest goes on.</summary>
internal static class BatchSearch
{
    public static int Run(Searcher searcher, string file, SearchRequest request, Terminal terminal, CancellationToken cancellation)
    {
        bool found = false;
        bool failed = false;
        int number = 0;
        var writer = new AnswerWriter(request.Format, terminal);
        using var lines = file == "-" ? terminal.In : OpenText(file);
        while (lines.ReadLine() is { } line)
        {
            cancellation.ThrowIfCancellationRequested();
            number++;
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            int tab = line.IndexOf('\t', StringComparison.Ordinal);
            if (tab < 1)
            {
                terminal.Complain(terminal.Speaker.Say("batch.line", $"{file}:{number}"));
                failed = true;
                continue;
            }

            string id = line[..tab];
            string query = line[(tab + 1)..];
            try
            {
                var answer = SearchCommand.Ask(searcher, id, query, request, cancellation);
                if (request.Format == ResultFormat.Text)
                {
                    terminal.Out.WriteLine($"{id}: {query}");
                    terminal.Out.WriteLine();
                }

                writer.Write(answer);
                found |= answer.IsFound;
            }
            catch (QuerySyntaxException e)
            {
                terminal.Complain($"{file}:{number}:{tab + 1 + e.Column}: {terminal.Speaker.Say(Wording.Of(e))}");
                failed = true;
            }
        }

        return failed ? ExitCode.Error : found ? ExitCode.Found : ExitCode.NothingFound;
    }

    private static StreamReader OpenText(string file)
    {
        if (Directory.Exists(file))
        {
            throw new UserException("batch.folder", file);
        }

        return new StreamReader(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
    }
}
