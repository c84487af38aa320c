using System.Globalization;
using System.Text;
using Spectre.Console.Rendering;

namespace ArticleSearch.Console.Interactive;

/// <summary>
/// Draws a line that is being typed: the prompt, the text over as many rows as it takes, a hint below it, and the cursor where it
/// belongs. It knows where it drew last, and nothing of the rest of the screen. ECMA-48 sequences that every terminal has.
/// </summary>
/// <param name="output">The terminal.</param>
/// <param name="width">How many columns it has now.</param>
/// <param name="colour">Whether a hint may be dimmed.</param>
internal sealed class LineScreen(TextWriter output, Func<int> width, bool colour)
{
    private int _row;

    /// <summary>Draws anew.</summary>
    /// <param name="prompt">What stands before the text.</param>
    /// <param name="text">The text.</param>
    /// <param name="cursor">Before which UTF-16 code unit of the text the cursor stands.</param>
    /// <param name="hint">What stands below, cut to one row; empty for nothing.</param>
    public void Draw(string prompt, string text, int cursor, string hint)
    {
        int columns = Math.Max(2, width());
        var drawing = new StringBuilder();
        ToFirstRow(drawing);
        drawing.Append("\e[J").Append(prompt).Append(text);
        var (row, column) = Place(prompt + text, columns);
        if (column == 0 && row > 0)
        {
            drawing.Append("\r\n"); // the terminal itself waits for another letter before it goes to the next row
        }

        if (hint.Length > 0)
        {
            drawing.Append("\r\n").Append(colour ? "\e[2m" : "").Append(Cut(hint, columns - 1)).Append(colour ? "\e[0m" : "");
            row++;
        }

        (_row, column) = Place(prompt + text[..cursor], columns);
        Move(drawing, row - _row, 'A');
        drawing.Append('\r');
        Move(drawing, column, 'C');
        output.Write(drawing);
        output.Flush();
    }

    /// <summary>Leaves what is drawn as it is and goes to the row below it.</summary>
    public void Leave(string prompt, string text, string sign = "")
    {
        Draw(prompt, text + sign, text.Length + sign.Length, "");
        output.Write("\r\n");
        output.Flush();
        _row = 0;
    }

    /// <summary>Empties the screen; what is drawn next stands at its top.</summary>
    public void Clear()
    {
        output.Write("\e[H\e[2J");
        _row = 0;
    }

    /// <summary>How many columns a letter takes.</summary>
    private static int Columns(string letter) => new Segment(letter).CellCount();

    private static void Move(StringBuilder drawing, int count, char direction)
    {
        if (count > 0)
        {
            drawing.Append(CultureInfo.InvariantCulture, $"\e[{count}{direction}");
        }
    }

    private static string Cut(string text, int columns)
    {
        int used = 0;
        var letters = StringInfo.GetTextElementEnumerator(text);
        while (letters.MoveNext())
        {
            used += Columns(letters.GetTextElement());
            if (used > columns)
            {
                return text[..letters.ElementIndex];
            }
        }

        return text;
    }

    /// <summary>Where the cursor stands behind a text.</summary>
    private static (int Row, int Column) Place(string text, int columns)
    {
        int row = 0;
        int column = 0;
        var letters = StringInfo.GetTextElementEnumerator(text);
        while (letters.MoveNext())
        {
            int wide = Columns(letters.GetTextElement());
            if (column + wide > columns)
            {
                (row, column) = (row + 1, 0);
            }

            column += wide;
        }

        return column == columns ? (row + 1, 0) : (row, column);
    }

    private void ToFirstRow(StringBuilder drawing)
    {
        Move(drawing, _row, 'A');
        drawing.Append('\r');
    }
}
