using System.Text;

namespace ArticleSearch.Tests.Highlighting;

/// <summary>
/// Random French-looking sentences and queries about them: few words, so that they meet, in many forms, with all the signs that
/// may stand around them.
/// </summary>
internal sealed class FrenchSentences(Random random)
{
    private const int WordsAtOnce = 60;

    // Words in several forms and families, homographs, near spellings that must stay apart, names, compounds, numbers, signs.
    private static readonly string[] AllWords =
    [
        .. """
        travail travaux travailler travaillait œil yeux cheval chevaux journal journaux beau belle bel nouveaux nouvelle
        état Etat ETAT états élection élections électeur électrice élire élu russe Russie russes ruse fournir fourniture
        fournit créer création créé créatrice président présidente présidence présidentiel poisson poissons poison péché pêche
        pécher pêcher guerre guerres guère désert dessert est avions avion été porte portes porter fils fil tours tour Tours
        Paris parier pari armée armées arme armes armer chat châtiment parlement parler département départ partir va ira aller
        vont Ukraine ukrainien ukrainienne Kiev Kyiv Zelensky Zelenskyy Choïgou Choïgu Poutine Putin œuvre oeuvre cœur coeur
        Noël Noel où ou a à sur sûr la le les de du des un une en au aux et pas plus son ton ONU O.N.U. SNCF aujourd’hui
        prud’hommes presqu’île contre-offensive contreoffensive Saint-Malo St-Malo porte-avions porte-parole week-end weekend
        COVID-19 covid C# 10 000 10000 1,5 49.3 20h30 1er n° 5 m² #grève @maire dit-il est-ce quelqu'un lorsqu’elle l'avion
        l’armée d’armes d'État s’oppose qu’il j’ai L’ÉTAT jusqu’à grand-mère tire-bouchon vice-présidente franco-russe covidé
        tiktokeuse tiktokeur tiktokeurs wokisme wokismes déjà gouvernement gouvernemental gouverner gouverna
        """.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries),
        "soft\u00ADhyphen", "pre\u0301sident", "e\u0301tat", "10\u00A0000", "10\u202F000", "50\u00A0%",
    ];

    private static readonly string[] Gaps = [" ", " ", " ", " ", " ", " ", ", ", ". ", " – ", " « ", " » ", "\u00A0: ", " (", ") ", "… ", "\u202F! ", " \"", "; "];

    // So few that a query is often answered.
    private readonly string[] _words = random.GetItems(AllWords, WordsAtOnce);

    public string Sentence()
    {
        var text = new StringBuilder();
        for (int left = random.Next(1, 14); left > 0; left--)
        {
            text.Append(Word()).Append(left > 1 ? Gaps[random.Next(Gaps.Length)] : random.Next(2) == 0 ? "." : "");
        }

        return text.ToString();
    }

    /// <summary>A query of any kind that asks for something; what it asks for is often in one of the texts.</summary>
    public string Query(IReadOnlyList<string> texts)
    {
        int clauses = random.Next(4) == 0 ? random.Next(2, 5) : 1;
        var query = new StringBuilder(random.Next(8) == 0 ? "+" : "");
        for (int i = 0; i < clauses; i++)
        {
            if (i > 0)
            {
                query.Append(random.Next(8) switch { 0 => " AND ", 1 => " OR ", 2 => " -", 3 => " +", 4 => " NOT ", _ => " " });
            }

            query.Append(random.Next(10) == 0 ? $"({Leaf(texts)} {Leaf(texts)})" : Leaf(texts));
        }

        return query.ToString();
    }

    private string Word() => _words[random.Next(_words.Length)];

    private string Leaf(IReadOnlyList<string> texts) => random.Next(12) switch
    {
        0 or 1 => $"\"{Piece(texts)}\"",
        2 => $"\"{Piece(texts)}\"~{random.Next(1, 5)}",
        3 => "=" + Letters(),
        4 => Letters() + "~",
        5 => Beginning() + "*",
        6 => Wildcard(),
        7 => Word() + " " + Word(),
        _ => Word(),
    };

    private string Piece(IReadOnlyList<string> texts)
    {
        string[] words = texts[random.Next(texts.Count)].Replace('"', ' ').Split(' ', StringSplitOptions.RemoveEmptyEntries);
        int start = random.Next(words.Length);
        int length = Math.Min(random.Next(1, 5), words.Length - start);
        string piece = string.Join(' ', words.AsSpan(start, length)!);
        return piece.Any(char.IsLetterOrDigit) ? piece : Letters();
    }

    private string Letters()
    {
        string word;
        do
        {
            word = Word();
        }
        while (!word.All(char.IsLetter));

        return word;
    }

    private string Beginning()
    {
        string word = Letters();
        return word[..random.Next(1, word.Length + 1)];
    }

    private string Wildcard()
    {
        string word;
        do
        {
            word = Letters();
        }
        while (word.Length < 3);

        int hole = random.Next(1, word.Length - 1);
        return word[..hole] + (random.Next(2) == 0 ? "?" : "*") + word[(hole + 1)..];
    }
}
