namespace ArticleSearch.Analysis.French;

/// <summary>
/// Cuts a piece of a text into its words: what is written together and what is not, elided articles, compounds, numbers with their
/// units, acronyms, addresses, signs that belong to a word. What it makes of a piece depends on the piece alone, never on the text
/// around it, so that it can be remembered. For one thread.
/// </summary>
internal sealed class WordCutter
{
    private const int LongestSymbol = 4; // R&D, AT&T
    private const int LongestType = 2; // of letters before a number: F-16, Su-35
    private const int LongestTypeNumber = 3; // mi-2024 is no type

    private readonly WrittenPiece _piece = new();
    private readonly GrowingArray<CutWord> _words = new(8);
    private readonly char[] _terms = new char[2 * 3 * WrittenPiece.MostUnits];
    private int _termLength;

    /// <summary>The words of the piece.</summary>
    public GrowingArray<CutWord> Words => _words;

    /// <summary>The term of one of the words.</summary>
    public ReadOnlySpan<char> TermOf(int word) => _terms.AsSpan(_words[word].TermStart, _words[word].TermLength);

    /// <summary>Cuts a piece of at most <see cref="WrittenPiece.MostUnits"/>; its words and their terms stay until the next.</summary>
    public void Cut(ReadOnlySpan<char> piece)
    {
        _words.Clear();
        _termLength = 0;
        _piece.Read(piece);
        var text = _piece.Characters;
        for (int i = 0; i < text.Length;)
        {
            i = FrenchSigns.KindOf(text[i]) switch
            {
                SignKind.Letter => CutLetters(text, i),
                SignKind.Digit => CutNumber(text, i),
                SignKind.Foreign => CutForeign(text, i),
                _ => CutSign(text, i),
            };
        }
    }

    private int CutLetters(ReadOnlySpan<char> text, int start)
    {
        if (text[start] == '_')
        {
            return start + 1; // it joins letters, and is none
        }

        if (CutAddress(text, start) is var end and > 0)
        {
            return end;
        }

        end = start + RunLength(text[start..]);
        if (end - start == 1)
        {
            if ((end = CutAcronym(text, start)) > 0)
            {
                return end;
            }

            end = start + 1;
            int signs = text[end..] is ['#', ..] && !IsWordAt(text, end + 1) ? 1 // C#
                : text[end..] is ['+', '+', ..] && !IsWordAt(text, end + 2) ? 2 // C++
                : text[start] == 'n' && text[end..] is ['°', ..] ? 1 // n°
                : 0;
            if (signs > 0)
            {
                Add(text, start, end + signs);
                return end + signs;
            }
        }

        if (end - start <= LongestSymbol && end < text.Length && text[end] == '&')
        {
            int after = RunLength(text[(end + 1)..]);
            if (after is > 0 and <= LongestSymbol)
            {
                Add(text, start, end + 1 + after);
                return end + 1 + after;
            }
        }

        return CutCompound(text, start);
    }

    /// <summary>Cuts off an address of mail or a name of a site; 0 if there is none.</summary>
    private int CutAddress(ReadOnlySpan<char> text, int start)
    {
        if (WebAddresses.MailLength(text[start..]) is var length and > 0)
        {
            Add(text, start, start + length);
            return start + length;
        }

        length = WebAddresses.SiteLength(text[start..]);
        if (length == 0)
        {
            return 0;
        }

        int end = start + length;
        const string host = "www.";
        if (text[start..end].StartsWith(host, StringComparison.Ordinal) && text[(start + host.Length)..end].Contains('.'))
        {
            Add(text, start, start + host.Length - 1);
            start += host.Length;
        }

        Add(text, start, end);
        return end;
    }

    /// <summary>Cuts off single letters with points between them, as one word without the points; 0 if there are none.</summary>
    private int CutAcronym(ReadOnlySpan<char> text, int start)
    {
        if (start > 0 && text[start - 1] is '.' or '·')
        {
            return 0; // étudiant.e.s
        }

        int term = _termLength;
        int i = start;
        int letters = 0;
        while (i < text.Length && RunLength(text[i..]) == 1 && FrenchSigns.KindOf(text[i]) == SignKind.Letter)
        {
            _terms[_termLength++] = text[i++];
            letters++;
            if (i == text.Length || text[i] != '.')
            {
                break;
            }

            i += 1;
            if (i + 1 < text.Length && text[i] == '-' && RunLength(text[(i + 1)..]) == 1)
            {
                i++; // P.-D.G.
            }
        }

        if (letters < 2)
        {
            _termLength = term;
            return 0;
        }

        AddTerm(term, start, i);
        return i;
    }

    /// <summary>Cuts words that apostrophes and hyphens join: elided articles off, the others as far as the parts are words.</summary>
    private int CutCompound(ReadOnlySpan<char> text, int start)
    {
        int end = CompoundEnd(text, start);
        while (start < end)
        {
            var rest = text[start..end];
            int joint = rest.IndexOfAny('\'', '-');
            if (joint < 0)
            {
                Add(text, start, end);
                break;
            }

            if (Elisions.Length(rest) is var elided and > 0)
            {
                Add(text, start, start + elided);
                return start + elided; // what follows may be anything: l'O.N.U., d'AT&T
            }

            int length = Compounds.SealedLength(rest);
            if (length == 0)
            {
                // Up to the first hyphen: an apostrophe that elides nothing is a letter of the word.
                length = rest.IndexOf('-') is var hyphen and >= 0 ? hyphen : rest.Length;
                if (rest[..length] is [_, _, _, .., '\'', 's'])
                {
                    Add(text, start, start + length - 2); // the genitive of English: Moody’s
                    Add(text, start + length - 2, start + length);
                    start += length;
                    start += start < end ? 1 : 0;
                    continue;
                }
            }

            Add(text, start, start + length);
            start += length;
            start += start < end && text[start] == '-' ? 1 : 0;
        }

        return end + CutType(text, end);
    }

