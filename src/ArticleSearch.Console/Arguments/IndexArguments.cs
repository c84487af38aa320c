using System.CommandLine;
using System.Globalization;
using ArticleSearch.Console.Commands;
using ArticleSearch.Ingest;
using ArticleSearch.Ingest.Records;
using ArticleSearch.Ingest.Selecting;

namespace ArticleSearch.Console.Arguments;

/// <summary>What can be typed after <c>index</c>.</summary>
internal static class IndexArguments
{
    public static Command Define(Terminal terminal)
    {
        var paths = new Argument<string[]>("PATH") { Arity = ArgumentArity.OneOrMore };
        var index = CommandLine.IndexOption(terminal);
        var format = new ValueOption("--format", string.Join('|', ArticleFormat.Names), terminal) { Values = [.. ArticleFormat.Names] };
        var map = new ValueOption("--map", "FIELD=NAME,…", terminal) { RefusesWith = WhyNoMap };
        var include = new Option<string[]>("--include") { HelpName = "GLOB", Arity = ArgumentArity.OneOrMore };
        var exclude = new Option<string[]>("--exclude") { HelpName = "GLOB", Arity = ArgumentArity.OneOrMore };
        var dryRun = new Option<bool>("--dry-run");
        var sync = new Option<bool>("--sync") { Arity = ArgumentArity.Zero };
        var watch = new Option<bool>("--watch") { Arity = ArgumentArity.Zero };
        var threads = Threads(terminal);
        var chain = ValueOption.Settable("chain", "NAME", null, terminal);
        var merge = new Option<bool>("--merge");
        var command = new Command("index") { paths, index, format, map, include, exclude, dryRun, sync, watch, threads, chain, merge };
        command.Validators.Add(result =>
        {
            string? option = result.GetValue(watch) ? watch.Name : result.GetValue(sync) ? sync.Name : null;
            if (option is not null && result.GetValue(paths) is not { Length: 1 })
            {
                result.AddError(terminal.Speaker.Say("index.onefolder", option));
            }

            if (result.GetValue(watch) && result.GetValue(merge))
            {
                result.AddError(terminal.Speaker.Say("option.together", "--watch", "--merge"));
            }

            if (result.GetValue(watch) && result.GetValue(dryRun))
            {
                result.AddError(terminal.Speaker.Say("option.together", "--watch", "--dry-run"));
            }
        });
        command.Do((parsed, cancellation) => IndexCommand.Run(
            new IndexRequest
            {
                Paths = parsed.GetRequiredValue(paths),
                Index = index.Read(parsed)!,
                Chain = chain.Read(parsed),
                Merge = parsed.GetValue(merge),
                Reading = new IngestOptions
                {
                    Format = format.Read(parsed) is { } name ? ArticleFormat.Find(name) : null,
                    Fields = map.Read(parsed) is { } fields ? FieldNames.Parse(fields) : FieldNames.Usual,
                    Files = new FileSelection { Include = Patterns(parsed.GetValue(include)), Exclude = Patterns(parsed.GetValue(exclude)) },
                },
                Threads = threads.ReadNumber(parsed)!.Value,
                Mode = parsed.GetValue(dryRun) ? IndexMode.DryRun : parsed.GetValue(watch) ? IndexMode.Watch : parsed.GetValue(sync) ? IndexMode.Sync : IndexMode.Add,
            },
            terminal,
            cancellation));
        return command;
    }

    private static GlobPattern[] Patterns(string[]? globs) => [.. (globs ?? []).Select(GlobPattern.Parse).OfType<GlobPattern>()];

    private static Wording? WhyNoMap(string value)
    {
        try
        {
            _ = FieldNames.Parse(value);
            return null;
        }
        catch (FormatException e)
        {
            return Wording.Of(e);
        }
    }

    /// <summary>How many threads do the work.</summary>
    public static ValueOption Threads(Terminal terminal) =>
        ValueOption.Settable("threads", "N", Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture), terminal);
}
