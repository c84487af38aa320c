using System.Globalization;
using System.Text;

namespace ArticleSearch.Console.Completions;

/// <summary>The completions as fish wants them: a line each.</summary>
internal static class FishScript
{
    public static string Of(CompletionTree tree)
    {
        var script = new StringBuilder("# fish completion for articlesearch; to use it: articlesearch completions fish | source\n");
        foreach (var command in tree.Commands)
        {
            script.Append(CultureInfo.InvariantCulture, $"complete -c articlesearch -n __fish_use_subcommand -a {command.Name} -d {Quoted(command.Text)}\n");
        }

        AppendOptions(script, "__fish_use_subcommand", tree.Options);
        foreach (var command in tree.Commands)
        {
            AppendOptions(script, $"'__fish_seen_subcommand_from {command.Name}'", command.Options);
        }

        script.Append("complete -c articlesearch -n '__fish_seen_subcommand_from completions' -f -a 'bash zsh fish pwsh'\n");
        return script.ToString();
    }

    private static void AppendOptions(StringBuilder script, string condition, IReadOnlyList<CompletedOption> options)
    {
        foreach (var option in options)
        {
            string name = option.Name.StartsWith("--", StringComparison.Ordinal) ? $"-l {option.Name[2..]}" : $"-s {option.Name[1..]}";
            string value = !option.TakesValue ? "" : option.Values.Count > 0 ? $" -x -a '{string.Join(' ', option.Values)}'" : " -r";
            script.Append(CultureInfo.InvariantCulture, $"complete -c articlesearch -n {condition} {name}{value} -d {Quoted(option.Text)}\n");
        }
    }

    private static string Quoted(string text) =>
        $"'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";
}
