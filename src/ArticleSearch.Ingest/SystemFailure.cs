namespace ArticleSearch.Ingest;

/// <summary>
/// What befell the file system, by a name: its own messages are in English whatever the language. What is not in the table has the name
/// <c>system.other</c>.
/// </summary>
internal static class SystemFailure
{
    // The numbers of Linux and macOS (sys/errno.h), where they agree, and those of Windows (winerror.h).
    private static readonly Dictionary<int, string> Names = new()
    {
        [5] = "system.device",
        [16] = "system.busy",
        [20] = "system.nofolder",
        [21] = "system.folder",
        [24] = "system.files",
        [27] = "system.large",
        [28] = "system.full",
        [30] = "system.readonly",
        [unchecked((int)0x80070004)] = "system.files",
        [unchecked((int)0x80070013)] = "system.readonly",
        [unchecked((int)0x80070020)] = "system.busy",
        [unchecked((int)0x80070070)] = "system.full",
    };

    /// <summary>The name of what befell it.</summary>
    public static string NameOf(Exception e) => e switch
    {
        UnauthorizedAccessException => "system.denied",
        FileNotFoundException or DirectoryNotFoundException => "system.missing",
        PathTooLongException => "system.name",
        _ => Names.GetValueOrDefault(e.HResult, "system.other"),
    };

    /// <summary>The path that a message names, in its quotation marks; null where it names none.</summary>
    public static string? PathOf(Exception e)
    {
        if (NameOf(e) == "system.other")
        {
            return null;
        }

        int open = e.Message.IndexOf('\'', StringComparison.Ordinal);
        int close = e.Message.LastIndexOf('\'');
        return close > open + 1 ? e.Message[(open + 1)..close] : null;
    }
}
