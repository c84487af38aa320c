using ArticleSearch.Analysis.French;
using ArticleSearch.Analysis.Lexicon;

namespace ArticleSearch.Indexing;

/// <summary>
/// Whether an acronym is made of the first letters of a row of words. Little words may be left out, a word may give more letters
/// than its first, and one word may be left out where there are four letters or more; an acronym made in another language may have
/// its letters in another order, if every word has one. It compares letters without accents and knows no text.
/// </summary>
internal static class AcronymFit
{
    /// <summary>No acronym has fewer letters.</summary>
    public const int LeastLetters = 2;

    /// <summary>No acronym has more letters.</summary>
    public const int MostLetters = 10;

    /// <summary>No name has more words, little ones included.</summary>
    public const int MostWords = 14;

    private const int LettersForOmission = 4;
    private const int LettersForOrder = 3;
    private const int None = int.MaxValue;

    /// <summary>The words at the end of a row that an acronym is made of; false if there are none.</summary>
    /// <param name="acronym">Small letters without accents.</param>
    /// <param name="words">Small letters.</param>
    /// <param name="isLoose">Whether only first letters count, in their order: for an acronym that is written like a word.</param>
    /// <param name="start">The first of the words.</param>
    public static bool TryEndOf(string acronym, ReadOnlySpan<string> words, bool isLoose, out int start)
    {
        start = -1;
        int best = None;
        for (int first = words.Length - 2; first >= 0 && first >= words.Length - MostWords; first--)
        {
            int cost = Cost(acronym, words[first..], isLoose);
            if (cost < best)
            {
                best = cost;
                start = first;
            }
        }

        return start >= 0;
    }

    /// <summary>How badly an acronym fits a row of words, from its first to its last; <see cref="int.MaxValue"/> if it does not.</summary>
    public static int Cost(string acronym, ReadOnlySpan<string> words, bool isLoose)
    {
        if (words.Length is < 2 or > MostWords)
        {
            return None;
        }

        int cost = InOrder(acronym, 0, words, 0, isLoose ? 0 : acronym.Length >= LettersForOmission ? 1 : 0, !isLoose);
        return cost == None && !isLoose && HasAllInitials(acronym, words) ? 2 * acronym.Length : cost;
    }

    /// <summary>The first letter without accent; 0 for what does not begin with a letter or digit.</summary>
    private static char Initial(string word)
    {
        var (first, _) = AccentFolding.Fold(word[0]);
        return char.IsAsciiLetterOrDigit(first) ? first : '\0';
    }

    /// <summary>Whether a word may be left out of a name: an article, a preposition, a conjunction.</summary>
    public static bool IsLittle(string word) => word[^1] == '\'' || MinorWords.Contains(word);

    private static int InOrder(string acronym, int letter, ReadOnlySpan<string> words, int word, int omissions, bool takesMore)
    {
        if (word == words.Length)
        {
            return letter == acronym.Length ? 0 : None;
        }

        int best = None;
        bool isLittle = IsLittle(words[word]);
        if (letter < acronym.Length && Initial(words[word]) == acronym[letter])
        {
            best = InOrder(acronym, letter + 1, words, word + 1, omissions, takesMore);
            if (takesMore && !isLittle)
            {
                best = Math.Min(best, More(acronym, letter + 1, words, word, 1, omissions));
            }
        }

        if (word == 0)
        {
            return best;
        }

        if (isLittle)
        {
            best = Math.Min(best, InOrder(acronym, letter, words, word + 1, omissions, takesMore));
        }
        else if (omissions > 0)
        {
            best = Math.Min(best, Plus(InOrder(acronym, letter, words, word + 1, omissions - 1, takesMore), 3));
        }

        return best;
    }

    /// <summary>Takes further letters from inside a word: ADN, acide désoxyribonucléique.</summary>
    private static int More(string acronym, int letter, ReadOnlySpan<string> words, int word, int from, int omissions)
    {
        int best = None;
        for (int at = from; letter < acronym.Length && at < words[word].Length; at++)
        {
            if (AccentFolding.Fold(words[word][at]).First == acronym[letter])
            {
                best = Math.Min(best, Plus(InOrder(acronym, letter + 1, words, word + 1, omissions, takesMore: true), 2));
                best = Math.Min(best, Plus(More(acronym, letter + 1, words, word, at + 1, omissions), 2));
                break;
            }
        }

        return best;
    }

    /// <summary>Whether the words of weight begin with the letters, each with one, in some order.</summary>
    private static bool HasAllInitials(string acronym, ReadOnlySpan<string> words)
    {
        if (acronym.Length < LettersForOrder || IsLittle(words[0]))
        {
            return false;
        }

        Span<char> initials = stackalloc char[MostWords];
        int count = 0;
        foreach (string word in words)
        {
            if (!IsLittle(word))
            {
                initials[count++] = Initial(word);
            }
        }

        Span<char> letters = stackalloc char[MostLetters];
        acronym.CopyTo(letters);
        letters = letters[..acronym.Length];
        initials = initials[..count];
        letters.Sort();
        initials.Sort();
        return letters.SequenceEqual(initials);
    }

    private static int Plus(int cost, int more) => cost == None ? None : cost + more;
}
