namespace ArticleSearch.Console.Rendering;

/// <summary>
/// Cuts a text into lines at its spaces: never at a no-break space, and never inside « d’armes », whatever is marked there.
/// </summary>
internal static class TextWrap
{
    private const int LeastWidth = 20;

    /// <summary>The ranges of the lines, without the spaces between them. A word longer than a line is cut.</summary>
    /// <param name="text">The text, without line breaks.</param>
    /// <param name="width">How many UTF-16 code units a line may have; fewer than 20 count as 20.</param>
    public static IEnumerable<Range> Lines(string text, int width)
    {
        width = Math.Max(width, LeastWidth);
        int start = 0;
        while (text.Length - start > width)
        {
            int space = text.LastIndexOf(' ', start + width, width);
            int end = space > start ? space : start + width;
            yield return start..end;
            start = end;
            while (start < text.Length && text[start] == ' ')
            {
                start++;
            }
        }

        yield return start..text.Length;
    }
}
