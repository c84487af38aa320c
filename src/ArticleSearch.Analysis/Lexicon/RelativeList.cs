using static ArticleSearch.Analysis.Lexicon.LexiconFile;

namespace ArticleSearch.Analysis.Lexicon;

/// <summary>How a word was made from another. The values stand in the lexicon's bytes.</summary>
internal enum Derivation : byte
{
    /// <summary>The act or its result: créer, création; fournir, fourniture; attaquer, attaque.</summary>
    Action = 1,

    /// <summary>Who or what does it: créer, créateur; banque, banquier; journal, journaliste.</summary>
    Agent = 2,

    /// <summary>The quality, state, office or doctrine: rapide, rapidité; président, présidence; social, socialisme.</summary>
    Quality = 3,

    /// <summary>The adjective: nation, national; créer, créatif; manger, mangeable.</summary>
    Adjective = 4,

    /// <summary>The adverb: rapide, rapidement.</summary>
    Adverb = 5,

    /// <summary>The verb: moderne, moderniser.</summary>
    Verb = 6,

    /// <summary>A place's inhabitants and their adjective: Russie, russe.</summary>
    Inhabitant = 7,

    /// <summary>The same root in two forms: élire, élection; héros, héroïne.</summary>
    Root = 8,
}

/// <summary>A word of the same family.</summary>
/// <param name="Lemma">The number of the other word.</param>
/// <param name="Kind">How the one was made from the other.</param>
/// <param name="IsHead">Whether the other is what this one was made from; if not, it was made from this one.</param>
internal readonly record struct Relative(int Lemma, Derivation Kind, bool IsHead);

/// <summary>
/// The words that were made from a word, then those it was made from; for <c>foreach</c>. A family is a head and what was made
/// from it directly: families are not chained.
/// </summary>
internal struct RelativeList
{
    private const int EntryLength = 4;

    private readonly LexiconFile _file;
    private int _place;
    private int _members;
    private int _heads;

    /// <summary>Starts where a word's relatives stand; 0 for none.</summary>
    public RelativeList(LexiconFile file, int place)
    {
        _file = file;
        _place = place;
        if (place > 0)
        {
            _members = file.Byte(Section.Relatives, place);
            _heads = file.Byte(Section.Relatives, place + 1);
            _place += 2;
        }
    }

    public Relative Current { get; private set; }

    public readonly RelativeList GetEnumerator() => this;

    public bool MoveNext()
    {
        bool isHead = _members == 0;
        if (isHead && _heads-- == 0)
        {
            _heads = 0;
            return false;
        }

        if (!isHead)
        {
            _members--;
        }

        Current = new Relative(
            _file.UInt24(Section.Relatives, _place), (Derivation)_file.Byte(Section.Relatives, _place + 3), isHead);
        _place += EntryLength;
        return true;
    }
}
