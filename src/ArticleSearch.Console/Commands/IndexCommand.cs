using System.Diagnostics;
using ArticleSearch.Console.Rendering;
using ArticleSearch.Ingest;

namespace ArticleSearch.Console.Commands;

/// <summary>What <c>index</c> was asked to do.</summary>
internal sealed record IndexRequest
{
    public required IReadOnlyList<string> Paths { get; init; }

    public required string Index { get; init; }

    public string? Chain { get; init; }

    public bool Merge { get; init; }
}

/// <summary>
/// Reads articles and writes them into an index, showing how far it is. What can not be read costs one line each; all the rest
/// is indexed, and committed before the command ends.
/// </summary>
internal static class IndexCommand
{
    public static int Run(IndexRequest request, Terminal terminal, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        int problems = 0;
        using var builder = IndexBuilder.Open(request.Index, new IndexBuilderOptions { Chain = request.Chain });
        var reader = new ArticleReader(request.Paths);
        IndexProgress.Show(terminal, reader, builder, () => problems = Index(reader, builder, request, terminal, cancellation));
        terminal.Error.WriteLine(Summary(builder, problems, Stopwatch.GetElapsedTime(start)));
        return problems > 0 ? ExitCode.Error : ExitCode.Found;
    }

    private static int Index(
        ArticleReader reader, IndexBuilder builder, IndexRequest request, Terminal terminal, CancellationToken cancellation)
    {
        int problems = 0;
        try
        {
            foreach (var item in reader.Read(cancellation))
            {
                if (Take(item, builder, cancellation) is { } problem)
                {
                    terminal.Complain(problem.ToString());
                    problems++;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // What was read so far is whole articles: keep them, as the user will go on from here.
            builder.Commit(CancellationToken.None);
            terminal.Complain($"interrupted; kept {Figures.Count(builder.ArticlesAdded, "article")}");
            throw;
        }

        if (request.Merge)
        {
            builder.Commit(cancellation);
            builder.Merge(cancellation);
        }

        builder.Commit(cancellation);
        return problems;
    }

    /// <summary>Adds an article, or returns what stood in the way.</summary>
    private static IngestProblem? Take(IngestItem item, IndexBuilder builder, CancellationToken cancellation)
    {
        switch (item)
        {
            case IngestProblem problem:
                return problem;
            case IngestedArticle { Article: var article } ingested:
                try
                {
                    builder.Add(article, cancellation);
                    return null;
                }
                catch (ArgumentException e)
                {
                    return new IngestProblem(ingested.File, ingested.Line, 0, e.Message.ReplaceLineEndings(" "));
                }

            default:
                throw new UnreachableException();
        }
    }

    private static string Summary(IndexBuilder builder, int problems, TimeSpan elapsed)
    {
        string text = $"{Figures.Count(builder.ArticlesAdded, "article")}, {Figures.Count(builder.PassagesAdded, "passage")} indexed";
        if (builder.ArticlesReplaced > 0)
        {
            text += $", {Figures.Number(builder.ArticlesReplaced)} of them replaced";
        }

        if (problems > 0)
        {
            text += $", {Figures.Count(problems, "problem")}";
        }

        return $"{text} ({Figures.Seconds(elapsed)})";
    }
}
