using System.Buffers;
using ArticleSearch.Analysis;
using ArticleSearch.Analysis.Lexicon;

namespace ArticleSearch.Indexing;

/// <summary>
/// Finds what a text says about its acronyms: a name with its acronym in brackets behind it, or the other way round. The first
/// letters must fit; nothing is guessed. For one thread.
/// </summary>
internal sealed class AcronymFinder(AnalysisChain chain)
{
    // Longer names are none; a window that reaches so far back holds the words of one.
    private const int LongestName = 160;
    private const string Blanks = " \u00a0\u202f\t\"«»“”'’";

    private static readonly SearchValues<char> Stops = SearchValues.Create(".;:!?()«,");
    private static readonly SearchValues<char> BlankValues = SearchValues.Create(Blanks);

    private readonly TokenStream _tokens = chain.CreateStream();
    private readonly List<(string Term, int Start)> _words = [];
    private readonly HashSet<string> _found = new(StringComparer.Ordinal);

    /// <summary>
    /// Both directions of every pair of a text, each once, as terms of <see cref="PassageFields.Acronyms"/>. Valid until the next call.
    /// </summary>
    public IReadOnlyCollection<string> Find(ReadOnlyMemory<char> text)
    {
        _found.Clear();
        var letters = text.Span;
        for (int from = 0; letters[from..].IndexOf('(') is var at && at >= 0;)
        {
            int open = from + at;
            from = open + 1;
            int close = letters[from..].IndexOfAny('(', ')');
            if (close > 0 && letters[from + close] == ')')
            {
                ReadPair(text, open, from + close);
            }
        }

        return _found;
    }

    private void ReadPair(ReadOnlyMemory<char> text, int open, int close)
    {
        var inside = Trim(text[(open + 1)..close]);
        var before = Trim(text[Math.Max(0, open - LongestName)..open]);
        if (AcronymIn(inside) is var (acronym, isLoose))
        {
            // The name ends right before the bracket, and reaches over no stop.
            int stop = before.Span.LastIndexOfAny(Stops);
            var words = Words(before[(stop + 1)..], isCut: open > LongestName && stop < 0);
            if (AcronymFit.TryEndOf(acronym, words, isLoose, out int first) && !IsPerson(words.AsSpan(first), before.Span[(stop + 1)..], _words[first].Start))
            {
                Keep(acronym, words.AsSpan(first));
            }

            return;
        }

        int space = before.Span.LastIndexOfAny(BlankValues) + 1;
        if (inside.Length <= LongestName && AcronymIn(before[space..]) is var (outer, isWord))
        {
            string[] words = Words(inside, isCut: false);
            if (AcronymFit.Cost(outer, words, isWord) != int.MaxValue)
            {
                Keep(outer, words);
            }
        }
    }

    /// <summary>
    /// The acronym that a text is, in small letters without accents, and whether it is written like a word (<c>Otan</c>); null if it is none.
    /// </summary>
    private (string Acronym, bool IsLoose)? AcronymIn(ReadOnlyMemory<char> text)
    {
        if (text.Length is < AcronymFit.LeastLetters or > 2 * AcronymFit.MostLetters || !char.IsUpper(text.Span[0]))
        {
            return null;
        }

        int capitals = 0;
        foreach (char letter in text.Span)
        {
            if (!char.IsLetterOrDigit(letter) && letter is not ('.' or '-'))
            {
                return null;
            }

            capitals += char.IsUpper(letter) ? 1 : 0;
        }

        if (Words(text, isCut: false) is not [var term])
        {
            return null;
        }

        Span<char> folded = stackalloc char[AccentFolding.MostGrowth * 2 * AcronymFit.MostLetters];
        if (term.Length > 2 * AcronymFit.MostLetters)
        {
            return null;
        }

        folded = folded[..AccentFolding.Fold(term, folded)];
        bool isLoose = capitals == 1;
        return folded.Length is < AcronymFit.LeastLetters or > AcronymFit.MostLetters || (isLoose && folded.Length < 3)
            || (!isLoose && 2 * capitals < folded.Length)
            ? null
            : (new string(folded), isLoose);
    }

    /// <summary>Whether the words are a person's name, who is followed by a party: <c>Laurent Remy (LR)</c>.</summary>
    private static bool IsPerson(ReadOnlySpan<string> words, ReadOnlySpan<char> text, int start)
    {
        if (words.Length > 3 || !char.IsUpper(text[start]))
        {
            return false;
        }

        foreach (string word in words)
        {
            int place = text[start..].IndexOf(word, StringComparison.OrdinalIgnoreCase);
            if (place < 0 || !char.IsUpper(text[start + place]))
            {
                return false;
            }
        }

        var lexicon = FrenchLexicon.Shared;
        Span<int> forms = stackalloc int[FrenchLexicon.MostAlike];
        foreach (int form in forms[..Math.Min(forms.Length, lexicon.FindAlike(words[0], forms))])
        {
            foreach (var reading in lexicon.Lemmas(form))
            {
                if ((lexicon.PartsOf(reading.Lemma) & PartsOfSpeech.Person) != PartsOfSpeech.None)
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>The terms of a text; without the first where it may be the rest of a word.</summary>
    private string[] Words(ReadOnlyMemory<char> text, bool isCut)
    {
        _words.Clear();
        _tokens.Reset(text);
        while (_tokens.MoveNext())
        {
            if (!isCut || _tokens.StartOffset > 0)
            {
                _words.Add((_tokens.Term.ToString(), _tokens.StartOffset));
            }
        }

        return [.. _words.Select(word => word.Term)];
    }

    private void Keep(string acronym, ReadOnlySpan<string> words)
    {
        string name = string.Join(' ', words!);
        if (name.Length <= LongestName)
        {
            _found.Add(AcronymTerms.OfAcronym(acronym) + name);
            _found.Add(AcronymTerms.OfName(words) + acronym);
        }
    }

    private static ReadOnlyMemory<char> Trim(ReadOnlyMemory<char> text) => text.Trim(Blanks);
}
