using System.CommandLine;
using ArticleSearch.Console.Arguments;
using ArticleSearch.Console.Rendering;

namespace ArticleSearch.Console.Commands;

/// <summary>What words may have been meant to be: a line a correction for people, one JSON object for programs. Searches for nothing.</summary>
internal static class SuggestCommand
{
    // The chain whose terms are no words: nothing is suggested of them.
    private const string StemmingChain = "lucene-french";

    public static Command Define(Terminal terminal)
    {
        var words = new Argument<string[]>("WORD") { Arity = ArgumentArity.OneOrMore };
        var index = CommandLine.IndexOption(terminal);
        var top = new ValueOption("--top", "N", terminal) { Least = 0, Default = "5" };
        var json = new Option<bool>("--json");
        var command = new Command("suggest") { words, index, top, json };
        command.Do((parsed, cancellation) => Run(
            index.Read(parsed)!, parsed.GetRequiredValue(words), top.ReadNumber(parsed) ?? 0, parsed.GetValue(json), terminal, cancellation));
        return command;
    }

    private static int Run(string index, string[] words, int top, bool json, Terminal terminal, CancellationToken cancellation)
    {
        using var searcher = Indexes.Open(index);
        string query = string.Join(' ', words);
        var corrected = searcher.Suggest(query, cancellation);
        var corrections = words.Select(word => (Word: word, Corrections: searcher.Correct(word, top, cancellation))).ToList();
        if (json)
        {
            terminal.Out.WriteLine(Json(query, corrected, corrections));
        }
        else
        {
            foreach (var (word, found) in corrections)
            {
                foreach (var correction in found)
                {
                    terminal.Out.WriteLine($"{word} → {correction.Text} ({terminal.DataSpeaker.Say("found.passages", correction.Passages)})");
                }
            }
        }

        terminal.Out.Flush();
        if (corrected is not null)
        {
            terminal.Error.WriteLine(SuggestionText.Question(corrected, terminal.Speaker));
        }
        else if (searcher.Chain == StemmingChain)
        {
            terminal.Error.WriteLine(terminal.Speaker["suggestion.stems"]);
        }

        return corrected is not null || corrections.Exists(pair => pair.Corrections.Count > 0) ? ExitCode.Found : ExitCode.NothingFound;
    }

    private static string Json(string query, Suggestion? corrected, List<(string Word, IReadOnlyList<IndexedWord> Corrections)> words)
    {
        return HitJson.Json(json =>
        {
            json.WriteStartObject();
            json.WriteString("query", query);
            if (corrected is not null)
            {
                json.WriteString("suggestion", corrected.Query);
            }

            json.WriteStartArray("words");
            foreach (var (word, corrections) in words)
            {
                json.WriteStartObject();
                json.WriteString("word", word);
                json.WriteStartArray("corrections");
                foreach (var correction in corrections)
                {
                    json.WriteStartObject();
                    json.WriteString("word", correction.Text);
                    json.WriteNumber("passages", correction.Passages);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    }
}
