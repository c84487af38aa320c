namespace ArticleSearch.Analysis.French;

/// <summary>
/// The words with which one asks, which say nothing about what is sought: <c>combien</c>, <c>qui est-ce qui</c>, <c>je voudrais
/// savoir</c>. A table of phrases, read as terms without accents; the longest that fits counts.
/// </summary>
internal static class AskingPhrases
{
    // One phrase a line; a | between words that may stand in the same place, a ? before those that may be missing, a . for the end.
    private static readonly Dictionary<string, List<string[][]>> Phrases = ByFirst(
 """
            bonjour|bonsoir|salut|allo|coucou|hello ?a ?tous|toutes|vous ?madame|monsieur ?monsieur
            madame monsieur
            excusez|excuse|pardonnez|pardonne moi
            merci|svp|stp
            merci ?beaucoup|bien ?d'|par ?avance ?pour|de|d' ?votre|vos|ton|ta|tes|l' ?aide|reponse|reponses|retour|attention|comprehension
            merci ?beaucoup ?de|d' ?bien ?vouloir ?me|m'|nous indiquer|dire|expliquer|donner|preciser|aider|repondre|renseigner|eclairer
            je vous|te remercie ?beaucoup|bien ?d'|par ?avance ?pour|de|d' ?votre|ton|l' ?aide|reponse|retour
            en vous|te remerciant ?d'|par ?avance
            s' il vous|te plait
            cordialement|respectueusement .
            bien a vous|toi .
            bonne journee|soiree|continuation .
            aidez|aide moi|nous ?a ?comprendre
            a|selon votre|ton avis
            je ?ne|n' comprends|compris|sais|connais|trouve|vois pas|plus ?trop|bien|vraiment|tres|du ?bien|tout
            je|j' ?ne|n' ai ?pas ?toujours|bien|vraiment compris
            j' ai|aurais ?un|beaucoup ?peu de|du ?la mal|difficulte|peine a comprendre|trouver|saisir|savoir
            je|j' voudrais|veux|souhaite|souhaiterais|aimerais|cherche|desire|desirerais|voulais|souhaitais ?bien ?a savoir|connaitre|trouver|comprendre|apprendre
            je|j' voudrais|souhaiterais|aimerais|souhaite|voulais|viens|vais ?bien vous|te demander
            je|j' voudrais|souhaiterais|aimerais|souhaite|voulais ?bien qu'|que on|vous|tu|quelqu'un me|m' explique|expliquez|expliquiez|expliques|dise|disiez|dises
            je|j' voudrais|souhaiterais|aimerais|souhaite|voulais ?bien avoir|obtenir|recevoir ?plus ?des|de|d'|une|quelques explications|explication|informations|information|renseignements|renseignement|precisions|precision
            je|j' voudrais|veux|souhaite|souhaiterais|aimerais|cherche|voulais
            je|j' essaie|essaye|tente|essayais de|d' savoir|connaitre|trouver|comprendre
            je me demande|demandais
            je me pose|posais la|une|cette question ?suivante
            je vous|t' ecris|contacte pour savoir|connaitre|demander
            je me permets de|d' vous|te|t' contacter|ecrire|demander ?pour ?savoir|connaitre
            j' ai|aurais besoin de|d' savoir|connaitre|comprendre
            besoin d' aide svp|stp
            j' ai|aurais|avais une ?petite|autre question
            voici|voila ma question
            ma question est|serait ?la ?suivante
            petite question
            on me|m' demande|demandait
            pouvez|pourriez|peux|pourrais vous|tu ?me|m'|nous dire|expliquer|indiquer|donner|preciser|renseigner|aider|eclairer|rappeler|confirmer|montrer ?a ?comprendre|savoir|trouver
            est ce que|qu' vous|tu|quelqu'un|on pouvez|pourriez|peux|pourrais|peut|pourrait me|m'|nous dire|expliquer|indiquer|donner|preciser|renseigner|aider|eclairer|rappeler|confirmer|montrer ?a ?comprendre|savoir|trouver
            vous|tu|quelqu'un|on pouvez|pourriez|peux|pourrais|peut|pourrait ?il me|m'|nous dire|expliquer|indiquer|donner|preciser|renseigner|aider|eclairer|rappeler|confirmer|montrer ?a ?comprendre|savoir|trouver
            pouvez|pourriez|peux|pourrais vous|tu
            est ce que|qu' vous|tu|quelqu'un savez|sais|saurait|sait|sauriez|saurais ?me ?dire
            quelqu'un sait|saurait ?il ?me ?dire
            vous|tu savez|sais|saviez|sauriez ?me ?dire
            savez|sais|sauriez|saurais|saviez|savais vous|tu ?me ?dire
            auriez|avez|aurais|as vous|tu l'|la|une amabilite|gentillesse|bonte|idee de|d'|du|des|sur ?me ?dire|expliquer|indiquer
            dites|dis|expliquez|explique|indiquez|indique|donnez|donne|montrez|montre|rappelez|rappelle|precisez|parlez|parle moi|nous
            est|serait|sera il possible de|d'|que|qu' ?me|m' ?savoir|dire|expliquer|connaitre|indiquer
            qui est ce qui|que|qu'
            qu' est ce qui|que|qu' ?c' ?est ?que|qu'
            qu' est ce
            que|qu' veut|veulent|voulait dire
            que|qu' signifie|signifient|signifiait
            que|qu' se passe|passait|passa t il
            qu' entend|appelle|appelait t on ?par
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
            depuis|jusqu'|pendant|apres|pour ?a quand|combien ?de|d' ?temps
            a partir de|d' quand
            au bout de|d' combien de|d' temps
            ou
            d' ou
            jusqu' ou
            ou se trouve|trouvent|trouvait|situe|situent
            ou est situe|situee
            a|ont|avait|avaient|aura|auront|eu|avoir lieu
            comment faire pour ?savoir|connaitre|comprendre|trouver
            comment savoir|connaitre si|qui|quel|quelle|quels|quelles|comment|quand|ou|combien|pourquoi|que
            comment ca|cela marche|fonctionne
            que faire si|pour|quand
            a quoi ?ca|cela sert|servent|correspond|correspondent
            en quoi consiste|consistent|consistait|consista
            dans quel|quels|quelle|quelles cas
            puis|dois je
            en quelle annee|annees
            a quelle heure|date|epoque|periode
            a quel moment
            comment s' appelle|appelait|appellent|appelaient|nomme|nommait
            quel est|etait le nom
            quel type|genre de|d'
            quelle sorte de|d'
            quel|quelle|quels|quelles
            lequel|laquelle|lesquels|lesquelles
            de|a|en|par|avec|pour quoi|qui
            par rapport a quoi|qui
            y a|avait|aura|aurait t il
            y a t il
            peut|doit|faut t on|il
            peut|doit on|il|elle
            faut il
            existe t il
            """);

