using System.Text;
using ArticleSearch.Console.Rendering;

namespace ArticleSearch.Console.Commands;

/// <summary>Searches for each line of a file. A line that can not be searched is reported with its number; the rest goes on.</summary>
internal static class BatchSearch
{
    public static int Run(Searcher searcher, string file, SearchRequest request, Terminal terminal, CancellationToken cancellation)
    {
        bool found = false;
        bool failed = false;
        int number = 0;
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
                terminal.Complain($"{file}:{number}: a line must be an id, a tab and a query");
                failed = true;
                continue;
            }

            string id = line[..tab];
            string query = line[(tab + 1)..];
            try
            {
                found |= Search(searcher, id, query, request, terminal, cancellation);
            }
            catch (QuerySyntaxException e)
            {
                terminal.Complain($"{file}:{number}:{tab + 1 + e.Column}: {e.Reason}");
                failed = true;
            }
        }

        return failed ? ExitCode.Error : found ? ExitCode.Found : ExitCode.NothingFound;
    }

    private static bool Search(
        Searcher searcher, string id, string query, SearchRequest request, Terminal terminal, CancellationToken cancellation)
    {
        var (result, elapsed) = SearchCommand.Timed(searcher, query, request.Options, cancellation);
        switch (request.Format)
        {
            case ResultFormat.Json:
                terminal.Out.WriteLine(HitJson.Render(query, id, result, elapsed));
                break;
            case ResultFormat.Trec:
                HitTrec.Render(id, result, request.Options.Unit, terminal.Out);
                break;
            default:
                terminal.Out.WriteLine($"{id}: {query}");
                terminal.Out.WriteLine();
                HitText.Render(result, terminal);
                break;
        }

        return result.Hits.Count > 0;
    }

    private static StreamReader OpenText(string file)
    {
        if (Directory.Exists(file))
        {
            throw new IOException($"{file} is a folder, not a file of queries");
        }

        return new StreamReader(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
    }
}
