namespace ArticleSearch.Console.Rendering;

/// <summary>How results are written.</summary>
internal enum ResultFormat
{
    Text,
    Json,
    Jsonl,
    Csv,
    Markdown,
    Trec,
}

/// <summary>What was found for one question, with all that the formats say of it.</summary>
internal sealed record Answer
{
    /// <summary>The question's id in a batch, or null.</summary>
    public string? Id { get; init; }

    /// <summary>The query as it was typed; null where it was none.</summary>
    public string? Query { get; init; }

    /// <summary>The passage that others were to be like; null where it was a query.</summary>
    public string? SimilarTo { get; init; }

    public required SearchResult Result { get; init; }

    public required TimeSpan Elapsed { get; init; }

    /// <summary>How the search was done.</summary>
    public required SearchOptions Options { get; init; }

    /// <summary>Tells how the score of a hit came about; null where nobody wants to know.</summary>
    public Func<Hit, Explanation>? Explain { get; init; }

    /// <summary>Ends the writing of hits, which may take longer than finding them.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>Whether there was anything, also if none of it was wanted.</summary>
    public bool IsFound => Result.Hits.Count > 0 || Result.Total.Value > 0;

    /// <summary>Hits, one after the other, as long as somebody wants them.</summary>
    /// <exception cref="OperationCanceledException"><see cref="Cancellation"/> was cancelled.</exception>
    public IEnumerable<Hit> Wanted(IEnumerable<Hit> hits)
    {
        foreach (var hit in hits)
        {
            Cancellation.ThrowIfCancellationRequested();
            yield return hit;
        }
    }
}
