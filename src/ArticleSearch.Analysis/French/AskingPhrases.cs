namespace ArticleSearch.Analysis.French;

/// <summary>
/// The words with which one asks, which say nothing about what is sought: <c>combien</c>, <c>qui est-ce qui</c>, <c>je voudrais
/// savoir</c>. A table of phrases, read as terms without accents; the longest that fits counts.
/// </summary>
internal static class AskingPhrases
{
    // One phrase a line; a | between words that may stand in the same place.
    private static readonly Dictionary<string, List<string[][]>> Phrases = ByFirst(
 """
            bonjour|bonsoir|salut|allo
            merci|svp|stp
            merci d'avance
            merci de|d' me|m' indiquer|dire|expliquer|donner|preciser
            s' il vous|te plait
            je voudrais|veux|souhaite|souhaiterais|aimerais|cherche savoir|connaitre|trouver|comprendre
            je|j' voudrais|veux|souhaite|souhaiterais|aimerais|cherche|desire|desirerais a savoir
            je|j' voudrais|veux|souhaite|souhaiterais|aimerais|desire|desirerais savoir|connaitre|trouver|comprendre|apprendre
            je|j' voudrais|veux|souhaite|souhaiterais|aimerais|cherche
            je me demande
            j' ai besoin de|d' savoir|connaitre
            pouvez|pourriez|peux|pourrais vous|tu me|m' dire|expliquer|indiquer|donner|preciser|renseigner
            pouvez|pourriez|peux|pourrais vous|tu
            savez|sais vous|tu
            dites|dis moi|nous
            expliquez|explique|indiquez|indique|donnez|donne moi
            qui est ce qui|que|qu'
            qu' est ce qui|que|qu'
            qu' est ce
            est ce que|qu'
            est ce
            est il|elle vrai que|qu'
            c' est quoi
            combien de|d' temps
            combien
            comment
            pourquoi
            pour quelle|quelles raison|raisons
            quand
            depuis quand
            ou
            d' ou
            jusqu' ou
            ou se trouve|trouvent|trouvait|situe|situent
            ou est situe|situee
            a|ont|avait|avaient|aura|auront|eu|avoir lieu
            comment faire pour
            que faire si|pour|quand
            a quoi sert|servent|correspond|correspondent
            dans quel|quels|quelle|quelles cas
            puis|dois je
            en quelle annee|annees
            a quelle heure|date|epoque|periode
            comment s' appelle|appelait|appellent|appelaient|nomme|nommait
            quel est|etait le nom
            quel type|genre de|d'
            quelle sorte de|d'
            quel|quelle|quels|quelles
            lequel|laquelle|lesquels|lesquelles
            de|a|en|par|avec|pour quoi|qui
            y a t il
            peut|doit|faut t on|il
            peut|doit on|il|elle
            faut il
            existe t il
            """);

    /// <summary>How many terms, without accents, at a place of a query are a phrase of asking; 0 if none are.</summary>
    public static int LengthAt(ReadOnlySpan<string> terms)
    {
        int longest = 0;
        foreach (string[][] phrase in Phrases.GetValueOrDefault(terms[0]) ?? [])
        {
            if (phrase.Length > longest && phrase.Length <= terms.Length && Fits(phrase, terms))
            {
                longest = phrase.Length;
            }
        }

        return longest;
    }

    private static Dictionary<string, List<string[][]>> ByFirst(string table)
    {
        var phrases = new Dictionary<string, List<string[][]>>(StringComparer.Ordinal);
        foreach (string line in table.Split('\n'))
        {
            string[][] phrase = [.. line.Trim().Split(' ').Select(place => place.Split('|'))];
            foreach (string first in phrase[0])
            {
                if (!phrases.TryGetValue(first, out var begun))
                {
                    phrases.Add(first, begun = []);
                }

                begun.Add(phrase);
            }
        }

        return phrases;
    }

    private static bool Fits(string[][] phrase, ReadOnlySpan<string> terms)
    {
        for (int i = 0; i < phrase.Length; i++)
        {
            if (!phrase[i].Contains(terms[i], StringComparer.Ordinal))
            {
                return false;
            }
        }

        return true;
    }
}
