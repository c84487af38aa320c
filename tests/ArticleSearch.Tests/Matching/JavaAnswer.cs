using System.Globalization;
using ArticleSearch.Matching;

namespace ArticleSearch.Tests.Matching;

/// <summary>A line in which the oracle tells what real Lucene found, and how ours compares.</summary>
internal sealed class JavaAnswer
{
    private const double Tolerance = 1e-5;

    private JavaAnswer(long total, ScoredDocument[] hits)
    {
        Total = total;
        Hits = hits;
    }

    public long Total { get; }

    public ScoredDocument[] Hits { get; }

    /// <summary>Reads "total relation doc:bits …".</summary>
    public static JavaAnswer Parse(string line)
    {
        string[] words = line.TrimStart('~').Split(' ');
        return new JavaAnswer(long.Parse(words[0], CultureInfo.InvariantCulture), [.. words[2..].Select(Hit)]);
    }

    /// <summary>Whether total, documents and order are the same, and the scores as good as.</summary>
    public bool Equals(TopHits ours) =>
        ours.Total == new TotalHits(Total, true)
        && ours.Hits.Length == Hits.Length
        && ours.Hits.Zip(Hits).All(pair => pair.First.Document == pair.Second.Document && Difference(pair.First.Score, pair.Second.Score) <= Tolerance);

    /// <summary>How many scores have the same bits.</summary>
    public int SameBits(TopHits ours) => ours.Hits.Zip(Hits).Count(pair => pair.First.Score.Equals(pair.Second.Score));

    public string Describe(TopHits ours) =>
        $"  ours   {ours.Total}: {string.Join(' ', ours.Hits.Take(12).Select(hit => $"{hit.Document}:{hit.Score:r}"))}\n"
        + $"  theirs {Total}: {string.Join(' ', Hits.Take(12).Select(hit => $"{hit.Document}:{hit.Score:r}"))}";

    private static double Difference(float a, float b) => a.Equals(b) ? 0 : Math.Abs(a - (double)b) / Math.Max(Math.Abs(b), float.Epsilon);

    private static ScoredDocument Hit(string text)
    {
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        return new ScoredDocument(
            int.Parse(text.AsSpan(0, colon), CultureInfo.InvariantCulture),
            BitConverter.UInt32BitsToSingle(uint.Parse(text.AsSpan(colon + 1), NumberStyles.HexNumber, CultureInfo.InvariantCulture)));
    }
}
