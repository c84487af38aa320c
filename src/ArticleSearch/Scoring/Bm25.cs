using System.Runtime.CompilerServices;

namespace ArticleSearch.Scoring;

/// <summary>
/// BM25 (Robertson and others, 1994) for one term or phrase of one field, with the floating-point steps of Lucene 8: what is
/// single there is single here, so that scores are equal and not merely close. Never use a fused multiply-add here.
/// </summary>
/// <remarks>
/// score = boost · idf · f / (f + k1 · (1 - b + b · length / average)), computed as w - w / (1 + f · c[norm]), with
/// w = boost · idf and c the 256 inverse norms: each step keeps the order of scores when rounded, so that a greater frequency or
/// a shorter text never scores lower. That is what makes bounds from impacts safe.
/// </remarks>
internal sealed class Bm25
{
    /// <summary>How soon more occurrences stop to matter.</summary>
    public const float K1 = 1.2f;

    /// <summary>How much the length matters.</summary>
    public const float B = 0.75f;

    /// <param name="boost">The factor of the query.</param>
    /// <param name="field">The field of the term.</param>
    /// <param name="terms">The term, or those of a phrase, whose weights are added.</param>
    public Bm25(float boost, FieldStatistics field, params ReadOnlySpan<TermStatistics> terms)
    {
        Boost = boost;
        Field = field;
        Terms = terms.ToArray();
        InverseDocumentFrequency = SumOfInverseDocumentFrequencies(field.DocumentCount, terms);
        Weight = boost * InverseDocumentFrequency;
    }

    public float Boost { get; }

    public FieldStatistics Field { get; }

    public IReadOnlyList<TermStatistics> Terms { get; }

    /// <summary>The weight of the term or the sum of those of the phrase's terms.</summary>
    public float InverseDocumentFrequency { get; }

    /// <summary>The score that is never quite reached: boost times inverse document frequency.</summary>
    public float Weight { get; }

    /// <summary>The weight of a term: ln(1 + (N - n + 0.5) / (n + 0.5)).</summary>
    /// <param name="documentFrequency">n, the documents that hold it.</param>
    /// <param name="documentCount">N, the documents that have the field.</param>
    public static float Idf(long documentFrequency, long documentCount) =>
        (float)Math.Log(1 + ((documentCount - documentFrequency + 0.5) / (documentFrequency + 0.5)));

    /// <summary>The score of a document.</summary>
    /// <param name="frequency">How often the term or phrase stands in it; greater than 0.</param>
    /// <param name="norm">Its encoded length, of which the low byte counts.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Score(float frequency, long norm) => Weight - (Weight / (1f + (frequency * Field.InverseNorms[(byte)norm])));

    /// <summary>Tells how <see cref="Score"/> comes about.</summary>
    /// <param name="frequency">The frequency, with what it is.</param>
    /// <param name="norm">The encoded length.</param>
    public Explanation Explain(Explanation frequency, long norm)
    {
        float f = (float)frequency.Value;
        float length = EncodedLength.Table[(byte)norm];
        List<Explanation> factors = [];
        if (Boost != 1f)
        {
            factors.Add(new Explanation(true, Boost, "boost"));
        }

        factors.Add(ExplainInverseDocumentFrequency());
        string approximately = (byte)norm > EncodedLength.LastExactNorm ? " (approximate)" : "";
        factors.Add(new Explanation(
            true,
            1f - (1f / (1f + (f * Field.InverseNorms[(byte)norm]))),
            "tf, frequency / (frequency + k1 * (1 - b + b * length / average length)) of:",
            frequency,
            new Explanation(true, K1, "k1, saturation of frequency"),
            new Explanation(true, B, "b, weight of length"),
            new Explanation(true, length, "length of the field" + approximately),
            new Explanation(true, Field.AverageLength, "average length of the field")));
        return new Explanation(true, Score(f, norm), "BM25 score, boost * idf * tf of:", factors);
    }

    private static float SumOfInverseDocumentFrequencies(long documentCount, ReadOnlySpan<TermStatistics> terms)
    {
        double sum = 0;
        foreach (var term in terms)
        {
            sum += Idf(term.DocumentFrequency, documentCount);
        }

        return (float)sum;
    }

    private Explanation ExplainInverseDocumentFrequency()
    {
        Explanation[] terms = [.. Terms.Select(ExplainTerm)];
        return terms.Length == 1 ? terms[0] : new Explanation(true, InverseDocumentFrequency, "idf, sum of:", terms);
    }

    private Explanation ExplainTerm(TermStatistics term) => new(
        true,
        Idf(term.DocumentFrequency, Field.DocumentCount),
        "idf, ln(1 + (N - n + 0.5) / (n + 0.5)) of:",
        new Explanation(true, term.DocumentFrequency, "n, documents with the term"),
        new Explanation(true, Field.DocumentCount, "N, documents with the field"));
}
