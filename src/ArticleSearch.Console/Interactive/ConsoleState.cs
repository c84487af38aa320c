using ArticleSearch.Console.Rendering;

namespace ArticleSearch.Console.Interactive;

/// <summary>What holds for the lines of a console until one of them changes it.</summary>
/// <param name="Options">How is searched.</param>
/// <param name="Format">How results are written.</param>
/// <param name="Timer">Whether the time of each line is told.</param>
internal sealed record ConsoleState(SearchOptions Options, ResultFormat Format, bool Timer);
