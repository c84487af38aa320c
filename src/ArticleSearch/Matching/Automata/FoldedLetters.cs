using ArticleSearch.Analysis.Lexicon;

namespace ArticleSearch.Matching.Automata;

/// <summary>
/// Which letters are a letter without its accents: <see cref="AccentFolding"/> the other way round, in the order of code points.
/// It takes the folding as it is, and adds nothing to it.
/// </summary>
internal static class FoldedLetters
{
    /// <summary>The first accent that stands behind its letter.</summary>
    public const int FirstMark = 0x300;

    /// <summary>The last one.</summary>
    public const int LastMark = 0x36F;

    // Nothing above is changed by the folding, a test holds it to that.
    private const int LastFolded = 0xFF07;

    private static readonly Dictionary<int, int[]> Written = Invert();

    /// <summary>The letters that are two letters without accents: æ, œ, ß, and capital ones.</summary>
    public static int[] Doubles { get; } =
        [.. Candidates().Where(letter => AccentFolding.Fold((char)letter).Second != 0)];

    /// <summary>The one or two letters that a code point is without its accents; a second letter that is not there is 0.</summary>
    public static (int First, int Second) Fold(int codePoint)
    {
        if (codePoint is < 0x80 or > LastFolded)
        {
            return (codePoint, 0);
        }

        var (first, second) = AccentFolding.Fold((char)codePoint);
        return (first, second);
    }

    public static bool IsMark(int codePoint) => codePoint is >= FirstMark and <= LastMark;

    /// <summary>The smallest code point at or above a limit that is the letter without its accents; -1 if there is none.</summary>
    public static int Next(int letter, int from)
    {
        if (!Written.TryGetValue(letter, out int[]? written))
        {
            return letter >= from && Fold(letter) == (letter, 0) && !IsMark(letter) ? letter : -1;
        }

        foreach (int codePoint in written)
        {
            if (codePoint >= from)
            {
                return codePoint;
            }
        }

        return -1;
    }

    private static Dictionary<int, int[]> Invert() => Candidates()
        .Where(letter => AccentFolding.Fold((char)letter).Second == 0)
        .GroupBy(letter => (int)AccentFolding.Fold((char)letter).First)
        .ToDictionary(group => group.Key, group => group.Append(group.Key).Order().ToArray());

    /// <summary>All code points that are another one, or two, without accents.</summary>
    // Asked for by every first search of a process: the ranges that have any, and not all 65,000 letters. A test tries them all.
    private static IEnumerable<int> Candidates() =>
        Enumerable.Range(0xB4, 1).Concat(Enumerable.Range(0xC0, 0x180 - 0xC0)).Concat(Enumerable.Range(0x2BC, 1))
            .Concat(Enumerable.Range(0x2018, 2)).Append(LastFolded).Where(letter => !IsMark(letter) && AccentFolding.Fold((char)letter) != ((char)letter, '\0'));
}
