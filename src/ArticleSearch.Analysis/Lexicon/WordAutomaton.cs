namespace ArticleSearch.Analysis.Lexicon;

/// <summary>
/// The minimal automaton of all forms, which numbers them in the order of their letters: form to number, number to form, and all
/// forms that are alike but for their accents. It knows forms as they are spelled, and never makes one up.
/// </summary>
internal sealed class WordAutomaton
{
    /// <summary>No form is longer; a test holds the lexicon to it.</summary>
    public const int LongestForm = 40;

    private const int None = -1;
    private const int NoLabel = 0xFF;
    private const int TargetMask = (1 << 22) - 1;
    private const ulong Final = 1UL << 30;
    private const ulong Last = 1UL << 31;

    private readonly LexiconFile _file;
    private readonly char[] _letters;
    private readonly byte[] _labels = new byte[0x180];
    private readonly (char First, char Second)[] _folded;

    public WordAutomaton(LexiconFile file)
    {
        _file = file;
        _letters = new char[file.Length(LexiconFile.Section.Alphabet) / 2];
        _folded = new (char, char)[_letters.Length];
        for (int letter = 0; letter < _labels.Length; letter++)
        {
            _labels[letter] = NoLabel;
        }

        for (int label = 0; label < _letters.Length; label++)
        {
            char letter = (char)file.UInt16(LexiconFile.Section.Alphabet, 2 * label);
            if (letter >= _labels.Length || label == NoLabel)
            {
                throw file.Damaged(LexiconFile.Section.Alphabet, $"letter U+{(int)letter:X4} is not Latin", 2 * label);
            }

            _letters[label] = letter;
            _labels[letter] = (byte)label;
            _folded[label] = AccentFolding.Fold(letter);
        }
    }

    /// <summary>The number of a form as it is spelled, in small letters; -1 if the lexicon does not know it.</summary>
    public int Find(ReadOnlySpan<char> form)
    {
        if (form.Length is 0 or > LongestForm)
        {
            return None;
        }

        int number = 0;
        int state = _file.Root;
        for (int i = 0; i < form.Length; i++)
        {
            char letter = form[i] == '’' ? '\'' : form[i];
            int label = letter < _labels.Length ? _labels[letter] : NoLabel;
            if (label == NoLabel || state == 0)
            {
                return None;
            }

            ulong arc = _file.Arc(state);
            while ((int)(arc & 0xFF) < label && (arc & Last) == 0)
            {
                arc = _file.Arc(++state);
            }

            if ((int)(arc & 0xFF) != label)
            {
                return None;
            }

            number += Before(arc);
            bool isFinal = (arc & Final) != 0;
            if (i + 1 == form.Length)
            {
                return isFinal ? number : None;
            }

            number += isFinal ? 1 : 0;
            state = Target(arc);
        }

        return None;
    }

    /// <summary>Finds all forms that are spelled alike but for accents (and hyphens and apostrophes, if asked for), in their order.</summary>
    /// <param name="word">In small letters, with accents or without.</param>
    /// <param name="hyphens">Whether hyphens and apostrophes of a form may be missing in the word: <c>contreoffensive</c>, <c>aujourdhui</c>.</param>
    /// <param name="forms">Takes their numbers; what it has no room for is left out.</param>
    /// <returns>How many there are.</returns>
    public int FindAlike(ReadOnlySpan<char> word, bool hyphens, Span<int> forms)
    {
        if (word.Length is 0 or > LongestForm)
        {
            return 0;
        }

        Span<char> folded = stackalloc char[AccentFolding.MostGrowth * LongestForm];
        folded = folded[..AccentFolding.Fold(word, folded)];
        int count = 0;
        if (!folded.IsEmpty)
        {
            FindAlike(_file.Root, 0, folded, hyphens, 0, forms, ref count);
        }

        return count;
    }

    /// <summary>Spells a form into <see cref="LongestForm"/> letters or more, and returns its length.</summary>
    public int Spell(int number, Span<char> destination)
    {
        int length = 0;
        int state = _file.Root;
        while (state != 0 && length < LongestForm)
        {
            // The last arc whose forms do not all come after the one that is looked for.
            ulong arc = _file.Arc(state);
            while ((arc & Last) == 0 && _file.Arc(state + 1) is var next && Before(next) <= number)
            {
                arc = next;
                state++;
            }

            number -= Before(arc);
            destination[length++] = Letter(arc);
            if ((arc & Final) != 0 && number-- == 0)
            {
                return length;
            }

            state = Target(arc);
        }

        throw _file.Damaged(LexiconFile.Section.Arcs, $"form {number} has no spelling", 7 * state);
    }

    /// <summary>The letter of a label.</summary>
    public char Letter(byte label) =>
        label < _letters.Length
            ? _letters[label]
            : throw _file.Damaged(LexiconFile.Section.Alphabet, $"there is no label {label}", 0);

    private void FindAlike(
        int state, int depth, ReadOnlySpan<char> rest, bool hyphens, int number, Span<int> forms, ref int count)
    {
        // A damaged file may go round in circles; no form is that long.
        while (state != 0 && depth < LongestForm)
        {
            ulong arc = _file.Arc(state++);
            char letter = Letter(arc);
            var (first, second) = _folded[arc & 0xFF];
            int taken = first != rest[0] ? (hyphens && letter is ('-' or '\'') ? 0 : None)
                : second == 0 ? 1
                : rest.Length > 1 && second == rest[1] ? 2
                : None;
            if (taken >= 0)
            {
                int reached = number + Before(arc);
                bool isFinal = (arc & Final) != 0;
                if (taken == rest.Length)
                {
                    if (isFinal)
                    {
                        if (count < forms.Length)
                        {
                            forms[count] = reached;
                        }

                        count++;
                    }
                }
                else
                {
                    FindAlike(Target(arc), depth + 1, rest[taken..], hyphens, reached + (isFinal ? 1 : 0), forms, ref count);
                }
            }

            if ((arc & Last) != 0)
            {
                return;
            }
        }
    }

    private static int Target(ulong arc) => (int)(arc >> 8) & TargetMask;

    private static int Before(ulong arc) => (int)(arc >> 32) & 0xFFFFFF;

    private char Letter(ulong arc) => Letter((byte)arc);
}
