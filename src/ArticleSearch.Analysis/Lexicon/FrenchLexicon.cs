using static ArticleSearch.Analysis.Lexicon.LexiconFile;

namespace ArticleSearch.Analysis.Lexicon;

/// <summary>
/// The words of French: every form, what words it may be, every form of a word, and the words of its family. Forms and lemmas are
/// numbers; nothing is allocated by asking. It knows what the dictionary knows and guesses nothing.
/// </summary>
internal sealed class FrenchLexicon
{
    /// <summary>No form is alike to more, accents aside; a test holds the lexicon to it.</summary>
    public const int MostAlike = 8;

    /// <summary>What <see cref="Find"/> returns for a form that is unknown.</summary>
    public const int Unknown = -1;

    private const int LemmaLength = 8;

    private static readonly Lazy<FrenchLexicon> Embedded = new(() => new FrenchLexicon(Resource()));

    private readonly LexiconFile _file;
    private readonly WordAutomaton _automaton;

    /// <summary>Opens a lexicon on its bytes, which it keeps. What a word takes is read when the word is asked for.</summary>
    /// <exception cref="InvalidDataException">The bytes are damaged; any other member may throw the same.</exception>
    public FrenchLexicon(FixedBytes bytes)
    {
        _file = new LexiconFile(bytes);
        _automaton = new WordAutomaton(_file);
        FormCount = _file.Length(Section.Readings) / 3;
        LemmaCount = _file.Length(Section.Lemmas) / LemmaLength;
    }

    /// <summary>The lexicon that comes with the program, opened when it is first asked for.</summary>
    public static FrenchLexicon Shared => Embedded.Value;

    /// <summary>How many forms there are; a form is a number below, and their order is that of their letters.</summary>
    public int FormCount { get; }

    /// <summary>How many words there are; a lemma is a number below.</summary>
    public int LemmaCount { get; }

    /// <summary>The number of a form, in small letters with its accents; <see cref="Unknown"/> if there is none.</summary>
    public int Find(ReadOnlySpan<char> form) => _automaton.Find(form);

    /// <summary>All forms that are spelled alike but for their accents (é = e, œ = oe).</summary>
    /// <param name="word">In small letters, accents or not, composed or decomposed.</param>
    /// <param name="forms">Takes the numbers; without hyphens, there are at most <see cref="MostAlike"/>.</param>
    /// <param name="hyphens">Whether the word may lack hyphens and apostrophes: <c>contreoffensive</c> for <c>contre-offensive</c>.</param>
    /// <returns>How many there are; what the numbers have no room for is left out.</returns>
    public int FindAlike(ReadOnlySpan<char> word, Span<int> forms, bool hyphens = false) =>
        _automaton.FindAlike(word, hyphens, forms);

    /// <summary>Spells a form into <see cref="WordAutomaton.LongestForm"/> letters or more; returns its length.</summary>
    public int Spell(int form, Span<char> destination) => _automaton.Spell(form, destination);

    /// <summary>The words that a form may be, what it is first of all first.</summary>
    public ReadingList Lemmas(int form) => new(_file, form);

    /// <summary>The base form of a word.</summary>
    public int BaseOf(int lemma) => _file.UInt24(Section.Lemmas, lemma * LemmaLength);

    public PartsOfSpeech PartsOf(int lemma) => (PartsOfSpeech)_file.UInt16(Section.Paradigms, ParadigmOf(lemma));

    /// <summary>
    /// The spellings of all forms of a word, its base first, each in the buffer of <see cref="LemmaForms.BufferLength"/> letters.
    /// </summary>
    public LemmaForms Forms(int lemma, Span<char> buffer)
    {
        int paradigm = ParadigmOf(lemma);
        return new LemmaForms(_file, _automaton, paradigm + 2, buffer, Spell(BaseOf(lemma), buffer));
    }

    /// <summary>The words that were derived from a word, and those it was derived from, each with how.</summary>
    public RelativeList Relatives(int lemma) => new(_file, _file.UInt24(Section.Lemmas, (lemma * LemmaLength) + 5));

    private int ParadigmOf(int lemma) =>
        _file.UInt24(Section.Starts, 3 * _file.UInt16(Section.Lemmas, (lemma * LemmaLength) + 3));

    private static FixedBytes Resource() =>
        FixedBytes.OfResource(typeof(FrenchLexicon).Assembly, "lexicon.bin")
        ?? throw new InvalidDataException("The French lexicon is missing from the program. Install the program again.");
}
