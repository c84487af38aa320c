namespace ArticleSearch.Expanding;

/// <summary>
/// How far a word is from another one by slips of the finger, as a share of a weight: neighbours of the keyboard, doubled and swapped
/// letters are cheaper than others, the first letter is seldom wrong. It measures two words without accents, and decides nothing; how
/// likely each error is, and what sounds alike, is the table of <see cref="Suggesting.TypingErrors"/>, which corrects what was typed.
/// </summary>
internal static class SlipDistance
{
    private const float Doubled = 0.5f;
    private const float Swapped = 0.6f;
    private const float Neighbour = 0.7f;
    private const float Other = 1f;
    private const float First = 0.4f;

    /// <summary>How many edits are forgiven in a word of so many letters.</summary>
    public static int Allowed(int length) => length switch
    {
        < 4 => 0,
        < 8 => 1,
        _ => 2,
    };

    /// <summary>The least that it costs to make one word of another: insertions, deletions, other letters, neighbours swapped.</summary>
    public static float Cost(ReadOnlySpan<char> typed, ReadOnlySpan<char> meant)
    {
        int width = meant.Length + 1;
        var table = new float[(typed.Length + 1) * width];
        for (int i = 0; i <= typed.Length; i++)
        {
            for (int j = 0; j <= meant.Length; j++)
            {
                if (i == 0 && j == 0)
                {
                    continue;
                }

                float best = float.MaxValue;
                float atFirst = i <= 1 && j <= 1 ? First : 0;
                if (i > 0)
                {
                    best = table[((i - 1) * width) + j] + (i > 1 && typed[i - 1] == typed[i - 2] ? Doubled : Other) + atFirst;
                }

                if (j > 0)
                {
                    best = Math.Min(best, table[(i * width) + j - 1] + (j > 1 && meant[j - 1] == meant[j - 2] ? Doubled : Other) + atFirst);
                }

                if (i > 0 && j > 0)
                {
                    char a = typed[i - 1];
                    char b = meant[j - 1];
                    best = Math.Min(best, table[((i - 1) * width) + j - 1] + (a == b ? 0 : (FrenchKeyboard.AreNear(a, b) ? Neighbour : Other) + atFirst));
                    if (i > 1 && j > 1 && a == meant[j - 2] && b == typed[i - 2] && a != b)
                    {
                        best = Math.Min(best, table[((i - 2) * width) + j - 2] + Swapped);
                    }
                }

                table[(i * width) + j] = best;
            }
        }

        return table[^1];
    }
}
