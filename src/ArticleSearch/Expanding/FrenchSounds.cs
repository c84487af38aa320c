using ArticleSearch.Matching.Automata;

namespace ArticleSearch.Expanding;

/// <summary>
/// How a French word sounds, roughly: enough that two ways to spell it that are pronounced alike are alike, as <c>farmacie</c> and
/// <c>pharmacie</c>. It is asked only for words that were said to be written by ear, never for others.
/// </summary>
internal static class FrenchSounds
{
    // Capitals are sounds that have several ways or two letters. A for an and en, I for in, O for on, U for ou, E for eu, W for oi.
    private static readonly SoundTable Sounds = new(3,
    [
        new("ean", "A", SoundPlace.BeforeConsonant), new("an", "A", SoundPlace.BeforeConsonant), new("am", "A", SoundPlace.BeforeConsonant),
        new("en", "A", SoundPlace.BeforeConsonant), new("em", "A", SoundPlace.BeforeConsonant),
        new("ain", "I", SoundPlace.BeforeConsonant), new("ein", "I", SoundPlace.BeforeConsonant), new("aim", "I", SoundPlace.BeforeConsonant),
        new("in", "I", SoundPlace.BeforeConsonant), new("im", "I", SoundPlace.BeforeConsonant),
        new("yn", "I", SoundPlace.BeforeConsonant), new("ym", "I", SoundPlace.BeforeConsonant),
        new("un", "I", SoundPlace.BeforeConsonant), new("um", "I", SoundPlace.BeforeConsonant),
        new("on", "O", SoundPlace.BeforeConsonant), new("om", "O", SoundPlace.BeforeConsonant),
        new("oeu", "E"), new("eu", "E"),
        new("eau", "o"), new("au", "o"),
        new("ai", "e"), new("ei", "e"),
        new("ou", "U"),
        new("oi", "W"), new("oy", "W"),
        new("y", "i"),
        new("ph", "f"),
        new("sch", "C"), new("sh", "C"), new("ch", "C", IsOneOfSeveral: true), new("ch", "k", IsOneOfSeveral: true), // chat, orchestre
        new("qu", "k"), new("q", "k"), new("ck", "k"), new("kh", "k"),
        new("sc", "s", SoundPlace.BeforeSoft), new("c", "s", SoundPlace.BeforeSoft), new("c", "k"),
        new("t", "s", SoundPlace.BeforeSoftI), // élection, élexion
        new("x", "ks"),
        new("ge", "j", SoundPlace.BeforeVowel), new("gu", "g", SoundPlace.BeforeSoft), new("gh", "g"),
        new("g", "j", SoundPlace.BeforeSoft),
        new("gn", "N"),
        new("ss", "s"), new("s", "z", SoundPlace.BetweenVowels),
        new("dj", "j", IsOneOfSeveral: true), new("th", "t"), new("dh", "d"), new("rh", "r"),
        new("h", ""),
        new("e", "", SoundPlace.AtEnd), new("s", "", SoundPlace.AtEnd), new("d", "", SoundPlace.AtEnd),
        new("t", "", SoundPlace.AtEnd, IsOneOfSeveral: true), new("x", "", SoundPlace.AtEnd, IsOneOfSeveral: true),
        new("z", "", SoundPlace.AtEnd, IsOneOfSeveral: true), new("p", "", SoundPlace.AtEnd, IsOneOfSeveral: true), // ouest, index, gaz, cap
    ]);

    /// <summary>Every way to read a word.</summary>
    public static HashSet<string> Read(string folded) => Sounds.Read(folded);

    /// <summary>Adds everything that may be read so to a graph, and some of what may not.</summary>
    public static void AddSpellings(HashSet<string> readings, SpellingGraph graph)
    {
        foreach (string reading in readings)
        {
            Sounds.AddSpellings(reading, graph);
        }
    }
}
