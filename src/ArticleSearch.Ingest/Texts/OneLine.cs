using System.Text;

namespace ArticleSearch.Ingest.Texts;

/// <summary>Text of the input as a part of a message or a title: on one line, without signs that have no ink.</summary>
internal static class OneLine
{
    /// <summary>The text with each run of white space and control characters as one blank, none at its edges.</summary>
    public static string Of(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (char c in text)
        {
            if (c is '\u00A0' or '\u202F')
            {
                line.Append(c); // French punctuation stands behind them
            }
            else if (!char.IsWhiteSpace(c) && !char.IsControl(c))
            {
                line.Append(c);
            }
            else if (line.Length > 0 && line[^1] != ' ')
            {
                line.Append(' ');
            }
        }

        return line.ToString().Trim();
    }

    /// <summary>Its beginning, with an ellipsis where more follows.</summary>
    public static string Shorten(string text, int length)
    {
        string line = Of(text);
        if (line.Length <= length)
        {
            return line;
        }

        int end = char.IsHighSurrogate(line[length - 2]) ? length - 2 : length - 1;
        return line[..end] + "…";
    }
}
