using System.CommandLine;
using System.Globalization;
using ArticleSearch.Console.Commands;
using ArticleSearch.Ingest;
using ArticleSearch.Ingest.Records;

namespace ArticleSearch.Console;

/// <summary>What can be typed after <c>articlesearch</c>, and which command it becomes. Holds no behaviour of its own.</summary>
internal static class CommandLine
{
    private const string DefaultIndex = "index";

    public static RootCommand Build(Terminal terminal)
    {
        var root = new RootCommand(
            """
            Searches French articles: ranked passages, with the words that matched marked.

            Without a command: builds index/ from seeds/ if there is none, then opens the query console
            (or, where standard input is no terminal, searches for each line of it).

            Exit codes: 0 found, 1 nothing found, 2 error, 130 interrupted.
            """);
        var index = IndexOption();
        root.Add(index);
        root.SetAction((parsed, cancellation) =>
            Task.Run(() => ConsoleCommand.Run(parsed.GetRequiredValue(index), parsed.GetResult(index) is { Implicit: false }, terminal, cancellation), CancellationToken.None));
        root.Add(Index(terminal));
        root.Add(Search(terminal));
        root.Add(Status(terminal));
        root.Add(Check(terminal));
        root.Add(Backup(terminal));
        root.Add(Restore(terminal));
        return root;
    }

