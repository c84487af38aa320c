using System.Text;

namespace ArticleSearch.Parsing;

/// <summary>
/// Wildcard patterns go through the chain in pieces: what stands between wildcards and escaped letters is normalised, each piece
/// for itself; wildcards and escaped letters stay as they are.
/// </summary>
internal static class WildcardPattern
{
    public static string Normalize(string pattern, string field, FieldAnalysis analysis)
    {
        var normal = new StringBuilder(pattern.Length);
        int done = 0;
        int at = 0;
        while (at < pattern.Length)
        {
            int length = Untouched(pattern, at);
            if (length == 0)
            {
                at++;
                continue;
            }

            Append(done, at);
            normal.Append(pattern, at, length);
            at += length;
            done = at;
        }

        Append(done, at);
        return FieldAnalysis.WellFormed(normal.ToString());

        void Append(int from, int to)
        {
            if (from < to)
            {
                normal.Append(analysis.Normalize(field, pattern[from..to]));
            }
        }
    }

    /// <summary>How many code units at a place are wildcards, or a backslash and the code point after it (unless that ends a line).</summary>
    private static int Untouched(string pattern, int at)
    {
        int length = pattern.AsSpan(at).IndexOfAnyExcept('*', '?');
        if (length != 0)
        {
            return length < 0 ? pattern.Length - at : length;
        }

        if (pattern[at] != '\\' || at + 1 == pattern.Length || pattern[at + 1] is '\n' or '\r' or '\u0085' or '\u2028' or '\u2029')
        {
            return 0;
        }

        return char.IsHighSurrogate(pattern[at + 1]) && at + 2 < pattern.Length && char.IsLowSurrogate(pattern[at + 2]) ? 3 : 2;
    }
}