    /// <summary>Joins a type and its number to one word: F-16 is F16. Returns how many characters that takes after the letters.</summary>
    private int CutType(ReadOnlySpan<char> text, int end)
    {
        if (_words.Count == 0 || end >= text.Length || text[end] != '-')
        {
            return 0;
        }

        var word = _words[^1];
        var after = text[(end + 1)..];
        int digits = after.Length - after.TrimStart("0123456789").Length;
        int run = RunLength(after);
        if (word.TermLength > LongestType || digits is 0 or > LongestTypeNumber || run > digits + 1
            || TermOf(_words.Count - 1).ContainsAny('\'', '°') || _termLength != word.TermStart + word.TermLength)
        {
            return 0;
        }

        after[..run].CopyTo(_terms.AsSpan(_termLength));
        _termLength += run;
        _words[^1] = word with { TermLength = word.TermLength + run, End = _piece.EndOf(end + run) };
        return 1 + run;
    }

    private int CutNumber(ReadOnlySpan<char> text, int start)
    {
        if (CutAddress(text, start) is var end and > 0)
        {
            return end;
        }

        int term = _termLength;
        var number = WrittenNumber.Read(text, start, _terms.AsSpan(_termLength));
        _termLength += number.TermLength;
        end = start + number.Length;
        int tail = end < text.Length && FrenchSigns.KindOf(text[end]) == SignKind.Letter ? RunLength(text[end..]) : 0;
        if (tail > 0 && UnitsOfMeasure.LengthIn(text.Slice(end, tail), number.Length) == 0 && number.IsPlain)
        {
            text.Slice(end, tail).CopyTo(_terms.AsSpan(_termLength)); // 1er, 4x4, 5g
            _termLength += tail;
            end += tail;
            tail = 0;
        }

        AddTerm(term, start, end);
        int unit = tail > 0 ? UnitsOfMeasure.LengthIn(text.Slice(end, tail), number.Length) : 0;
        if (unit > 0)
        {
            Add(text, end, end + unit);
        }

        return end + unit;
    }

    private int CutSign(ReadOnlySpan<char> text, int start)
    {
        if (text[start] is '%' or '€' or '$' or '£')
        {
            Add(text, start, start + 1);
        }
        else if (text[start] == '°' && text[(start + 1)..] is ['c' or 'f' or 'k', ..] && RunLength(text[(start + 1)..]) == 1)
        {
            Add(text, start, start + 2);
            return start + 2;
        }

        return start + 1;
    }

    /// <summary>Cuts what French has no rules for by those of Unicode.</summary>
    private int CutForeign(ReadOnlySpan<char> text, int start)
    {
        int end = start;
        while (end < text.Length && FrenchSigns.KindOf(text[end]) == SignKind.Foreign)
        {
            end++;
        }

        var breaker = new WordBreaker();
        var run = text[start..end];
        while (breaker.MoveNext(run))
        {
            Add(text, start + breaker.Start, start + breaker.End);
        }

        return end;
    }

    private static int CompoundEnd(ReadOnlySpan<char> text, int start)
    {
        int end = start;
        while (true)
        {
            int run = RunLength(text[end..]);
            end += run;
            if (end < text.Length && text[end] == '\'' && (IsLetterAt(text, end + 1) || (!(start > 0 && text[start - 1] == '\'') && Elisions.IsElided(text[(end - run)..end]))))
            {
                end++;
            }
            else if (end < text.Length && text[end] == '-' && run > 0 && IsLetterAt(text, end + 1))
            {
                end++;
            }
            else
            {
                return end;
            }
        }
    }

    private static bool IsLetterAt(ReadOnlySpan<char> text, int index) =>
        index < text.Length && FrenchSigns.KindOf(text[index]) == SignKind.Letter && text[index] != '_';

    private static bool IsWordAt(ReadOnlySpan<char> text, int index) =>
        index < text.Length && FrenchSigns.KindOf(text[index]) is SignKind.Letter or SignKind.Digit;

    /// <summary>How many letters and digits a text begins with; the lines under a word are not counted at its end.</summary>
    private static int RunLength(ReadOnlySpan<char> text)
    {
        int length = 0;
        while (length < text.Length && FrenchSigns.KindOf(text[length]) is SignKind.Letter or SignKind.Digit)
        {
            length++;
        }

        while (length > 0 && text[length - 1] == '_')
        {
            length--;
        }

        return length;
    }

    private void Add(ReadOnlySpan<char> text, int start, int end)
    {
        int term = _termLength;
        text[start..end].CopyTo(_terms.AsSpan(term));
        _termLength += end - start;
        AddTerm(term, start, end);
    }

    private void AddTerm(int term, int start, int end) =>
        _words.Add(new CutWord(_piece.StartOf(start), _piece.EndOf(end - 1), term, _termLength - term));
}

/// <summary>A word of a piece.</summary>
/// <param name="Start">Where it starts in the piece, in UTF-16 code units.</param>
/// <param name="End">Where it ends.</param>
/// <param name="TermStart">Where its term starts among those of the piece.</param>
/// <param name="TermLength">The length of its term.</param>
internal readonly record struct CutWord(int Start, int End, int TermStart, int TermLength);
