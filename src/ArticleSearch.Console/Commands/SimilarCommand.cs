using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using ArticleSearch.Console.Arguments;
using ArticleSearch.Console.Rendering;

namespace ArticleSearch.Console.Commands;

/// <summary><c>similar</c>: passages of other articles that are about the same as one.</summary>
internal static class SimilarCommand
{
    public static Command Define(Terminal terminal)
    {
        var passage = new Argument<string>("ARTICLE#N");
        var index = CommandLine.IndexOption(terminal);
        var results = new ResultArguments(terminal);
        var command = new Command("similar") { passage, index };
        results.AddTo(command);
        command.Do((parsed, cancellation) =>
        {
            using var searcher = Indexes.Open(index.Read(parsed)!);
            var answer = Ask(searcher, parsed.GetRequiredValue(passage), results.Read(parsed), cancellation);
            SearchCommand.Show(answer, new AnswerWriter(results.Format(parsed), terminal), terminal);
            return answer.IsFound ? ExitCode.Found : ExitCode.NothingFound;
        });
        return command;
    }

    private static Answer Ask(Searcher searcher, string passage, SearchOptions options, CancellationToken cancellation)
    {
        // Whoever names an article means its first paragraph.
        string id = Name(searcher, passage, cancellation);
        long start = Stopwatch.GetTimestamp();
        return new Answer
        {
            SimilarTo = id,
            Result = searcher.FindSimilar(id, options, cancellation),
            Elapsed = Stopwatch.GetElapsedTime(start),
            Options = options,
        };
    }

    /// <summary>The id of the passage that someone names, or of the first one of the article.</summary>
    /// <exception cref="UserException">There is none.</exception>
    public static string Name(Searcher searcher, string passage, CancellationToken cancellation)
    {
        var options = new SearchOptions { Highlight = false };
        int at = passage.LastIndexOf('#');
        if (at > 0 && int.TryParse(passage.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int number))
        {
            var ofArticle = searcher.ReadArticle(passage[..at], null, options, cancellation);
            if (ofArticle.FirstOrDefault(hit => hit.Paragraph == number) is { } named)
            {
                return named.Id;
            }

            if (ofArticle.Count > 0)
            {
                throw new UserException("similar.paragraph", passage[..at], ofArticle[^1].Paragraph);
            }
        }

        var article = searcher.ReadArticle(passage, null, options, cancellation);
        return article.Count > 0 ? article[0].Id : throw new UserException("article.none", passage);
    }
}
