using System.Text;
using ArticleSearch.Ingest;

namespace ArticleSearch.Console.Settings;

/// <summary>
/// A file of settings: <c>key = value</c> a line, <c>#</c> before a note. It is refused as a whole where a line of it can not be
/// understood, with the line: settings that are passed over in silence are worse than none.
/// </summary>
internal static class SettingsFile
{
    /// <summary>Reads a file; empty if there is none.</summary>
    /// <param name="path">The file.</param>
    /// <param name="mayNamePrograms">Whether it may say which programs are run.</param>
    /// <exception cref="UserException">A line is not understood, or the file can not be read.</exception>
    public static Dictionary<string, Setting> Read(string path, bool mayNamePrograms)
    {
        var settings = new Dictionary<string, Setting>(StringComparer.Ordinal);
        if (!File.Exists(path))
        {
            return settings;
        }

        int number = 0;
        foreach (string line in Lines(path))
        {
            number++;
            string text = line.Trim();
            if (text.Length > 0 && text[0] != '#')
            {
                string place = $"{path}:{number}";
                var (key, value) = Line(text, place);
                if (key.IsProgram && !mayNamePrograms)
                {
                    throw new UserException("settings.program", place, key.Name);
                }

                settings[key.Name] = new Setting(value, place);
            }
        }

        return settings;
    }

    private static (SettingKey Key, string Value) Line(string text, string place)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0)
        {
            throw new UserException("settings.line", place);
        }

        string name = text[..equals].Trim();
        string value = text[(equals + 1)..].Trim();
        if (value is ['"', .., '"'] && value.Length > 1)
        {
            value = value[1..^1];
        }

        var key = SettingKey.Named(name) ?? throw (Nearest.To(name, SettingKey.All.Select(known => known.Name)) is { } near
            ? new UserException("settings.unknown.near", place, name, near)
            : new UserException("settings.unknown", place, name));
        return (key, key.Read(value) ?? throw new UserException("settings.value", place, value, key.Name, key.Describe()));
    }

    private static string[] Lines(string path)
    {
        try
        {
            return File.ReadAllLines(path, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or DecoderFallbackException)
        {
            throw new UserException("settings.unreadable", path, Wording.Of(e));
        }
    }
}
