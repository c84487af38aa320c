using System.Globalization;

namespace ArticleSearch.Console.Interactive;

/// <summary>
/// A line while it is being typed, and a cursor in it, which never stands inside a letter and its accents. It knows no keys and no screen.
/// </summary>
internal sealed class EditedLine
{
    private string _cut = "";

    public string Text { get; private set; } = "";

    /// <summary>Before which UTF-16 code unit the cursor stands.</summary>
    public int Cursor { get; private set; }

    /// <summary>Another text, the cursor at its end.</summary>
    public void Replace(string text) => (Text, Cursor) = (text, text.Length);

    /// <summary>Puts letters in place of those from somewhere to the cursor.</summary>
    public void Replace(int start, string letters)
    {
        Text = string.Concat(Text.AsSpan(0, start), letters, Text.AsSpan(Cursor));
        Cursor = start + letters.Length;
    }

    public void Insert(string letters) => Replace(Cursor, letters);

    public void Left() => Cursor = Before(Cursor);

    public void Right() => Cursor = After(Cursor);

    public void Home() => Cursor = 0;

    public void End() => Cursor = Text.Length;

    public void WordLeft() => Cursor = WordBefore();

    public void WordRight() => Cursor = WordAfter();

    public void DeleteLeft() => Replace(Before(Cursor), "");

    public void DeleteRight() => Delete(After(Cursor));

    /// <summary>Cuts the word before the cursor.</summary>
    public void CutWordLeft() => Cut(WordBefore(), Cursor);

    /// <summary>Cuts what a space ends before the cursor, as Ctrl-W does in shells.</summary>
    public void CutBack()
    {
        int start = Cursor;
        while (start > 0 && char.IsWhiteSpace(Text[start - 1]))
        {
            start--;
        }

        while (start > 0 && !char.IsWhiteSpace(Text[start - 1]))
        {
            start--;
        }

        Cut(start, Cursor);
    }

    /// <summary>Cuts the word behind the cursor.</summary>
    public void CutWordRight() => Cut(Cursor, WordAfter());

    public void CutToStart() => Cut(0, Cursor);

    public void CutToEnd() => Cut(Cursor, Text.Length);

    /// <summary>Puts in what was cut last.</summary>
    public void Paste() => Insert(_cut);

    /// <summary>Swaps the letter before the cursor with that under it, or the last two.</summary>
    public void Swap()
    {
        if (Cursor == Text.Length)
        {
            Left();
        }

        int before = Before(Cursor);
        int after = After(Cursor);
        if (before < Cursor)
        {
            Text = string.Concat(Text.AsSpan(0, before), Text.AsSpan(Cursor, after - Cursor), Text.AsSpan(before, Cursor - before), Text.AsSpan(after));
            Cursor = after;
        }
    }

    private void Cut(int start, int end)
    {
        if (start < end)
        {
            _cut = Text[start..end];
            Cursor = start;
            Delete(end);
        }
    }

    private void Delete(int end) => Text = string.Concat(Text.AsSpan(0, Cursor), Text.AsSpan(end));

    private int After(int position) => position == Text.Length ? position : position + StringInfo.GetNextTextElementLength(Text, position);

    private int Before(int position)
    {
        int at = 0;
        for (int next = 0; next < position; next = After(next))
        {
            at = next;
        }

        return at;
    }

    private int WordBefore()
    {
        int at = Cursor;
        while (at > 0 && !char.IsLetterOrDigit(Text[at - 1]))
        {
            at--;
        }

        while (at > 0 && char.IsLetterOrDigit(Text[at - 1]))
        {
            at--;
        }

        return at;
    }

    private int WordAfter()
    {
        int at = Cursor;
        while (at < Text.Length && !char.IsLetterOrDigit(Text[at]))
        {
            at++;
        }

        while (at < Text.Length && char.IsLetterOrDigit(Text[at]))
        {
            at++;
        }

        return at;
    }
}
