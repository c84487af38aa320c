namespace ArticleSearch.Console.Interactive;

/// <summary>How someone was done with a line.</summary>
internal enum TypedEnd
{
    /// <summary>With Enter.</summary>
    Enter,

    /// <summary>With Ctrl-C: the line is not meant.</summary>
    Interrupted,

    /// <summary>With Ctrl-D, or the terminal has gone: there will be no more.</summary>
    EndOfInput,
}

/// <summary>A line that someone typed.</summary>
/// <param name="Text">The line.</param>
/// <param name="End">How he was done with it.</param>
internal readonly record struct TypedLine(string Text, TypedEnd End);
