using ArticleSearch.IndexFormat;

namespace ArticleSearch.Console.Commands;

/// <summary>Verifies checksums and structure of every file of an index; a line a problem.</summary>
internal static class CheckCommand
{
    public static int Run(string index, Terminal terminal, CancellationToken cancellation) => throw new NotSupportedException();
}