    private static Command Index(Terminal terminal)
    {
        var paths = new Argument<string[]>("PATH")
        {
            Description = "Files or folders of articles: text, Markdown, HTML, Word, OpenDocument, EPUB, PDF, RSS and Atom, JSON, CSV, and .zip or .gz of them; - is standard input",
            Arity = ArgumentArity.OneOrMore,
        };
        var index = IndexOption();
        var threads = new Option<int>("--threads") { HelpName = "N", Description = "How many threads write; with 1, equal input gives equal files", DefaultValueFactory = _ => Environment.ProcessorCount };
        threads.Validators.Add(result => RequireAtLeast(result, 1));
        var chain = new Option<string?>("--chain") { HelpName = "NAME", Description = "The analysis chain of a new index: lucene-french" };
        var format = new Option<string?>("--format") { HelpName = string.Join('|', ArticleFormat.Names), Description = "The format of all files, which else tell it by their content or their names" };
        format.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var name }] && ArticleFormat.Find(name) is null)
            {
                result.AddError($"There is no format {name}; there are {string.Join(", ", ArticleFormat.Names)}.");
            }
        });
        var map = new Option<string?>("--map") { HelpName = "FIELD=NAME,…", Description = "Which fields of JSON and columns of CSV are what: title=headline,text=body" };
        map.Validators.Add(result =>
        {
            try
            {
                _ = FieldNames.Parse(result.Tokens is [{ Value: var value }] ? value : "");
            }
            catch (FormatException e)
            {
                result.AddError(e.Message);
            }
        });
        var merge = new Option<bool>("--merge") { Description = "Leave one segment" };
        var sync = new Option<bool>("--sync")
        {
            Description = "Make the index equal to one folder: read what is new or has changed, remove what is gone, leave the rest",
            Arity = ArgumentArity.Zero,
        };
        var watch = new Option<bool>("--watch") { Description = "Keep the index equal to one folder, until Ctrl-C", Arity = ArgumentArity.Zero };
        var command = new Command("index", "Adds articles to an index; an article that is there already is replaced.") { paths, index, format, map, threads, chain, merge, sync, watch };
        command.Validators.Add(result =>
        {
            string? option = result.GetValue(watch) ? watch.Name : result.GetValue(sync) ? sync.Name : null;
            if (option is not null && result.GetValue(paths) is not { Length: 1 })
            {
                result.AddError($"{option} takes one folder: all that the index is to hold.");
            }

            if (result.GetValue(watch) && result.GetValue(merge))
            {
                result.AddError("--watch and --merge do not go together.");
            }
        });
        command.SetAction((parsed, cancellation) => Background(() => IndexCommand.Run(
            new IndexRequest
            {
                Paths = parsed.GetRequiredValue(paths),
                Index = parsed.GetRequiredValue(index),
                Chain = parsed.GetValue(chain),
                Merge = parsed.GetValue(merge),
                Reading = new IngestOptions
                {
                    Format = parsed.GetValue(format) is { } name ? ArticleFormat.Find(name) : null,
                    Fields = parsed.GetValue(map) is { } fields ? FieldNames.Parse(fields) : FieldNames.Usual,
                },
                Threads = parsed.GetValue(threads),
                Mode = parsed.GetValue(watch) ? IndexMode.Watch : parsed.GetValue(sync) ? IndexMode.Sync : IndexMode.Add,
            },
            terminal,
            cancellation)));
        return command;
    }

    private static Command Search(Terminal terminal)
    {
        var query = new Argument<string[]>("QUERY") { Description = "The words to search for", Arity = ArgumentArity.ZeroOrMore };
        var index = IndexOption();
        var top = new Option<int>("--top") { HelpName = "N", Description = "How many results at most", DefaultValueFactory = _ => 10 };
        top.Validators.Add(result => RequireAtLeast(result, 0));
        var json = new Option<bool>("--json") { Description = "One JSON object (the same as --format json)" };
        var format = new Option<ResultFormat>("--format") { HelpName = "text|json|trec", Description = "How results are written" };
        var syntax = new Option<QuerySyntax>("--syntax")
        {
            HelpName = "simple|lucene",
            Description = "simple, for people, never fails on ordinary text; lucene is Lucene's classic syntax, with its errors",
        };
        var by = new Option<ResultUnit>("--by") { HelpName = "passage|article", Description = "Every passage, or each article once by its best passage" };
        var queries = new Option<string?>("--queries") { HelpName = "FILE", Description = "Search for each line of a file: an id, a tab, a query; - is standard input" };
        var exact = new Option<bool>("--exact-total") { Description = "Count all results, not only up to 1,000" };
        var fragment = new Option<int?>("--fragment") { HelpName = "LENGTH", Description = "Cut longer passages to the best part of this many characters" };
        fragment.Validators.Add(result => RequireAtLeast(result, 20));
        var explain = new Option<bool>("--explain") { Description = "Show how each score came about" };
        var strictness = new Option<MatchLevel>("--strictness")
        {
            HelpName = "exact|accent|inflection|derivation|sound",
            Description = "How far the words of a passage may be from those of the query",
            DefaultValueFactory = _ => MatchLevel.Derivation,
        };
        var noVariants = new Option<bool>("--no-variants") { Description = "Without other spellings of names, and without what acronyms stand for" };
        var command = new Command("search", "Searches an index.")
        {
            query, index, top, json, format, syntax, by, queries, exact, fragment, explain, strictness, noVariants,
        };
        command.Validators.Add(result =>
        {
            bool words = result.GetValue(query) is { Length: > 0 };
            bool file = result.GetValue(queries) is not null;
            if (words == file)
            {
                result.AddError(words ? "Give a query or --queries, not both." : "What are you looking for? Give a query, or a file of them with --queries.");
            }
        });
        command.SetAction((parsed, cancellation) => Background(() => SearchCommand.Run(
            new SearchRequest
            {
                Index = parsed.GetRequiredValue(index),
                Query = parsed.GetValue(queries) is null ? string.Join(' ', parsed.GetRequiredValue(query)) : null,
                QueryFile = parsed.GetValue(queries),
                Format = parsed.GetValue(json) ? ResultFormat.Json : parsed.GetValue(format),
                Explain = parsed.GetValue(explain),
                Options = new SearchOptions
                {
                    Top = parsed.GetValue(top),
                    Syntax = parsed.GetValue(syntax),
                    Unit = parsed.GetValue(by),
                    ExactTotal = parsed.GetValue(exact),
                    FragmentLength = parsed.GetValue(fragment),
                    Strictness = parsed.GetValue(strictness),
                    Variants = !parsed.GetValue(noVariants),
                },
            },
            terminal,
            cancellation)));
        return command;
    }

    private static Command Status(Terminal terminal)
    {
        var index = IndexOption();
        var json = new Option<bool>("--json") { Description = "One JSON object" };
        var command = new Command("status", "Tells what an index holds, its size, its last commit, who writes to it, and what a merge would gain.") { index, json };
        command.SetAction((parsed, _) => Background(() => StatusCommand.Run(parsed.GetRequiredValue(index), parsed.GetValue(json), terminal)));
        return command;
    }

    private static Command Check(Terminal terminal)
    {
        var index = IndexOption();
        var threads = new Option<int>("--threads") { HelpName = "N", Description = "How many threads check", DefaultValueFactory = _ => Environment.ProcessorCount };
        threads.Validators.Add(result => RequireAtLeast(result, 1));
        var repair = new Option<bool>("--repair") { Description = "Write a new commit without what is damaged, and list every article that is lost" };
        var command = new Command("check", "Verifies checksums and structure of every file of an index; a line a problem. Exit code 0: sound, or repaired and nothing lost; 2: damaged, or something lost.") { index, threads, repair };
        command.SetAction((parsed, cancellation) => Background(() => parsed.GetValue(repair)
            ? CheckCommand.Repair(parsed.GetRequiredValue(index), parsed.GetValue(threads), terminal, cancellation)
            : CheckCommand.Run(parsed.GetRequiredValue(index), parsed.GetValue(threads), terminal, cancellation)));
        return command;
    }

    private static Command Backup(Terminal terminal)
    {
        var folder = new Argument<string>("DIR") { Description = "The folder of the backup" };
        var index = IndexOption();
        var command = new Command("backup", "Copies an index, also while it is being written; what an earlier backup has is not copied again.") { folder, index };
        command.SetAction((parsed, cancellation) => Background(() =>
            BackupCommand.Backup(parsed.GetRequiredValue(index), parsed.GetRequiredValue(folder), terminal, cancellation)));
        return command;
    }

    private static Command Restore(Terminal terminal)
    {
        var folder = new Argument<string>("DIR") { Description = "The folder of the backup" };
        var index = IndexOption();
        var command = new Command("restore", "Puts a backup into the place of an index, after verifying it; all else in the index is gone.") { folder, index };
        command.SetAction((parsed, cancellation) => Background(() =>
            BackupCommand.Restore(parsed.GetRequiredValue(folder), parsed.GetRequiredValue(index), terminal, cancellation)));
        return command;
    }

    /// <summary>
    /// Runs a command beside the thread that waits for it: only while that one waits is Ctrl-C turned into a cancellation.
    /// </summary>
    private static Task<int> Background(Func<int> command) => Task.Run(command, CancellationToken.None);

    private static Option<string> IndexOption() =>
        new("--index") { HelpName = "DIR", Description = "The folder of the index", DefaultValueFactory = _ => DefaultIndex };

    private static void RequireAtLeast(System.CommandLine.Parsing.OptionResult result, int least)
    {
        if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, out int value) && value < least)
        {
            result.AddError($"{result.Option.Name} must be at least {least}.");
        }
    }
}
