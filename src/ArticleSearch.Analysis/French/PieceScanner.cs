namespace ArticleSearch.Analysis.French;

/// <summary>
/// Finds the pieces of a text: what stands between spaces and punctuation that is never part of a word. A space or comma between
/// two digits is no bound, nor is a point but at the end of a word. It reads no words. For one thread.
/// </summary>
internal sealed class PieceScanner
{
    private const int LongestRow = 64; // of digits and spaces

    private int _position;

    /// <summary>Starts with a new text.</summary>
    public void Reset() => _position = 0;

    /// <summary>Finds the next pieces; none only after the last.</summary>
    public int Read(ReadOnlySpan<char> text, Span<ScannedWord> pieces)
    {
        int count = 0;
        int position = _position;
        while (count < pieces.Length)
        {
            while (position < text.Length && IsBound(text[position]))
            {
                position++;
            }

            if (position == text.Length)
            {
                break;
            }

            int start = position;
            position = EndOf(text, start);
            ref var piece = ref pieces[count++];
            piece.Start = start;
            piece.End = position;
            if (position - start > 3 && text[position - 1] == '.' && char.IsAsciiLetter(text[position - 2]) && char.IsAsciiLetter(text[position - 3]))
            {
                piece.End--;
            }

            piece.Key = WordKey.Of(text[piece.Start..piece.End]);
        }

        _position = position;
        return count;
    }

    /// <summary>Whether a character is never part of a word.</summary>
    public static bool IsBound(char c) => c switch
    {
        < '0' => c is not ('#' or '$' or '%' or '&' or '\'' or '+' or '-' or '.'),
        < 'A' => c > '9' && c != '@',
        < '\u007F' => c is '[' or '\\' or ']' or '^' or '`' or '{' or '|' or '}' or '~',
        < '\u0100' => c is < '\u00AA' and not '£' || c is '«' or '»' or '¬' or '®' or '¯' or '±' or '¶' or '¸' or '¼' or '½' or '¾' or '¿' or '×' or '÷',
        < '\u2000' => false,
        <= '\u206F' => !FrenchSigns.IsInvisible(c) && c is not ('\u2010' or '\u2011' or '\u2013' or '’' or '‘' or '‛' or '•' or '‧'),
        >= '\u20A0' and <= '\u20CF' => c != '€',
        '\u3000' => true,
        _ => false,
    };

    private static int EndOf(ReadOnlySpan<char> text, int start)
    {
        int end = start + 1;
        while (end < text.Length && end - start < WrittenPiece.MostUnits)
        {
            char c = text[end];
            if (IsBound(c) && !(end - start < LongestRow && (c == ',' || FrenchSigns.IsDigitSpace(c))
                && char.IsAsciiDigit(text[end - 1]) && end + 1 < text.Length && char.IsAsciiDigit(text[end + 1])))
            {
                return end;
            }

            end++;
        }

        // A pair of surrogates is not cut in two.
        return end - start == WrittenPiece.MostUnits && end < text.Length && char.IsLowSurrogate(text[end]) && char.IsHighSurrogate(text[end - 1]) ? end - 1 : end;
    }
}
