using System.Globalization;
using System.Text;

namespace ArticleSearch.Console.Completions;

/// <summary>The completions as a function of bash. Values that the option does not list are files, and so are words that are no option.</summary>
internal static class BashScript
{
    public static string Of(CompletionTree tree)
    {
        var script = new StringBuilder();
        string commands = string.Join(' ', tree.Commands.Select(command => command.Name));
        script.Append(CultureInfo.InvariantCulture, $$"""
            # bash completion for articlesearch; to use it: eval "$(articlesearch completions bash)"
            _articlesearch() {
                local current="${COMP_WORDS[COMP_CWORD]}" previous="${COMP_WORDS[COMP_CWORD-1]}" command="" options="" i
                COMPREPLY=()
                for ((i = 1; i < COMP_CWORD; i++)); do
                    case "${COMP_WORDS[i]}" in
                        {{string.Join('|', tree.Options.Where(option => option.TakesValue).Select(option => option.Name))}}) ((i++)) ;;
                        {{commands.Replace(' ', '|')}}) command="${COMP_WORDS[i]}"; break ;;
                    esac
                done
                case "$command:$previous" in

            """);
        AppendValues(script, "", tree.Options);
        foreach (var command in tree.Commands)
        {
            AppendValues(script, command.Name, command.Options);
        }

        script.Append("    esac\n    case \"$command\" in\n");
        script.Append(CultureInfo.InvariantCulture, $"        '') options=\"{commands} {Names(tree.Options)}\" ;;\n");
        foreach (var command in tree.Commands)
        {
            script.Append(CultureInfo.InvariantCulture, $"        {command.Name}) options=\"{Names(command.Options)}\" ;;\n");
        }

        script.Append("""
                esac
                if [[ -z "$command" || "$current" == -* ]]; then
                    COMPREPLY=($(compgen -W "$options" -- "$current"))
                elif [[ "$command" == completions ]]; then
                    COMPREPLY=($(compgen -W "bash zsh fish pwsh" -- "$current"))
                else
                    compopt -o filenames 2>/dev/null
                    COMPREPLY=($(compgen -f -- "$current"))
                fi
            }
            complete -F _articlesearch articlesearch

            """);
        return script.ToString();
    }

    private static void AppendValues(StringBuilder script, string command, IReadOnlyList<CompletedOption> options)
    {
        foreach (var option in options.Where(option => option.TakesValue))
        {
            string found = option.Values.Count > 0
                ? $"COMPREPLY=($(compgen -W \"{string.Join(' ', option.Values)}\" -- \"$current\"))"
                : $"compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen {(option.IsFolder ? "-d" : "-f")} -- \"$current\"))";
            script.Append(CultureInfo.InvariantCulture, $"        {command}:{option.Name}) {found}; return ;;\n");
        }
    }

    private static string Names(IReadOnlyList<CompletedOption> options) => string.Join(' ', options.Select(option => option.Name));
}
