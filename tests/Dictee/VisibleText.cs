using System.Globalization;
using System.Text;

namespace ArticleSearch.Dictee;

/// <summary>
/// Texts as a person can read and write them: signs that can not be seen stand as <c>&lt;U+00AD&gt;</c>, what is to be marked in
/// brackets. Never lets an unseen sign through: what looks right in the file is right.
/// </summary>
internal static class VisibleText
{
    private const string Opening = "<U+";

    /// <summary>Puts the signs in place of their escapes.</summary>
    /// <exception cref="FormatException">The text holds a sign that can not be seen, or an escape of no sign.</exception>
    public static string Decode(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsUnseen(rune))
            {
                throw new FormatException($"a sign that can not be seen is to be written <U+{rune.Value:X4}>");
            }
        }

        if (!text.IsNormalized(NormalizationForm.FormC))
        {
            throw new FormatException("accents are to be composed (NFC), or written as <U+0301> and the like");
        }

        var decoded = new StringBuilder(text.Length);
        int done = 0;
        for (int at; (at = text.IndexOf(Opening, done, StringComparison.Ordinal)) >= 0; done++)
        {
            decoded.Append(text, done, at - done);
            done = text.IndexOf('>', at);
            decoded.Append(Sign(done < 0 ? "" : text[(at + Opening.Length)..done]));
        }

        return decoded.Append(text, done, text.Length - done).ToString();
    }

    /// <summary>Takes the brackets out of a text and tells what stood in them.</summary>
    /// <exception cref="FormatException">Brackets do not pair, or stand around nothing.</exception>
    public static (string Text, IReadOnlyList<TextRange> Marks) ReadMarks(string text)
    {
        var plain = new StringBuilder(text.Length);
        var marks = new List<TextRange>();
        int open = -1;
        foreach (char c in text)
        {
            switch (c)
            {
                case '[' when open < 0:
                    open = plain.Length;
                    break;
                case ']' when open >= 0 && plain.Length > open:
                    marks.Add(new TextRange(open, plain.Length - open));
                    open = -1;
                    break;
                case '[' or ']':
                    throw new FormatException("the brackets do not pair");
                default:
                    plain.Append(c);
                    break;
            }
        }

        return open < 0 ? (plain.ToString(), marks) : throw new FormatException("a bracket is not closed");
    }

    /// <summary>A text with brackets around ranges of it, and escapes for what can not be seen.</summary>
    public static string Write(string text, IReadOnlyList<TextRange> marks)
    {
        var marked = new StringBuilder(text);
        foreach (var mark in marks.Where(mark => mark.Start >= 0 && mark.End <= text.Length).OrderByDescending(mark => mark.Start))
        {
            marked.Insert(mark.End, ']').Insert(mark.Start, '[');
        }

        var visible = new StringBuilder(marked.Length);
        foreach (var rune in marked.ToString().EnumerateRunes())
        {
            visible.Append(IsUnseen(rune) ? $"<U+{rune.Value:X4}>" : rune.ToString());
        }

        return visible.ToString();
    }

    private static bool IsUnseen(Rune rune) => rune.Value != ' ' && Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator or UnicodeCategory.NonSpacingMark or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;

    private static char Sign(string digits) =>
        digits.Length >= 4 && int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int value)
        && value <= char.MaxValue && Rune.IsValid(value)
            ? (char)value
            : throw new FormatException($"<U+{digits}> is no sign of the basic plane, where every program counts alike");
}
