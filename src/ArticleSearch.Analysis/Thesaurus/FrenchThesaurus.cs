using System.Numerics;
using ArticleSearch.Analysis.Lexicon;

namespace ArticleSearch.Analysis.Thesaurus;

/// <summary>
/// Which words of French are near in meaning: of a lemma of the lexicon the lemmas that stand in its company in a thesaurus, and
/// how near each is. It is evidence among passages that match; it never makes a match. Nothing is allocated by asking.
/// </summary>
internal sealed class FrenchThesaurus
{
    /// <summary>The most near meanings that a word has.</summary>
    public const int Most = 24;

    private static readonly Lazy<FrenchThesaurus> Embedded = new(() => new FrenchThesaurus(Resource()));

    private readonly ThesaurusFile _file;

    /// <summary>Opens a thesaurus on its bytes, which it keeps. What is near to a word is read when the word is asked for.</summary>
    /// <exception cref="InvalidDataException">The bytes are damaged; <see cref="Of"/> may throw the same.</exception>
    public FrenchThesaurus(FixedBytes bytes) => _file = new ThesaurusFile(bytes);

    /// <summary>The thesaurus that comes with the program, opened when it is first asked for.</summary>
    public static FrenchThesaurus Shared => Embedded.Value;

    /// <summary>How many words have a near meaning or are one.</summary>
    public int KnownCount => _file.KnownCount;

    /// <summary>How many lemmas the lexicon has whose numbers these are; a stamp tells it from others.</summary>
    public int LemmaCount => _file.LemmaCount;

    /// <inheritdoc cref="ThesaurusFile.Stamp"/>
    public ReadOnlySpan<byte> Stamp => _file.Stamp;

    /// <summary>The words that are near to one in meaning, the strongest first, then by their numbers; never the word itself.</summary>
    /// <param name="lemma">A lemma of the lexicon.</param>
    /// <param name="near">Takes them; there are at most <see cref="Most"/>. What it has no room for is left out.</param>
    /// <returns>How many it took.</returns>
    public int Of(int lemma, Span<NearMeaning> near)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(lemma);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(lemma, _file.LemmaCount);

        int block = lemma / ThesaurusFile.BlockSize;
        uint present = _file.Present(block);
        uint mask = 1u << (lemma % ThesaurusFile.BlockSize);
        if ((present & mask) == 0)
        {
            return 0;
        }

        int bit = _file.FirstBit(block);
        for (int before = BitOperations.PopCount(present & (mask - 1)); before > 0; before--)
        {
            Skip(ref bit);
        }

        return Read(bit, near);
    }

    private static FixedBytes Resource() =>
        FixedBytes.OfResource(typeof(FrenchThesaurus).Assembly, "thesaurus.bin")
        ?? throw new InvalidDataException("The French thesaurus is missing from the program. Install the program again.");

    /// <summary>Reads a list, whose places ascend, and puts it in order.</summary>
    private int Read(int bit, Span<NearMeaning> near)
    {
        int count = Count(ref bit, out int shortBits);
        int taken = 0;
        int place = -1;
        int block = 0;
        for (int i = 0; i < count; i++)
        {
            int start = bit;
            var (gap, level) = _file.Near(ref bit, shortBits);
            place += gap + 1;
            if (place >= _file.KnownCount)
            {
                throw _file.DamagedList(start, $"there is no place {place}");
            }

            float strength = (level + 1) / (float)(1 << ThesaurusFile.LevelBits);
            int at = Math.Min(taken, near.Length - 1);
            if (taken < near.Length)
            {
                taken++;
            }
            else if (at < 0 || near[at].Strength >= strength)
            {
                continue;
            }

            var one = new NearMeaning(LemmaAt(place, ref block), strength);
            for (; at > 0 && near[at - 1].Strength < strength; at--)
            {
                near[at] = near[at - 1];
            }

            near[at] = one;
        }

        return taken;
    }

    private void Skip(ref int bit)
    {
        int count = Count(ref bit, out int shortBits);
        for (int i = 0; i < count; i++)
        {
            _file.Near(ref bit, shortBits);
        }
    }

    /// <summary>How many words a list has, and in how many bits the lower part of what lies between them is written.</summary>
    private int Count(ref int bit, out int shortBits)
    {
        int start = bit;
        int count = _file.Bits(ref bit, ThesaurusFile.CountBits);
        if (count > Most)
        {
            throw _file.DamagedList(start, $"a list has {count} words");
        }

        shortBits = BitOperations.Log2((uint)(_file.KnownCount / (count + 1)));
        return count;
    }

    /// <summary>The lemma at a place, which stands in a block or in one of those after it.</summary>
    private int LemmaAt(int place, ref int block)
    {
        // The last block whose first place is not beyond.
        int low = block;
        int high = _file.BlockCount - 1;
        while (low < high)
        {
            int middle = (int)((uint)(low + high + 1) / 2);
            if (_file.FirstPlace(middle) <= place)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }

        block = low;
        uint present = _file.Present(block);
        for (int before = place - _file.FirstPlace(block); before > 0; before--)
        {
            present &= present - 1;
        }

        int lemma = (block * ThesaurusFile.BlockSize) + BitOperations.TrailingZeroCount(present);
        if (present == 0 || lemma >= _file.LemmaCount)
        {
            throw _file.DamagedBlock(block, $"no lemma stands at {place}");
        }

        return lemma;
    }
}
