using static ArticleSearch.Analysis.Lexicon.LexiconFile;

namespace ArticleSearch.Analysis.Lexicon;

/// <summary>The words that a form may be, for <c>foreach</c>; it allocates nothing.</summary>
internal struct ReadingList
{
    private const int LemmaMask = (1 << 20) - 1;
    private const int BaseBit = 1 << 20;
    private const int OvershadowedBit = 1 << 21;
    private const int EndBit = 1 << 22;
    private const int ListBit = 1 << 23;

    private readonly LexiconFile _file;
    private int _bits;
    private int _list = -1;

    public ReadingList(LexiconFile file, int form)
    {
        _file = file;
        _bits = file.UInt24(Section.Readings, 3 * form);
        if ((_bits & ListBit) != 0)
        {
            _list = _bits & ~ListBit;
            _bits = 0;
        }
    }

    public Reading Current { get; private set; }

    public readonly ReadingList GetEnumerator() => this;

    public bool MoveNext()
    {
        if ((_bits & EndBit) != 0)
        {
            return false;
        }

        if (_list < 0)
        {
            _bits |= EndBit;
        }
        else
        {
            _bits = _file.UInt24(Section.Lists, _list);
            _list += 3;
        }

        Current = new Reading(_bits & LemmaMask, (_bits & BaseBit) != 0, (_bits & OvershadowedBit) != 0);
        return true;
    }
}
