using System.Globalization;

namespace ArticleSearch.Parsing;

/// <summary>Takes the escapes out of a piece of a query: <c>\x</c> is x, whatever x is, and <c>\u0041</c> the code unit of that number.</summary>
internal static class LuceneEscapes
{
    /// <param name="text">A piece of the query.</param>
    /// <param name="start">Where in the query it starts.</param>
    /// <exception cref="QuerySyntaxException">An escape is not complete.</exception>
    public static string Remove(ReadOnlySpan<char> text, int start)
    {
        if (!text.Contains('\\'))
        {
            return text.ToString();
        }

        Span<char> plain = text.Length <= 256 ? stackalloc char[text.Length] : new char[text.Length];
        int length = 0;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (c == '\\')
            {
                if (++i == text.Length)
                {
                    throw new QuerySyntaxException("query.escape", $"there is nothing after \"\\\" that it could take the meaning from.", start + i);
                }

                c = text[i];
                if (c == 'u')
                {
                    c = CodeUnit(text, i + 1, start);
                    i += 4;
                }
            }

            plain[length++] = c;
        }

        return plain[..length].ToString();
    }

    private static char CodeUnit(ReadOnlySpan<char> text, int at, int start)
    {
        for (int i = at; i < at + 4; i++)
        {
            if (i == text.Length || !char.IsAsciiHexDigit(text[i]))
            {
                throw new QuerySyntaxException("query.escape.digits", $"four hexadecimal digits must follow \"\\u\".", start + i + 1);
            }
        }

        return (char)int.Parse(text.Slice(at, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }
}
