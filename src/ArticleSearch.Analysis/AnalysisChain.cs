using System.Collections.Concurrent;

namespace ArticleSearch.Analysis;

/// <summary>
/// A named way from text to terms. An index remembers the name; whoever opens it uses the same chain. Immutable, safe for
/// many threads; the streams it makes are not.
/// </summary>
internal abstract class AnalysisChain
{
    // As many as were ever lent at once: the searches that ran side by side.
    // Under its own lock.
    private readonly Stack<TokenStream> _idle = new();

    /// <summary>The name that the index keeps, such as <c>lucene-french</c>.</summary>
    public abstract string Name { get; }

    /// <summary>A stream for one thread to use again and again.</summary>
    public abstract TokenStream CreateStream();

    /// <summary>
    /// A stream for a text or two, such as a query's: made once and lent again and again, as its memory costs more than the
    /// words of a query. Give it back with <see cref="ReturnStream"/>.
    /// </summary>
    public TokenStream RentStream()
    {
        lock (_idle)
        {
            if (_idle.TryPop(out var stream))
            {
                return stream;
            }
        }

        return CreateStream();
    }

    /// <summary>Takes a rented stream back; it must not be used any more.</summary>
    public void ReturnStream(TokenStream stream)
    {
        stream.Reset(ReadOnlyMemory<char>.Empty); // lets go of the text
        lock (_idle)
        {
            _idle.Push(stream);
        }
    }

    /// <summary>
    /// What becomes of the letters of a prefix, wildcard, fuzzy or range term, which are no whole word: letters are changed as the
    /// chain changes them (case, elision), nothing is stemmed or dropped.
    /// </summary>
    public abstract string Normalize(string text);

    /// <summary>
    /// How many UTF-16 code units at the start of a token's text are an elided article (the <c>d’</c> of <c>d’armes</c>), which a
    /// mark does not cover; 0 where there is none.
    /// </summary>
    public abstract int ElidedLength(ReadOnlySpan<char> token);

    /// <summary>
    /// Whether the terms are words as they are written, which a search matches at levels; if not, the terms are all there is, and
    /// equal terms are the same word.
    /// </summary>
    public virtual bool HasLevels => false;

    /// <summary>The words of a query in their order. Only of a chain that <see cref="HasLevels"/>.</summary>
    public virtual IReadOnlyList<QueryWord> ReadQuery(string text) => throw new NotSupportedException($"{Name} has no levels.");

    /// <summary>
    /// What part a term plays by itself: <see cref="WordRole.Minor"/> for a little word. What a query's words are depends on each
    /// other; ask <see cref="ReadQuery"/>.
    /// </summary>
    public virtual WordRole RoleOf(ReadOnlySpan<char> term) => WordRole.Content;

    /// <summary>The chain of a name.</summary>
    /// <exception cref="ArgumentException">There is no chain of that name; the message lists those there are.</exception>
    public static AnalysisChain Named(string name) => AnalysisChains.Named(name);
}
