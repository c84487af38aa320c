using System.Diagnostics;
using ArticleSearch.Console.Rendering;

namespace ArticleSearch.Console.Commands;

/// <summary>How results are written.</summary>
internal enum ResultFormat
{
    Text,
    Json,
    Trec,
}

/// <summary>What <c>search</c> was asked to do.</summary>
internal sealed record SearchRequest
{
    public required string Index { get; init; }

    /// <summary>The query, or null where a file of queries is given.</summary>
    public string? Query { get; init; }

    /// <summary>A file with a query a line (<c>id TAB query</c>), or <c>-</c> for standard input.</summary>
    public string? QueryFile { get; init; }

    public ResultFormat Format { get; init; }

    public bool Explain { get; init; }

    public required SearchOptions Options { get; init; }
}

/// <summary>Searches once, or once for each line of a file, and writes what was found.</summary>
internal static class SearchCommand
{
    public static int Run(SearchRequest request, Terminal terminal, CancellationToken cancellation)
    {
        using var searcher = Searcher.Open(request.Index);
        int code = request.QueryFile is { } file
            ? BatchSearch.Run(searcher, file, request, terminal, cancellation)
            : One(searcher, request.Query!, request, terminal, cancellation);
        terminal.Out.Flush();
        return code;
    }

    /// <summary>Searches and shows what was found, as a person or a program wants it.</summary>
    public static int One(Searcher searcher, string query, SearchRequest request, Terminal terminal, CancellationToken cancellation)
    {
        var (result, elapsed) = Timed(searcher, query, request.Options, cancellation);
        switch (request.Format)
        {
            case ResultFormat.Json:
                terminal.Out.WriteLine(HitJson.Render(query, null, result, elapsed));
                break;
            case ResultFormat.Trec:
                HitTrec.Render("1", result, request.Options.Unit, terminal.Out);
                break;
            default:
                HitText.Render(result, terminal);
                break;
        }

        if (request.Explain && request.Format == ResultFormat.Text)
        {
            foreach (var hit in result.Hits)
            {
                terminal.Out.WriteLine(hit.Id);
                terminal.Out.WriteLine(searcher.Explain(query, hit.Id, request.Options, cancellation).ToString());
            }
        }

        terminal.Out.Flush();
        if (request.Format == ResultFormat.Text)
        {
            terminal.Error.WriteLine(HitText.Summary(result, request.Options.Unit, elapsed));
        }

        return result.Hits.Count > 0 || result.Total.Value > 0 ? ExitCode.Found : ExitCode.NothingFound;
    }

    public static (SearchResult Result, TimeSpan Elapsed) Timed(
        Searcher searcher, string query, SearchOptions options, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        var result = searcher.Search(query, options, cancellation);
        return (result, Stopwatch.GetElapsedTime(start));
    }
}
