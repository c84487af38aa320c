using System.Buffers;
using ArticleSearch.Console.Arguments;

namespace ArticleSearch.Console.Interactive;

/// <summary>What may stand in place of the letters before the cursor.</summary>
/// <param name="Start">Where they begin.</param>
/// <param name="Choices">What may stand there, the likeliest first.</param>
internal sealed record Completion(int Start, IReadOnlyList<string> Choices);

/// <summary>
/// Completes what stands before the cursor: commands and what they take; elsewhere words of the index, the most frequent first, and
/// fields. On an empty line it is the query that was proposed last: whoever is asked what he meant can say yes.
/// </summary>
internal sealed class LineCompletion(ConsoleSession session)
{
    private const int MostWords = 8;

    /// <summary>What may stand right before a word and is no part of it: signs, a field, an elided article.</summary>
    private static readonly SearchValues<char> BeforeWord = SearchValues.Create(" \t\u00A0\u202F\"«(+-=:'’");

    /// <summary>What may stand before the cursor.</summary>
    public Completion At(string line, int cursor)
    {
        string before = line[..cursor];
        int first = before.Length - before.AsSpan().TrimStart().Length;
        if (first == before.Length)
        {
            return new Completion(cursor, cursor == line.Length && session.Suggested is { } suggested ? [suggested] : []);
        }

        if (before[first] == '.' && (before.Length == first + 1 || DotCommand.IsCommand(before[first..])))
        {
            int space = before.AsSpan(first).IndexOfAny(' ', '\t');
            return space < 0 ? Names(before, first) : Values(before, first, first + space);
        }

        return Words(before);
    }

    private static Completion Names(string before, int start) => new(
        start,
        [
            .. DotCommand.All
                .Where(command => command.Name.StartsWith(before[start..], StringComparison.OrdinalIgnoreCase))
                .Select(command => command.Takes.Length > 0 ? command.Name + " " : command.Name),
        ]);

    private static Completion Values(string before, int first, int space)
    {
        var command = DotCommand.All.FirstOrDefault(known => string.Equals(known.Name, before[first..space], StringComparison.OrdinalIgnoreCase));
        int start = before.Length - before[space..].TrimStart().Length;
        string typed = before[start..];
        return command switch
        {
            null => new Completion(start, []),
            { TakesFolder: true } => new Completion(start, FolderNames.Beginning(typed)),
            { Name: ".help" } => new Completion(start, [.. DotCommand.All.Select(known => known.Name[1..]).Where(name => Begins(name, typed.TrimStart('.')))]),
            _ => new Completion(start, [.. command.Values.Where(value => Begins(value, typed))]),
        };
    }

    private Completion Words(string before)
    {
        int start = before.AsSpan().LastIndexOfAny(BeforeWord) + 1;
        string typed = before[start..];
        if (typed.Length == 0)
        {
            return new Completion(start, []);
        }

        bool mayBeField = start == 0 || char.IsWhiteSpace(before[start - 1]) || before[start - 1] is '+' or '-' or '(';
        return new Completion(
            start,
            [
                .. session.Searcher.Complete(typed, MostWords).Select(found => WithCapitalOf(typed, found.Text)).Where(word => word != typed),
                .. SearchArguments.Fields.Where(field => mayBeField && Begins(field, typed)).Select(field => field + ":"),
            ]);
    }

    private static bool Begins(string word, string typed) => word.StartsWith(typed, StringComparison.OrdinalIgnoreCase);

    private static string WithCapitalOf(string typed, string word) =>
        char.IsUpper(typed[0]) ? string.Concat(word[..1].ToUpperInvariant(), word.AsSpan(1)) : word;
}
