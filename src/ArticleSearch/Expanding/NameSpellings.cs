using ArticleSearch.Analysis.Lexicon;
using ArticleSearch.Matching.Automata;

namespace ArticleSearch.Expanding;

/// <summary>
/// Other spellings of a name that was written in another alphabet: French texts write <c>Choïgou</c>, English ones <c>Shoigu</c>.
/// Rules speak only of words that may be names, and never make two words one that the dictionary has both; what no rule gives is
/// a table of pairs.
/// </summary>
/// <remarks>
/// The rules set side by side the romanisations that French newspapers use: the French one of Russian and Ukrainian (Choïgou,
/// Tchekhov, Brejnev), the English one (Shoigu, Chekhov, Brezhnev; BGN/PCGN), the official Ukrainian one of 2010 (Zelenskyi, Sumy),
/// and French and English ways to write Arabic, Persian and Hebrew names (Netanyahou, Netanyahu). A sound that is written by one
/// letter in English and by another in French is one sound here.
/// </remarks>
internal static class NameSpellings
{
    private const int LeastLength = 4;

    /// <summary>Capitals are sounds that have several ways; S is the one of chat and of Tchad, Z that of jour.</summary>
    private static readonly SoundTable Sounds = new(3,
    [
        new("shch", "S"), new("chtch", "S"), // щ: Khrouchtchev, Khrushchev
        new("tsch", "S"), new("tch", "S"), new("tsh", "S"), new("sch", "S"), new("sh", "S"), new("ch", "S"), // ч, ш: Tchekhov, Chekhov; Pouchkine, Pushkin
        new("dzh", "Z"), new("dj", "Z"), new("zh", "Z"), // ж, дж: Brejnev, Brezhnev; Azerbaïdjan, Azerbaijan
        new("j", "Z", IsOneOfSeveral: true), // as in French
        new("j", "I", SoundPlace.AtStart, IsOneOfSeveral: true), new("j", "I", SoundPlace.AtEnd, IsOneOfSeveral: true), // as in German: Juri, Dmitrij
        new("gu", "g", SoundPlace.BeforeSoft), new("gh", "g"), // Sergueï, Sergei
        new("g", "Z", SoundPlace.BeforeSoft, IsOneOfSeveral: true), new("g", "g", SoundPlace.BeforeSoft, IsOneOfSeveral: true), // Evgueni, Evgeni
        new("kh", "k"), new("ck", "k"), new("qu", "k", SoundPlace.BeforeSoft), new("q", "k"), // Tachkent; Irak, Iraq
        new("c", "s", SoundPlace.BeforeSoft), new("c", "k"),
        new("ye", "e", SoundPlace.AtStart), new("ie", "e", SoundPlace.AtStart, IsOneOfSeveral: true), // Е: Eltsine, Yeltsin; Erevan, Ierevan
        new("x", "ks"), // Alexeï, Aleksei
        new("ou", "U"), new("oo", "U"), new("u", "U"), // у: Marioupol, Mariupol
        new("i", "I"), new("y", "I"), // и, й, і, ї, ы: Zelenski, Zelensky, Zelenskyy, Zelenskiy
        new("off", "ov", SoundPlace.AtEnd), new("eff", "ev", SoundPlace.AtEnd), // Rachmaninov, Rachmaninoff
        new("w", "v"), // в: Walesa
        new("ph", "f"), new("th", "t"), new("dh", "d"), new("bh", "b"), new("rh", "r"), // Kadhafi
        new("tz", "ts"), // ц
        new("ine", "In", SoundPlace.AtEnd), new("yne", "In", SoundPlace.AtEnd), // Poutine, Putin: French adds a letter lest it be nasal
    ]);

