namespace ArticleSearch.Analysis;

/// <summary>
/// Hands out the tokens of one text after another. Nothing is allocated per token: what a property shows is valid until the
/// next call of <see cref="MoveNext"/>.
/// </summary>
internal abstract class TokenStream
{
    /// <summary>Starts with a new text. The stream holds on to it until the next one.</summary>
    public abstract void Reset(ReadOnlyMemory<char> text);

    /// <summary>Moves to the next token; false after the last.</summary>
    public abstract bool MoveNext();

    /// <summary>The term of the current token: what the index holds.</summary>
    public abstract ReadOnlySpan<char> Term { get; }

    /// <summary>How many positions after the previous token this one stands; more than 1 where words were left out, 0 for another term of the same word.</summary>
    public abstract int PositionIncrement { get; }

    /// <summary>Where the token starts in the text, in UTF-16 code units.</summary>
    public abstract int StartOffset { get; }

    /// <summary>Where the token ends in the text, in UTF-16 code units.</summary>
    public abstract int EndOffset { get; }
}
