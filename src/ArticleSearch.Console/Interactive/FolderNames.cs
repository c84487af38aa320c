namespace ArticleSearch.Console.Interactive;

/// <summary>Folders as people type them where no shell reads the line first: <c>~/articles</c>, <c>"my index"</c>.</summary>
internal static class FolderNames
{
    /// <summary>The folder that was typed.</summary>
    public static string Typed(string text)
    {
        if (text.Length > 1 && text[0] is '"' or '\'' && text[^1] == text[0])
        {
            text = text[1..^1];
        }

        return text == "~" || text.StartsWith("~/", StringComparison.Ordinal) ? Home() + text[1..] : text;
    }

    /// <summary>The folders that begin as what was typed does, as they would be typed, in ordinal order.</summary>
    public static IReadOnlyList<string> Beginning(string typed)
    {
        int slash = typed.LastIndexOf('/') + 1;
        string above = slash == 0 ? "." : Typed(typed[..slash]);
        try
        {
            return
            [
                .. Directory.EnumerateDirectories(above, typed[slash..] + "*")
                    .Select(path => Path.GetFileName(path))
                    .Where(name => name.StartsWith(typed[slash..], StringComparison.Ordinal) && (name[0] != '.' || typed.Length > slash))
                    .Order(StringComparer.Ordinal)
                    .Select(name => string.Concat(typed.AsSpan(0, slash), name)),
            ];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return [];
        }
    }

    private static string Home() => Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
}
