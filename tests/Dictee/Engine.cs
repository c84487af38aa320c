namespace ArticleSearch.Dictee;

/// <summary>What an engine answered: which of the texts it found, best first, and what it marked in each.</summary>
/// <param name="Ranked">The numbers of the texts that were found, from 0, best first.</param>
/// <param name="Marks">For each of them, in the same order, the ranges of the text that are marked, ascending.</param>
internal sealed record Answer(IReadOnlyList<int> Ranked, IReadOnlyList<IReadOnlyList<TextRange>> Marks);

/// <summary>
/// Something that searches: <see cref="ArticleSearchEngine"/> in this process, anything else as a <see cref="ProcessEngine"/>.
/// It sees the texts of one question at a time and remembers nothing.
/// </summary>
internal interface IEngine : IDisposable
{
    /// <summary>The name that stands over its column.</summary>
    string Name { get; }

    /// <summary>Searches texts.</summary>
    /// <exception cref="EngineException">The engine could not answer this question; the next one may do.</exception>
    Answer Ask(string query, IReadOnlyList<string> texts);
}

/// <summary>An engine refused a question, by a syntax error for instance: the pair is failed, the run goes on.</summary>
internal sealed class EngineException(string message, Exception? inner = null) : Exception(message, inner);
