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

    /// <summary>
    /// A number that stands for the current term as long as the stream lives: the same number is always the same term. Numbers
    /// start at 0 and follow each other, so what a consumer knows of a term can be kept in an array. -1 if the term has none (it may
    /// come with a number at another place).
    /// </summary>
    public virtual int TermNumber => -1;

    /// <summary>
    /// How many positions after the previous token this one stands; more than 1 where words were left out, 0 for another term of
    /// the same word.
    /// </summary>
    public abstract int PositionIncrement { get; }

    /// <summary>Where the token starts in the text, in UTF-16 code units.</summary>
    public abstract int StartOffset { get; }

    /// <summary>Where the token ends in the text, in UTF-16 code units.</summary>
    public abstract int EndOffset { get; }
}
