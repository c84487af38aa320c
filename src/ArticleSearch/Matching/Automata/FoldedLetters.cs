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

    private static readonly Dictionary<int, int[]> Written = [];

    static FoldedLetters()
    {
        var doubles = new List<int>();
        foreach (var (start, end) in Ranges)
        {
            for (int letter = start; letter <= end; letter++)
            {
                var (first, second) = Fold(letter);
                if (second != 0)
                {
                    doubles.Add(letter);
                }
                else if (first != letter && !IsMark(letter))
                {
                    Written[first] = [.. Written.GetValueOrDefault(first, [first]), letter];
                }
            }
        }

        Doubles = [.. doubles];
    }

    /// <summary>Where there are letters with accents, ascending; a test tries all 65,000. Asked for by every first search of a process.</summary>
    public static (int First, int Last)[] Ranges { get; } =
        [(0xB4, 0xB4), (0xC0, 0x24F), (0x253, 0x25B), (0x2BC, 0x2BC), (0x1E00, 0x1EFF), (0x2018, 0x2019), (LastFolded, LastFolded)];

    /// <summary>The letters that are two letters without accents: æ, œ, ß, þ, ĳ, and capital ones.</summary>
    public static int[] Doubles { get; }

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
}
