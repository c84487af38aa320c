namespace ArticleSearch.Scoring;

/// <summary>
/// What scoring knows of a field over all segments, so that scores do not depend on how many there are. Deleted documents count
/// until their segment is merged. Safe for many threads.
/// </summary>
internal sealed class FieldStatistics
{
    private readonly float[] _inverseNorms = new float[256];

    /// <param name="documentCount">How many documents have the field; at least one.</param>
    /// <param name="sumTotalTermFrequency">How many words it has in all of them.</param>
    public FieldStatistics(long documentCount, long sumTotalTermFrequency)
    {
        DocumentCount = documentCount;
        SumTotalTermFrequency = sumTotalTermFrequency;
        AverageLength = (float)(sumTotalTermFrequency / (double)documentCount);
        var lengths = EncodedLength.Table;
        for (int norm = 0; norm < 256; norm++)
        {
            _inverseNorms[norm] = 1f / (Bm25.K1 * (1f - Bm25.B + (Bm25.B * lengths[norm] / AverageLength)));
        }
    }

    public long DocumentCount { get; }

    public long SumTotalTermFrequency { get; }

    public float AverageLength { get; }

    /// <summary>For each norm as an unsigned byte 1 / (k1 · (1 - b + b · length / average)): what a frequency is multiplied with.</summary>
    public ReadOnlySpan<float> InverseNorms => _inverseNorms;
}

/// <summary>What scoring knows of a term over all segments.</summary>
/// <param name="DocumentFrequency">How many documents hold the term.</param>
/// <param name="TotalTermFrequency">How often it stands in all of them.</param>
internal readonly record struct TermStatistics(long DocumentFrequency, long TotalTermFrequency);
