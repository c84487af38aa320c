using System.Globalization;

namespace ArticleSearch.Matching.Automata;

/// <summary>
/// Makes expressions, simplifying as it goes so that the derivatives of an expression stay few, and derives them: the derivative
/// by a letter is what may follow that letter (Brzozowski 1964; Owens, Reppy and Turon 2009). Union, intersection and complement
/// come at no extra price. Work is bounded: beyond that, <see cref="TooComplexException"/>.
/// </summary>
internal sealed class RegexpLanguages
{
    // About a second's work; patterns that people write need some thousands.
    private const int MostWork = 3_000_000;

    private readonly Dictionary<string, RegexpLanguage> _known = new(StringComparer.Ordinal);
    private int _work;

    public RegexpLanguages()
    {
        Nothing = Letters([]);
        EmptyText = Know("e", LanguageKind.EmptyText, holdsEmptyText: true);
        AnyLetter = Letters([0, Utf8Term.MaxCodePoint]);
        Anything = Repeat(AnyLetter, 0, int.MaxValue);
    }

    public RegexpLanguage Nothing { get; }

    public RegexpLanguage EmptyText { get; }

    public RegexpLanguage AnyLetter { get; }

    public RegexpLanguage Anything { get; }

    public RegexpLanguage Letter(int codePoint) => Letters([codePoint, codePoint]);

    /// <param name="ranges">First and last code points of ascending ranges that do not touch.</param>
    public RegexpLanguage Letters(int[] ranges) =>
        Know("l" + string.Join(',', ranges.Select(r => r.ToString("x", CultureInfo.InvariantCulture))), LanguageKind.Letters, false, ranges);

    public RegexpLanguage Text(ReadOnlySpan<int> codePoints)
    {
        var text = EmptyText;
        for (int i = codePoints.Length - 1; i >= 0; i--)
        {
            text = Sequence(Letter(codePoints[i]), text);
        }

        return text;
    }

    public RegexpLanguage Sequence(RegexpLanguage first, RegexpLanguage rest)
    {
        if (first.IsEmpty || rest.IsEmpty)
        {
            return Nothing;
        }

        // The first part is kept free of sequences: (ab)c becomes a(bc).
        var heads = new Stack<RegexpLanguage>();
        for (; first.Kind == LanguageKind.Sequence; first = first.Parts[1])
        {
            heads.Push(first.Parts[0]);
        }

        heads.Push(first);
        foreach (var head in heads)
        {
            if (head == EmptyText || (head == Anything && rest == Anything))
            {
                continue;
            }

            rest = rest == EmptyText ? head : Know($"s{head.Number},{rest.Number}", LanguageKind.Sequence, head.HoldsEmptyText && rest.HoldsEmptyText, parts: [head, rest]);
        }

        return rest;
    }

    public RegexpLanguage Union(params IEnumerable<RegexpLanguage> parts)
    {
        var distinct = new SortedDictionary<int, RegexpLanguage>();
        int[] letters = [];
        foreach (var part in Flatten(parts, LanguageKind.Union))
        {
            if (part == Anything)
            {
                return Anything;
            }

            if (part.Kind == LanguageKind.Letters)
            {
                letters = CodePointRanges.Union(letters, part.Ranges);
            }
            else
            {
                distinct[part.Number] = part;
            }
        }

        if (letters.Length > 0)
        {
            var set = Letters(letters);
            distinct[set.Number] = set;
        }

        return distinct.Count switch
        {
            0 => Nothing,
            1 => distinct.Values.First(),
            _ => Know("u" + string.Join(',', distinct.Keys), LanguageKind.Union, distinct.Values.Any(p => p.HoldsEmptyText), parts: [.. distinct.Values]),
        };
    }

    public RegexpLanguage Intersection(params IEnumerable<RegexpLanguage> parts)
    {
        var distinct = new SortedDictionary<int, RegexpLanguage>();
        int[]? letters = null;
        foreach (var part in Flatten(parts, LanguageKind.Intersection))
        {
            if (part.IsEmpty)
            {
                return Nothing;
            }

            if (part.Kind == LanguageKind.Letters)
            {
                letters = letters is null ? part.Ranges : CodePointRanges.Intersection(letters, part.Ranges);
            }
            else if (part != Anything)
            {
                distinct[part.Number] = part;
            }
        }

        if (letters is not null)
        {
            var set = Letters(letters);
            if (set.IsEmpty)
            {
                return Nothing;
            }

            distinct[set.Number] = set;
        }

        return distinct.Count switch
        {
            0 => Anything,
            1 => distinct.Values.First(),
            _ when distinct.ContainsKey(EmptyText.Number) => distinct.Values.All(p => p.HoldsEmptyText) ? EmptyText : Nothing,
            _ => Know("i" + string.Join(',', distinct.Keys), LanguageKind.Intersection, distinct.Values.All(p => p.HoldsEmptyText), parts: [.. distinct.Values]),
        };
    }

