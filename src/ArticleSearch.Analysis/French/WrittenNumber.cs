namespace ArticleSearch.Analysis.French;

/// <summary>
/// A number as it is written: <c>10 000</c>, <c>10.000</c> and <c>10000</c> are one, and so are <c>49,3</c> and <c>49.3</c>. Groups are
/// of three digits; dates, telephone numbers and versions are several numbers. It never computes.
/// </summary>
/// <param name="Length">How many characters it takes.</param>
/// <param name="TermLength">How many characters its term has.</param>
/// <param name="IsPlain">Whether it is digits alone, so that letters behind it may belong to it (<c>4x4</c>).</param>
internal readonly record struct WrittenNumber(int Length, int TermLength, bool IsPlain)
{
    private const int Group = 3;

    /// <summary>Reads the number at a place of a text, small and folded, and writes its term.</summary>
    public static WrittenNumber Read(ReadOnlySpan<char> text, int start, Span<char> term)
    {
        bool goesOn = start > 1 && text[start - 1] is ',' or '.' && char.IsAsciiDigit(text[start - 2]); // a date, a version
        text = text[start..];
        int length = DigitsAt(text, 0);
        text[..length].CopyTo(term);
        if (goesOn)
        {
            return new WrittenNumber(length, length, true);
        }

        int grouped = text[0] == '0' || length > Group ? 0 : GroupedLength(text, length);
        int written = length;
        if (grouped > 0)
        {
            for (int i = length + 1; i < grouped; i += Group + 1)
            {
                text.Slice(i, Group).CopyTo(term[written..]);
                written += Group;
            }

            length = grouped;
        }

        int decimals = length < text.Length && text[length] is ',' or '.' ? DigitsAt(text, length + 1) : 0;
        int end = length + 1 + decimals;
        if (decimals == 0 || (end < text.Length && text[end] is ',' or '.' && DigitsAt(text, end + 1) > 0))
        {
            return new WrittenNumber(length, written, grouped == 0);
        }

        term[written++] = ',';
        text.Slice(length + 1, decimals).CopyTo(term[written..]);
        return new WrittenNumber(end, written + decimals, false);
    }

    /// <summary>Where the groups of three digits end that follow the first digits; 0 if there are none.</summary>
    private static int GroupedLength(ReadOnlySpan<char> text, int length)
    {
        if (length == text.Length || text[length] is not (' ' or '.' or '\'' or ','))
        {
            return 0;
        }

        char separator = text[length];
        int end = length;
        while (end < text.Length && text[end] == separator && DigitsAt(text, end + 1) == Group)
        {
            end += 1 + Group;
        }

        int groups = (end - length) / (Group + 1);

        // A version, a telephone number with points. After a space another number may come, which is none of this one's.
        bool goesOn = separator != ' ' && end < text.Length && text[end] == separator && DigitsAt(text, end + 1) > 0;
        return goesOn || groups < (separator == ',' ? 2 : 1) ? 0 : end;
    }

    private static int DigitsAt(ReadOnlySpan<char> text, int start)
    {
        int end = start;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
        {
            end++;
        }

        return end - start;
    }
}
