using System.Numerics;

namespace ArticleSearch.Matching;

/// <summary>Documents marked in a set of bits.</summary>
/// <param name="words">The bits, lowest first.</param>
/// <param name="maxDocument">How many bits there are.</param>
/// <param name="cost">About how many are set.</param>
/// <param name="score">The score of each.</param>
internal sealed class BitSetCursor(ulong[] words, int maxDocument, long cost, float score) : MatchCursor
{
    public override long Cost => cost;

    public override int NextDocument() => Advance(Document + 1);

    public override int Advance(int target)
    {
        if (target >= maxDocument)
        {
            return Document = NoMoreDocuments;
        }

        int at = target >> 6;
        int last = (maxDocument - 1) >> 6;
        ulong word = words[at] & (ulong.MaxValue << target);
        while (word == 0)
        {
            if (at == last)
            {
                return Document = NoMoreDocuments;
            }

            word = words[++at];
        }

        return Document = (at << 6) + BitOperations.TrailingZeroCount(word);
    }

    public override float Score() => score;
}