    private const string May = "?";
    private const string End = ".";

    /// <summary>
    /// How many terms at a place of a query are a phrase of asking; 0 if none are. They are without accents and, where they are elided,
    /// without their apostrophe, which many do not type.
    /// </summary>
    public static int LengthAt(ReadOnlySpan<string> terms)
    {
        int longest = 0;
        foreach (string[][] phrase in Phrases.GetValueOrDefault(terms[0]) ?? [])
        {
            longest = Math.Max(longest, 1 + FittingLength(phrase.AsSpan(1), terms[1..]));
        }

        return longest;
    }

    private static Dictionary<string, List<string[][]>> ByFirst(string table)
    {
        var phrases = new Dictionary<string, List<string[][]>>(StringComparer.Ordinal);
        foreach (string line in table.Split('\n'))
        {
            string[][] phrase = [.. line.Trim().Split(' ').Select(place =>
                place.Replace(May, May + "|", StringComparison.Ordinal).Split('|').Select(WithoutApostrophe).ToArray())];
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

    /// <summary>Whether a phrase that begins so greets, which only the beginning of a letter does: one may search for the Armée du Salut.</summary>
    public static bool IsGreeting(string term) => term is "bonjour" or "bonsoir" or "salut" or "allo" or "coucou" or "hello";

    /// <summary>An elided term as phrases have it.</summary>
    public static string WithoutApostrophe(string term) => term.TrimEnd('\'');

    /// <summary>How many terms the rest of a phrase is; -1 if they are none.</summary>
    private static int FittingLength(ReadOnlySpan<string[]> places, ReadOnlySpan<string> terms)
    {
        if (places.IsEmpty)
        {
            return 0;
        }

        if (places[0] is [End])
        {
            return terms.IsEmpty ? 0 : -1;
        }

        int rest = !terms.IsEmpty && places[0].Contains(terms[0], StringComparer.Ordinal) ? FittingLength(places[1..], terms[1..]) : -1;
        int with = rest < 0 ? -1 : 1 + rest;
        return places[0][0] == May ? Math.Max(with, FittingLength(places[1..], terms)) : with;
    }
}
