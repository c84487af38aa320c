using System.Text;
using ArticleSearch.Matching;

namespace ArticleSearch.Suggesting;

/// <summary>
/// The words of an index that begin with given letters, whatever their accents, the most frequent first. It reads what begins so and
/// nothing else.
/// </summary>
internal static class VocabularyTop
{
    /// <summary>Nobody types more to have it completed.</summary>
    private const int LongestPrefix = ErrorStates.LongestWord;

    /// <summary>The most frequent words; of those equally frequent, the first in the order of their letters.</summary>
    /// <param name="index">The index.</param>
    /// <param name="prefix">The beginning, in small letters.</param>
    /// <param name="top">How many are wanted.</param>
    /// <param name="elided">Whether what an elision leaves of a word counts: <c>l'</c>.</param>
    /// <param name="cancellation">Stops the work soon.</param>
    public static IReadOnlyList<IndexedWord> Beginning(IndexView index, string prefix, int top, bool elided, CancellationToken cancellation)
    {
        if (prefix.Length is 0 or > LongestPrefix || top == 0)
        {
            return [];
        }

        var best = new PriorityQueue<IndexedWord, (long Passages, int Order)>();
        var walk = new VocabularyWalk(
            index, WordCorrector.Fields, new ErrorStates(prefix, ForgivenErrors.AccentsOfPrefix, byte.MaxValue - 1), cancellation);
        for (int order = 0; walk.MoveNext(); order--)
        {
            long passages = walk.Passages;
            if ((best.Count == top && best.TryPeek(out var least, out _) && least.Passages >= passages)
                || (!elided && walk.Term[^1] == '\''))
            {
                continue;
            }

            if (best.Count == top)
            {
                best.Dequeue();
            }

            best.Enqueue(new IndexedWord(Encoding.UTF8.GetString(walk.Term), passages), (passages, order));
        }

        var words = new IndexedWord[best.Count];
        for (int i = words.Length - 1; i >= 0; i--)
        {
            words[i] = best.Dequeue();
        }

        return words;
    }
}
