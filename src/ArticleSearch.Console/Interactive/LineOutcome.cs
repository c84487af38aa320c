namespace ArticleSearch.Console.Interactive;

/// <summary>What became of a line.</summary>
internal enum LineOutcome
{
    /// <summary>There was nothing in it.</summary>
    Empty,

    /// <summary>What it asked for was done.</summary>
    Done,

    /// <summary>Something was found.</summary>
    Found,

    /// <summary>All went well and nothing was found.</summary>
    NothingFound,

    /// <summary>It was wrong, wholly or in part, and that was said.</summary>
    Wrong,

    /// <summary>It was the last.</summary>
    Quit,
}
