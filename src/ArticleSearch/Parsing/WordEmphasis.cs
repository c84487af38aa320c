using ArticleSearch.Analysis;
using ArticleSearch.Analysis.Lexicon;

namespace ArticleSearch.Parsing;

/// <summary>
/// How much a word of a question counts beside what its rareness says: names and numbers stand in nearly every answer, verbs in every
/// second one, and what <c>quel</c> asks for mostly does not. It looks at the question alone, never at the index.
/// </summary>
/// <remarks>
/// After Zhao and Callan (Term necessity prediction, 2010): the share p of answers that have the word. Over 24,000 questions put to
/// encyclopedia paragraphs, forms and families counted, p is 0.96 for names, 0.87 for numbers, 0.75 for other nouns and adjectives, 0.46
/// for verbs, 0.41 after <c>quel</c> and 0.36 for adverbs, much the same in two collections. A word counts
/// (p / (1 - p)) ^ 0.1, beside a noun; more than that tenth ranks worse.
/// </remarks>
internal static class WordEmphasis
{
    public const float Name = 1.2f;
    public const float Number = 1.1f;
    public const float Ordinary = 1f;
    public const float Verb = 0.9f;
    public const float Adverb = 0.85f;
    public const float Asked = 0.85f;

    // quel est le nom, quelles ont été les causes
    private const int FarthestAsked = 5;

    private const PartsOfSpeech Naming = PartsOfSpeech.Nominal | PartsOfSpeech.Name;

    /// <summary>The emphasis of one of the words of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="words">Its words, as the chain reads them.</param>
    /// <param name="index">Which of them.</param>
    public static float Of(ReadOnlySpan<char> text, IReadOnlyList<QueryWord> words, int index)
    {
        var word = words[index];
        var written = text[word.Start..word.End];
        return written.ContainsAnyInRange('0', '9') ? Number
            : IsAsked(words, index) ? Asked
            : index > 0 && char.IsUpper(written[0]) ? Name
            : Of(word.Spellings[0]);
    }

    private static float Of(IReadOnlyList<string> spelling)
    {
        var lexicon = FrenchLexicon.Shared;
        int form = spelling.Count == 1 ? lexicon.Find(spelling[0]) : FrenchLexicon.Unknown;
        if (form == FrenchLexicon.Unknown)
        {
            return Ordinary;
        }

        var parts = PartsOfSpeech.None;
        foreach (var reading in lexicon.Lemmas(form))
        {
            parts |= reading.IsOvershadowed ? PartsOfSpeech.None : lexicon.PartsOf(reading.Lemma);
        }

        return (parts & Naming) != PartsOfSpeech.None ? Ordinary
            : (parts & PartsOfSpeech.Verb) != PartsOfSpeech.None ? Verb
            : (parts & PartsOfSpeech.Adverb) != PartsOfSpeech.None ? Adverb
            : Ordinary;
    }

    /// <summary>Whether a word is the first one that says something after <c>quel</c>.</summary>
    private static bool IsAsked(IReadOnlyList<QueryWord> words, int index)
    {
        for (int before = index - 1; before >= 0 && index - before <= FarthestAsked && words[before].Role != WordRole.Content; before--)
        {
            if (words[before].Spellings[0] is ["quel" or "quelle" or "quels" or "quelles"])
            {
                return true;
            }
        }

        return false;
    }
}
