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

    /// <summary>
    /// Moves over the next tokens, several at a time; 0 after the last. The last of them is the current token, and the only one
    /// that may have no number: a token without ends the row, so that its term can be asked for.
    /// </summary>
    public virtual int Read(Span<Token> tokens)
    {
        if (tokens.IsEmpty || !MoveNext())
        {
            return 0;
        }

        tokens[0] = new Token(TermNumber, PositionIncrement, StartOffset, EndOffset);
        return 1;
    }

    /// <summary>The term of the current token: what the index holds.</summary>
    public abstract ReadOnlySpan<char> Term { get; }

    /// <summary>The term of a number that a token came with; of -1, that of the current token.</summary>
    public virtual ReadOnlySpan<char> TermOf(int number) => Term;

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

/// <summary>A token without its letters.</summary>
/// <param name="Number">See <see cref="TokenStream.TermNumber"/>.</param>
/// <param name="Increment">See <see cref="TokenStream.PositionIncrement"/>.</param>
/// <param name="Start">See <see cref="TokenStream.StartOffset"/>.</param>
/// <param name="End">See <see cref="TokenStream.EndOffset"/>.</param>
internal readonly record struct Token(int Number, int Increment, int Start, int End);
