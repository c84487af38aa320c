namespace ArticleSearch.Console;

/// <summary>What the program tells the shell; part of its contract.</summary>
internal static class ExitCode
{
    /// <summary>Something was found, or the work was done.</summary>
    public const int Found = 0;

    /// <summary>The search went well and nothing was found.</summary>
    public const int NothingFound = 1;

    /// <summary>An error, wholly or in part: a line on standard error says which.</summary>
    public const int Error = 2;

    /// <summary>Interrupted by Ctrl-C.</summary>
    public const int Interrupted = 130;
}
