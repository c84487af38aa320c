using System.Globalization;
using ArticleSearch.Console.Rendering;
using ArticleSearch.Console.Speech;
using ArticleSearch.Ingest;

namespace ArticleSearch.Console.Commands;

/// <summary>
/// <c>index --dry-run</c>: a line a file, with its format, how many articles it has and the title of the first; columns on a terminal,
/// separated by tabs elsewhere. It opens no index.
/// </summary>
internal static class DryRun
{
    private const int FormatWidth = 9;
    private const int CountWidth = 6;

    public static int Run(IndexRequest request, Terminal terminal, CancellationToken cancellation)
    {
        var preview = new InputPreview(request.Paths, request.Index, request.Reading);
        int files = 0;
        long articles = 0;
        int problems = 0;
        foreach (var file in preview.Read(cancellation))
        {
            terminal.Out.WriteLine(terminal.OutputIsTerminal ? Columns(file, terminal.Width) : Tabs(file));
            Complain(file.Problems);
            files++;
            articles += file.Articles;
        }

        Complain(preview.Problems);
        terminal.Out.Flush();
        IndexCommand.TellLinks(preview.LinkedFolders, terminal);
        terminal.Tell("dryrun.done", files, articles, preview.Skipped, problems);
        return problems > 0 ? ExitCode.Error : articles > 0 ? ExitCode.Found : ExitCode.NothingFound;

        void Complain(IReadOnlyList<IngestProblem> some)
        {
            problems += some.Count;
            foreach (var problem in some)
            {
                terminal.Complain(terminal.Speaker.Say(problem));
            }
        }
    }

    private static string Tabs(FilePreview file) =>
        string.Join('\t', Place.OneLine(file.File), file.Format ?? "-", file.Articles.ToString(CultureInfo.InvariantCulture), Place.OneLine(file.FirstTitle ?? ""));

    private static string Columns(FilePreview file, int width)
    {
        string line = $"{(file.Format ?? "-").PadRight(FormatWidth)} {file.Articles.ToString(CultureInfo.InvariantCulture),CountWidth}  {Place.OneLine(file.File)}"
            + (file.FirstTitle is { Length: > 0 } title ? $"  {Place.OneLine(title)}" : "");
        return line.Length > width ? line[..(width - 1)] + "…" : line;
    }
}
