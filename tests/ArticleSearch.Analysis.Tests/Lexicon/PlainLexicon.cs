using ArticleSearch.Analysis.Lexicon;

namespace ArticleSearch.Analysis.Tests.Lexicon;

/// <summary>
/// All that the lexicon says of its words, in plain dictionaries: built from the spellings of the lemmas alone, without the
/// automaton's numbers and without the readings, which are then held to it.
/// </summary>
internal sealed class PlainLexicon
{
    private static readonly Lazy<PlainLexicon> Built = new(() => new PlainLexicon());

    private PlainLexicon()
    {
        var lexicon = FrenchLexicon.Shared;
        var buffer = new char[LemmaForms.BufferLength];
        for (int lemma = 0; lemma < lexicon.LemmaCount; lemma++)
        {
            foreach (var spelling in lexicon.Forms(lemma, buffer))
            {
                string form = spelling.ToString();
                if (!Lemmas.TryGetValue(form, out var lemmas))
                {
                    Lemmas.Add(form, lemmas = []);
                }

                lemmas.Add(lemma);
            }
        }

        foreach (string form in Lemmas.Keys)
        {
            string folded = Fold(form);
            if (!Alike.TryGetValue(folded, out var forms))
            {
                Alike.Add(folded, forms = []);
            }

            forms.Add(form);
        }
    }

    public static PlainLexicon Shared => Built.Value;

    /// <summary>The lemmas of each form.</summary>
    public Dictionary<string, List<int>> Lemmas { get; } = new(StringComparer.Ordinal);

    /// <summary>The forms of each spelling without accents.</summary>
    public Dictionary<string, List<string>> Alike { get; } = new(StringComparer.Ordinal);

    public static string Fold(string word)
    {
        var folded = new char[AccentFolding.MostGrowth * word.Length];
        return new string(folded, 0, AccentFolding.Fold(word, folded));
    }
}
