using ArticleSearch.Analysis;
using ArticleSearch.Indexing;

namespace ArticleSearch.Matching;

/// <summary>
/// The words that tell most about a text: often in it, seldom in the index (frequency × inverse document frequency). It says what to
/// look for, not how; little words are none of them.
/// </summary>
internal sealed class TellingWords(TermLookup lookup, AnalysisChain chain)
{
    // With fewer than two passages that have it, a word leads nowhere but back.
    private const long LeastDocuments = 2;

    /// <summary>The words as they stand in the text, most telling first; each stands for all its occurrences.</summary>
    /// <param name="text">The text.</param>
    /// <param name="most">How many are wanted.</param>
    public IReadOnlyList<string> Of(string text, int most)
    {
        var words = new Dictionary<string, Word>(StringComparer.Ordinal);
        foreach (var (term, start, end) in Terms(text))
        {
            words[term] = words.TryGetValue(term, out var known) ? known with { Frequency = known.Frequency + 1 } : new Word(start, end, 1);
        }

        long documents = lookup.Index.Field(PassageFields.Text)?.DocumentCount ?? 0;
        return
        [
            .. words.Select(pair => (pair.Value, Weight: pair.Value.Frequency * Rarity(pair.Key, documents)))
                .Where(pair => pair.Weight > 0)
                .OrderByDescending(pair => pair.Weight)
                .ThenBy(pair => pair.Value.Start)
                .Take(most)
                .Select(pair => text[pair.Value.Start..pair.Value.End]),
        ];
    }

    /// <summary>The terms of a text and where each stands.</summary>
    private List<(string Term, int Start, int End)> Terms(string text)
    {
        var terms = new List<(string Term, int Start, int End)>();
        if (chain.HasLevels)
        {
            foreach (var word in chain.ReadQuery(text).Where(word => word.Role == WordRole.Content && word.Spellings[0].Length == 1))
            {
                terms.Add((word.Spellings[0][0], word.Start, word.End));
            }

            return terms;
        }

        var stream = chain.RentStream();
        stream.Reset(text.AsMemory());
        while (stream.MoveNext())
        {
            terms.Add((stream.Term.ToString(), stream.StartOffset, stream.EndOffset));
        }

        chain.ReturnStream(stream);
        return terms;
    }

    private double Rarity(string term, long documents)
    {
        long frequency = lookup.Locate(new IndexTerm(PassageFields.Text, term)).Statistics.DocumentFrequency;
        return frequency < LeastDocuments ? 0 : Math.Log(1 + ((documents - frequency + 0.5) / (frequency + 0.5)));
    }

    private readonly record struct Word(int Start, int End, int Frequency);
}
