using System.Globalization;

namespace ArticleSearch.Console.Speech;

/// <summary>The language that the system's user has chosen. It is read off the environment, for the cultures of the runtime cost time.</summary>
internal static class SystemLanguage
{
    /// <summary>The first two letters of the language, in small letters; English where none is chosen.</summary>
    /// <param name="environment">Gives the environment's variables.</param>
    public static string Read(Func<string, string?> environment)
    {
        if (OperatingSystem.IsWindows())
        {
            return CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;
        }

        // As POSIX has it: the first that is set decides.
        foreach (string name in (ReadOnlySpan<string>)["LC_ALL", "LC_MESSAGES", "LANG"])
        {
            if (environment(name) is { Length: > 0 } locale)
            {
                return locale.StartsWith("fr", StringComparison.OrdinalIgnoreCase) && (locale.Length == 2 || !char.IsAsciiLetter(locale[2]))
                    ? Speaker.French
                    : Speaker.English;
            }
        }

        return Speaker.English;
    }
}
