using System.Diagnostics;
using ArticleSearch.Console.Rendering;

namespace ArticleSearch.Console.Commands;

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

    /// <summary>
    /// The options with what is suggested: nothing where the output would not say it; and a query alone that finds nothing is replaced,
    /// which the output does say.
    /// </summary>
    public SearchOptions Asked => Format is ResultFormat.Text or ResultFormat.Json && Options.Suggest
        ? Options with { CorrectIfNothingFound = QueryFile is null }
        : Options with { Suggest = false };
}

/// <summary>Searches once, or once for each line of a file, and writes what was found.</summary>
internal static class SearchCommand
{
    public static int Run(SearchRequest request, Terminal terminal, CancellationToken cancellation)
    {
        using var searcher = Indexes.Open(request.Index);
        int code = request.QueryFile is { } file
            ? BatchSearch.Run(searcher, file, request, terminal, cancellation)
            : One(searcher, request.Query!, request, terminal, cancellation);
        terminal.Out.Flush();
        return code;
    }

    /// <summary>Searches and shows what was found, as a person or a program wants it.</summary>
    public static int One(Searcher searcher, string query, SearchRequest request, Terminal terminal, CancellationToken cancellation)
    {
        var answer = Ask(searcher, null, query, request, cancellation);
        Show(answer, new AnswerWriter(request.Format, terminal), terminal);
        return answer.IsFound ? ExitCode.Found : ExitCode.NothingFound;
    }

    /// <summary>Writes an answer, and to people how many results there are.</summary>
    public static void Show(Answer answer, AnswerWriter writer, Terminal terminal)
    {
        foreach (string phrase in writer.Format == ResultFormat.Text ? answer.Result.UnfoundPhrases : [])
        {
            terminal.Remark(terminal.Speaker.Say("suggestion.phrase", phrase));
        }

        string? remark = writer.Format == ResultFormat.Text ? SuggestionText.Of(answer, terminal.Speaker) : null;
        if (remark is not null && answer.Result.IsCorrected)
        {
            terminal.Remark(remark);
        }

        writer.Write(answer);
        terminal.Out.Flush();
        if (writer.Format == ResultFormat.Text)
        {
            terminal.Remark(HitText.Summary(answer, terminal));
        }

        if (remark is not null && !answer.Result.IsCorrected)
        {
            terminal.Remark(remark);
        }
    }

    /// <summary>Searches.</summary>
    public static Answer Ask(Searcher searcher, string? id, string query, SearchRequest request, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        var options = request.Asked;
        var result = searcher.Search(query, options, cancellation);
        string found = result.IsCorrected ? result.Suggestion!.Query : query;
        return new Answer
        {
            Id = id,
            Query = query,
            Result = result,
            Elapsed = Stopwatch.GetElapsedTime(start),
            Options = options,
            Cancellation = cancellation,
            Explain = request.Explain ? hit => searcher.Explain(found, hit.Id, options, cancellation) : null,
        };
    }
}
