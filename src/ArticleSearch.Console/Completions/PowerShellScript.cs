using System.Globalization;
using System.Text;

namespace ArticleSearch.Console.Completions;

/// <summary>The completions as PowerShell wants them: a table, and a block that looks things up in it.</summary>
internal static class PowerShellScript
{
    public static string Of(CompletionTree tree)
    {
        var script = new StringBuilder("""
            # PowerShell completion for articlesearch; to use it: articlesearch completions pwsh | Out-String | Invoke-Expression
            Register-ArgumentCompleter -Native -CommandName articlesearch -ScriptBlock {
                param($wordToComplete, $commandAst, $cursorPosition)
                $options = @{

            """);
        Append(script, "", tree.Options);
        foreach (var command in tree.Commands)
        {
            Append(script, command.Name, command.Options);
        }

        script.Append("    }\n    $values = @{\n");
        foreach (var option in tree.Commands.SelectMany(command => command.Options).Where(option => option.Values.Count > 0).DistinctBy(option => option.Name))
        {
            script.Append(CultureInfo.InvariantCulture, $"        {Quoted(option.Name)} = {List(option.Values)}\n");
        }

        script.Append(CultureInfo.InvariantCulture, $$"""
                }
                $commands = {{List(tree.Commands.Select(command => command.Name))}}
                $words = @($commandAst.CommandElements | Select-Object -Skip 1 | ForEach-Object { "$_" })
                $command = @($words | Where-Object { $commands -contains $_ })[0]
                $before = if ($wordToComplete -eq '') { $words | Select-Object -Last 1 } else { $words | Select-Object -SkipLast 1 | Select-Object -Last 1 }
                $found = if ($before -and $values.ContainsKey($before)) { $values[$before] }
                    elseif ($command -eq 'completions') { @('bash', 'zsh', 'fish', 'pwsh') }
                    elseif ($command -and $command -ne $wordToComplete) { $options[$command] }
                    else { $commands + $options[''] }
                $found | Where-Object { $_ -like "$wordToComplete*" } | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_) }
            }

            """);
        return script.ToString();
    }

    private static void Append(StringBuilder script, string command, IReadOnlyList<CompletedOption> options) =>
        script.Append(CultureInfo.InvariantCulture, $"        {Quoted(command)} = {List(options.Select(option => option.Name))}\n");

    private static string List(IEnumerable<string> words) => $"@({string.Join(", ", words.Select(Quoted))})";

    private static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
