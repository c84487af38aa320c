using System.Globalization;
using System.Text;

namespace ArticleSearch.Console.Completions;

/// <summary>The completions as a function of zsh, with what each command and option is for.</summary>
internal static class ZshScript
{
    public static string Of(CompletionTree tree)
    {
        var script = new StringBuilder();
        script.Append("""
            #compdef articlesearch
            # zsh completion for articlesearch; to use it: articlesearch completions zsh > a folder of $fpath, as _articlesearch
            _articlesearch() {
                local -a commands
                commands=(

            """);
        foreach (var command in tree.Commands)
        {
            script.Append(CultureInfo.InvariantCulture, $"        {Quoted($"{command.Name}:{command.Text}")}\n");
        }

        script.Append(CultureInfo.InvariantCulture, $$"""
                )
                local command="" i
                for ((i = 2; i < CURRENT; i++)); do
                    case "${words[i]}" in
                        {{string.Join('|', tree.Options.Where(option => option.TakesValue).Select(option => option.Name))}}) ((i++)) ;;
                        {{string.Join('|', tree.Commands.Select(command => command.Name))}}) command="${words[i]}"; break ;;
                    esac
                done
                case "$command" in

            """);
        foreach (var command in tree.Commands)
        {
            script.Append(CultureInfo.InvariantCulture, $"        {command.Name}) _arguments -s");
            AppendOptions(script, command.Options);
            script.Append(command.Name == "completions" ? " '*:shell:(bash zsh fish pwsh)' ;;\n" : " '*:file:_files' ;;\n");
        }

        script.Append("        *) _arguments -s");
        AppendOptions(script, tree.Options);
        script.Append(" && return\n           _describe command commands ;;\n    esac\n}\nif [[ $funcstack[1] == _articlesearch ]]; then _articlesearch \"$@\"; else compdef _articlesearch articlesearch; fi\n");
        return script.ToString();
    }

    private static void AppendOptions(StringBuilder script, IReadOnlyList<CompletedOption> options)
    {
        foreach (var option in options)
        {
            string value = !option.TakesValue ? ""
                : option.Values.Count > 0 ? $":value:({string.Join(' ', option.Values)})"
                : option.IsFolder ? ":folder:_files -/" : ":value:_files";
            script.Append(' ').Append(Quoted($"{option.Name}[{option.Text.Replace("[", "\\[", StringComparison.Ordinal).Replace("]", "\\]", StringComparison.Ordinal)}]{value}"));
        }
    }

    private static string Quoted(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
