using System.CommandLine;
using ArticleSearch.Console.Arguments;
using ArticleSearch.Console.Rendering;
using ArticleSearch.Console.Settings;

namespace ArticleSearch.Console.Commands;

/// <summary><c>settings</c>: what is set and where, a line each; what is not set stands there with its possible values.</summary>
internal static class SettingsCommand
{
    public static Command Define(Terminal terminal)
    {
        var json = new Option<bool>("--json");
        var command = new Command("settings") { json };
        command.Do((parsed, _) => Run(parsed.GetValue(json), terminal));
        return command;
    }

    private static int Run(bool json, Terminal terminal)
    {
        if (json)
        {
            terminal.Out.WriteLine(HitJson.Json(writer =>
            {
                writer.WriteStartObject();
                foreach (var key in SettingKey.All)
                {
                    var setting = terminal.Settings.Find(key.Name);
                    writer.WriteStartObject(key.Name);
                    writer.WriteString("value", setting?.Value);
                    writer.WriteString("origin", setting?.Origin);
                    writer.WriteEndObject();
                }

                writer.WriteEndObject();
            }));
            return ExitCode.Found;
        }

        foreach (var key in SettingKey.All)
        {
            terminal.Out.WriteLine(terminal.Settings.Find(key.Name) is { } setting
                ? $"{key.Name} = {setting.Value}  # {setting.Origin}"
                : $"# {key.Name} = {key.Describe()}");
        }

        terminal.Out.Flush();
        terminal.Tell("settings.files", UserSettings.FolderFile, terminal.Settings.UserFile ?? "-");
        return ExitCode.Found;
    }
}
