using System.CommandLine;
using ArticleSearch.Console.Commands;
using ArticleSearch.Console.Rendering;

namespace ArticleSearch.Console.Arguments;

/// <summary>What can be typed after <c>search</c>.</summary>
internal static class SearchArguments
{
    /// <summary>The fields in which words can be sought.</summary>
    public static IReadOnlyList<string> Fields { get; } = ["text", "title", "date", "source", "article", "file", "id"];

    public static Command Define(Terminal terminal)
    {
        var query = new Argument<string[]>("QUERY") { Arity = ArgumentArity.ZeroOrMore };
        var index = CommandLine.IndexOption(terminal);
        var field = new ValueOption("--in", "FIELD", terminal) { Values = Fields };
        var syntax = ValueOption.Settable("syntax", null, "simple", terminal);
        var queries = new ValueOption("--queries", "FILE", terminal);
        var explain = new Option<bool>("--explain");
        var noSuggestions = new Option<bool>("--no-suggestions");
        var results = new ResultArguments(terminal);
        var command = new Command("search") { query, index, field, syntax };
        results.AddTo(command);
        command.Add(queries);
        command.Add(explain);
        command.Add(noSuggestions);
        command.Validators.Add(result =>
        {
            bool words = result.GetValue(query) is { Length: > 0 };
            bool file = result.GetValue(queries) is not null;
            if (words == file)
            {
                result.AddError(terminal.Speaker[words ? "search.both" : "search.neither"]);
            }
        });
        command.Do((parsed, cancellation) =>
        {
            var format = results.Format(parsed);
            bool explains = parsed.GetValue(explain);
            if (explains && format is not (ResultFormat.Text or ResultFormat.Json or ResultFormat.Jsonl))
            {
                throw new UserException("search.explain", format.ToString().ToLowerInvariant());
            }

            return SearchCommand.Run(
                new SearchRequest
                {
                    Index = index.Read(parsed)!,
                    Query = parsed.GetValue(queries) is null ? string.Join(' ', parsed.GetRequiredValue(query)) : null,
                    QueryFile = parsed.GetValue(queries),
                    Format = format,
                    Explain = explains,
                    Options = results.Read(parsed) with { Syntax = syntax.ReadChoice<QuerySyntax>(parsed), Field = field.Read(parsed), Suggest = !parsed.GetValue(noSuggestions) },
                },
                terminal,
                cancellation);
        });
        return command;
    }
}
