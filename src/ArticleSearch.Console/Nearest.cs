namespace ArticleSearch.Console;

/// <summary>The word that someone meant who typed another one: of the words there are, the nearest, if it is near enough to be meant.</summary>
internal static class Nearest
{
    /// <summary>The nearest of some words; null if none is near.</summary>
    public static string? To(string typed, IEnumerable<string> words)
    {
        string? nearest = null;
        int least = Math.Max(1, typed.Trim('-').Length / 3) + 1;
        foreach (string word in words)
        {
            int distance = word.StartsWith(typed, StringComparison.OrdinalIgnoreCase) && typed.Trim('-').Length > 1 ? 1 : Distance(typed, word);
            if (distance < least)
            {
                (nearest, least) = (word, distance);
            }
        }

        return nearest;
    }

    /// <summary>How many letters are to be put in, left out, changed, or swapped with their neighbour (optimal string alignment).</summary>
    public static int Distance(string a, string b)
    {
        int[,] cost = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
        {
            for (int j = 0; j <= b.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    cost[i, j] = i + j;
                    continue;
                }

                int change = char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1;
                cost[i, j] = Math.Min(Math.Min(cost[i - 1, j], cost[i, j - 1]) + 1, cost[i - 1, j - 1] + change);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    cost[i, j] = Math.Min(cost[i, j], cost[i - 2, j - 2] + 1);
                }
            }
        }

        return cost[a.Length, b.Length];
    }
}