    public RegexpLanguage Complement(RegexpLanguage part)
    {
        if (part.Kind == LanguageKind.Complement)
        {
            return part.Parts[0];
        }

        return part.IsEmpty ? Anything
            : part == Anything ? Nothing
            : Know($"c{part.Number}", LanguageKind.Complement, !part.HoldsEmptyText, parts: [part]);
    }

    /// <param name="part">What is repeated.</param>
    /// <param name="least">How often at least.</param>
    /// <param name="most">How often at most; <see cref="int.MaxValue"/> is no limit. Less than <paramref name="least"/>: nothing matches.</param>
    public RegexpLanguage Repeat(RegexpLanguage part, int least, int most)
    {
        if (most < least)
        {
            return Nothing;
        }

        if (most == 0 || part == EmptyText)
        {
            return EmptyText;
        }

        if (part.IsEmpty)
        {
            return least == 0 ? EmptyText : Nothing;
        }

        if (least == 1 && most == 1)
        {
            return part;
        }

        // (x*)*, (x*)+, (x*)? and (x?)* are what they look like.
        if (part.Kind == LanguageKind.Repeat && part.Least == 0 && (part.Most == int.MaxValue || (part.Most == 1 && most == int.MaxValue)))
        {
            return part.Most == int.MaxValue ? part : Repeat(part.Parts[0], 0, int.MaxValue);
        }

        if (part.HoldsEmptyText)
        {
            least = 0;
        }

        return Know($"r{part.Number},{least},{most}", LanguageKind.Repeat, least == 0 || part.HoldsEmptyText, parts: [part], least: least, most: most);
    }

    /// <summary>What may follow a letter.</summary>
    public RegexpLanguage Derive(RegexpLanguage language, int codePoint)
    {
        Work();
        switch (language.Kind)
        {
            case LanguageKind.EmptyText:
                return Nothing;
            case LanguageKind.Letters:
                return CodePointRanges.Contains(language.Ranges, codePoint) ? EmptyText : Nothing;
            case LanguageKind.Complement:
                return Complement(Derive(language.Parts[0], codePoint));
            case LanguageKind.Repeat:
                int most = language.Most == int.MaxValue ? int.MaxValue : language.Most - 1;
                return Sequence(Derive(language.Parts[0], codePoint), Repeat(language.Parts[0], Math.Max(0, language.Least - 1), most));
            case LanguageKind.Union:
                return Union(language.Parts.Select(part => Derive(part, codePoint)));
            case LanguageKind.Intersection:
                return Intersection(language.Parts.Select(part => Derive(part, codePoint)));
            default:
                // Past parts that may be empty, the letter may begin any later one.
                var ways = new List<RegexpLanguage>();
                while (language.Kind == LanguageKind.Sequence)
                {
                    ways.Add(Sequence(Derive(language.Parts[0], codePoint), language.Parts[1]));
                    if (!language.Parts[0].HoldsEmptyText)
                    {
                        return Union(ways);
                    }

                    Work();
                    language = language.Parts[1];
                }

                ways.Add(Derive(language, codePoint));
                return Union(ways);
        }
    }

    /// <summary>Adds the code points at which the derivative may change: between two of them all letters have the same derivative.</summary>
    public void AddBoundaries(RegexpLanguage language, SortedSet<int> boundaries)
    {
        Work();
        switch (language.Kind)
        {
            case LanguageKind.Letters:
                for (int i = 0; i < language.Ranges.Length; i += 2)
                {
                    boundaries.Add(language.Ranges[i]);
                    boundaries.Add(language.Ranges[i + 1] + 1);
                }

                break;
            case LanguageKind.Sequence:
                while (language.Kind == LanguageKind.Sequence)
                {
                    AddBoundaries(language.Parts[0], boundaries);
                    if (!language.Parts[0].HoldsEmptyText)
                    {
                        return;
                    }

                    language = language.Parts[1];
                }

                AddBoundaries(language, boundaries);
                break;
            default:
                foreach (var part in language.Parts)
                {
                    AddBoundaries(part, boundaries);
                }

                break;
        }
    }

    private static IEnumerable<RegexpLanguage> Flatten(IEnumerable<RegexpLanguage> parts, LanguageKind kind) =>
        parts.SelectMany(part => part.Kind == kind ? part.Parts : [part]);

    private void Work()
    {
        if (++_work > MostWork)
        {
            throw new TooComplexException();
        }
    }

    private RegexpLanguage Know(
        string key, LanguageKind kind, bool holdsEmptyText, int[]? ranges = null, RegexpLanguage[]? parts = null, int least = 0, int most = 0)
    {
        // Long keys are work too: a union of a thousand parts is written out each time.
        _work += key.Length / 16;
        if (!_known.TryGetValue(key, out var language))
        {
            language = new RegexpLanguage
            {
                Number = _known.Count,
                Kind = kind,
                HoldsEmptyText = holdsEmptyText,
                Ranges = ranges ?? [],
                Parts = parts ?? [],
                Least = least,
                Most = most,
            };
            _known.Add(key, language);
        }

        return language;
    }

    /// <summary>The expression needs more states or time than a query may cost. Caught where the pattern's place is known.</summary>
    public sealed class TooComplexException() : Exception("The regular expression is too complex.");
}
