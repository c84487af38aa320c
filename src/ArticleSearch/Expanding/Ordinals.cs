using System.Globalization;

namespace ArticleSearch.Expanding;

/// <summary>
/// The other ways to write an ordinal number: <c>20e</c>, <c>XXe</c>, <c>vingtième</c>; <c>1er</c>, <c>Ier</c>, <c>premier</c>. It
/// speaks of centuries, kings and districts, so of small numbers alone, and never of a Roman one that is a word as well (<c>vie</c>).
/// </summary>
internal static class Ordinals
{
    private const int Greatest = 39; // written in i, v and x alone

    private static readonly string[] Endings = ["e", "ème", "eme", "ième", "ieme"];
    private static readonly string[] RomanEndings = ["e", "ème", "eme"];
    private static readonly string[] FirstEndings = ["er", "re", "ère", "ere"];
    private static readonly string[] SecondEndings = [.. Endings, "nd", "nde"];

    // What a Roman number would be that is first of all a word: VIe, Ire.
    private static readonly string[] OtherWords = ["vie", "ire"];

    // From 1 on. What is longer (vingt et unième) is several terms.
    private static readonly string[][] Words =
    [
        ["premier", "première"], ["deuxième", "second", "seconde"], ["troisième"], ["quatrième"], ["cinquième"], ["sixième"], ["septième"], ["huitième"],
        ["neuvième"], ["dixième"], ["onzième"], ["douzième"], ["treizième"], ["quatorzième"], ["quinzième"], ["seizième"], ["dix-septième"],
        ["dix-huitième"], ["dix-neuvième"], ["vingtième"],
    ];

    /// <summary>The terms that are the same number, and the term itself; none for a term that is no ordinal number.</summary>
    /// <param name="term">A term.</param>
    public static string[] WaysOf(string term)
    {
        int number = char.IsAsciiDigit(term[0]) ? OfDigits(term) : Math.Max(OfRoman(term), OfWord(term));
        if (number is < 1 or > Greatest)
        {
            return [];
        }

        string digits = number.ToString(CultureInfo.InvariantCulture);
        string roman = InRoman(number);
        return
        [
            .. (number == 2 ? SecondEndings : number == 1 ? FirstEndings : Endings).Select(ending => digits + ending),
            .. (number == 1 ? FirstEndings : RomanEndings).Select(ending => roman + ending).Except(OtherWords),
            .. number <= Words.Length ? Words[number - 1] : [],
        ];
    }

    private static int OfDigits(string term)
    {
        int length = term.AsSpan().IndexOfAnyExceptInRange('0', '9');
        return length is 1 or 2 && int.Parse(term.AsSpan(0, length), CultureInfo.InvariantCulture) is var number && IsEnding(term[length..], number, number == 2 ? SecondEndings : Endings)
            ? number
            : 0;
    }

    private static int OfRoman(string term)
    {
        int length = term.AsSpan().IndexOfAnyExcept("ivx");
        if (length <= 0)
        {
            return 0;
        }

        for (int number = 1; number <= Greatest; number++)
        {
            if (term.AsSpan(0, length).SequenceEqual(InRoman(number)))
            {
                return IsEnding(term[length..], number, RomanEndings) && !OtherWords.Contains(term, StringComparer.Ordinal) ? number : 0;
            }
        }

        return 0;
    }

    private static int OfWord(string term) => Array.FindIndex(Words, words => words.Contains(term, StringComparer.Ordinal)) + 1;

    private static bool IsEnding(string ending, int number, string[] endings) =>
        (number == 1 ? FirstEndings : endings).Contains(ending, StringComparer.Ordinal);

    private static string InRoman(int number) => new string('x', number / 10) + (number % 10) switch
    {
        4 => "iv",
        9 => "ix",
        >= 5 => "v" + new string('i', (number % 10) - 5),
        _ => new string('i', number % 10),
    };
}