    // What names have in two languages that no rule leads from one to the other. Each row is one place or one name.
    private static readonly Dictionary<string, string[]> Others = Table(
        "kiev kyiv kyïv", // Russian, Ukrainian
        "kharkov kharkiv",
        "lvov lviv lemberg",
        "lougansk louhansk luhansk lugansk", // г is g in Russian, h in Ukrainian
        "nikolaïev mykolaïv mykolaiv",
        "zaporojie zaporijjia zaporijia zaporizhzhia zaporizhia",
        "dniepropetrovsk dnipropetrovsk",
        "tchernigov tchernihiv chernihiv",
        "biélorussie bélarus belarus", // Russian, Belarusian
        "moldavie moldova",
        "kirghizistan kirghizstan kyrgyzstan kirghizie",
        "pékin beijing", // French custom, pinyin
        "nankin nanjing",
        "xinjiang sinkiang",
        "birmanie myanmar",
        "rangoun yangon",
        "bombay mumbai",
        "calcutta kolkata",
        "swaziland eswatini",
        "tchéquie czechia",
        "kadhafi khadafi kaddafi gaddafi qaddafi gadhafi", // one Arabic letter, many habits
        "mohamed mohammed mohamad mohammad muhammad muhammed mouhamed mouhammad",
        "ahmed ahmad",
        "hussein hussain hossein houssein husayn",
        "iouri youri yuri yury juri", // the dictionary has the first two, and rules leave alone what it has
        "dmitri dimitri dmitry dmitriy",
        "evgueni evgeny evgeni yevgeny ievgueni",
        "odessa odesa",
        "tchaïkovski tchaikovsky tchaïkovsky tschaikowsky",
        "ekaterinbourg iekaterinbourg yekaterinburg", // the dictionary has the first two
        "rachmaninov rachmaninoff rakhmaninov");

    /// <summary>Whether a word may be a name: no dictionary has it, or has it as one, among other things perhaps.</summary>
    public static bool MayBeName(FrenchLexicon lexicon, string word)
    {
        Span<int> forms = stackalloc int[FrenchLexicon.MostAlike];
        int form = lexicon.Find(word);
        forms[0] = form;
        int count = form != FrenchLexicon.Unknown ? 1 : Math.Min(forms.Length, lexicon.FindAlike(word, forms));
        foreach (int one in forms[..count])
        {
            foreach (var reading in lexicon.Lemmas(one))
            {
                if ((lexicon.PartsOf(reading.Lemma) & PartsOfSpeech.Name) != PartsOfSpeech.None)
                {
                    return true;
                }
            }
        }

        return count == 0;
    }

    /// <summary>Every way to read a word as a name; none of one that is no name.</summary>
    public static HashSet<string> Read(FrenchLexicon lexicon, string word, string folded) =>
        folded.Length >= LeastLength && MayBeName(lexicon, word) ? Sounds.Read(folded) : [];

    /// <summary>Adds the spellings of all readings, and what the table has, to a graph.</summary>
    public static void AddSpellings(string folded, IEnumerable<string> readings, SpellingGraph graph)
    {
        foreach (string reading in readings)
        {
            Sounds.AddSpellings(reading, graph);
        }

        foreach (string other in Others.GetValueOrDefault(folded, []))
        {
            graph.AddWord(other);
        }
    }

    /// <summary>Whether a term is another spelling of a name.</summary>
    /// <param name="lexicon">The lexicon.</param>
    /// <param name="name">The name.</param>
    /// <param name="readings">Its readings.</param>
    /// <param name="term">A term of the index.</param>
    public static bool Meets(FrenchLexicon lexicon, VocabularyTerm name, HashSet<string> readings, VocabularyTerm term)
    {
        if (Others.TryGetValue(name.Folded, out string[]? others) && others.Contains(term.Folded, StringComparer.Ordinal))
        {
            return true;
        }

        return readings.Count > 0 && !(IsKnown(lexicon, name) && IsKnown(lexicon, term))
            && readings.Overlaps(Read(lexicon, term.Text, term.Folded));
    }

    private static bool IsKnown(FrenchLexicon lexicon, VocabularyTerm word) =>
        lexicon.Find(word.Text) != FrenchLexicon.Unknown || lexicon.FindAlike(word.Text, []) > 0;

    private static Dictionary<string, string[]> Table(params string[] rows)
    {
        var table = new Dictionary<string, string[]>(StringComparer.Ordinal);
        foreach (string row in rows)
        {
            string[] names = [.. row.Split(' ').Select(name => WordKin.Fold(name)).Distinct(StringComparer.Ordinal)];
            foreach (string name in names)
            {
                table.Add(name, [.. names.Where(other => !string.Equals(other, name, StringComparison.Ordinal))]);
            }
        }

        return table;
    }
}
