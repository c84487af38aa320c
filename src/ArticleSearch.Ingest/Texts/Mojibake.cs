using System.Buffers;

namespace ArticleSearch.Ingest.Texts;

/// <summary>
/// Notices a text that was decoded wrongly before it came here: UTF-8 taken for Windows-1252, so that <c>Ã©</c> stands for é. It
/// mends nothing.
/// </summary>
internal static class Mojibake
{
    private static readonly SearchValues<char> Leads = SearchValues.Create("ÃÂÅâ");

    // What Windows-1252 makes of the bytes 80 to 9F.
    private static readonly SearchValues<char> Punctuation = SearchValues.Create("€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ");

    /// <summary>The wrong letters, where some are; else null.</summary>
    public static string? Find(ReadOnlySpan<char> text)
    {
        for (int i = 0; text[i..].IndexOfAny(Leads) is var next and >= 0; i++)
        {
            i += next;
            if (i + 1 < text.Length && IsPair(text[i], text[i + 1]))
            {
                return text.Slice(i, Math.Min(text[i] == 'â' ? 3 : 2, text.Length - i)).ToString();
            }
        }

        return null;
    }

    private static bool IsPair(char lead, char next) => lead switch
    {
        'Ã' => next is ' ' or (>= '\u0080' and <= '\u00BF') || Punctuation.Contains(next),
        'Â' => next is >= '\u0080' and <= '\u00BF',
        'â' => next is '€' or '‚' or '\u0080' or '\u0082', // the typographic signs: three bytes
        _ => next is '\u0092' or '\u0093' or '’' or '“',
    };
}
