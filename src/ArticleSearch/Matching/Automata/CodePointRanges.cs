namespace ArticleSearch.Matching.Automata;

/// <summary>Sets of code points as ascending ranges that do not touch: first and last of each, one after another.</summary>
internal static class CodePointRanges
{
    public static bool Contains(int[] ranges, int codePoint)
    {
        int low = 0;
        int high = (ranges.Length / 2) - 1;
        while (low <= high)
        {
            int middle = (low + high) / 2;
            if (codePoint < ranges[2 * middle])
            {
                high = middle - 1;
            }
            else if (codePoint > ranges[(2 * middle) + 1])
            {
                low = middle + 1;
            }
            else
            {
                return true;
            }
        }

        return false;
    }

    public static int[] Union(int[] a, int[] b)
    {
        if (a.Length == 0 || b.Length == 0)
        {
            return a.Length == 0 ? b : a;
        }

        var union = new List<int>(a.Length + b.Length);
        int i = 0;
        int j = 0;
        while (i < a.Length || j < b.Length)
        {
            bool takeA = j == b.Length || (i < a.Length && a[i] <= b[j]);
            int first = takeA ? a[i] : b[j];
            int last = takeA ? a[i + 1] : b[j + 1];
            (i, j) = takeA ? (i + 2, j) : (i, j + 2);
            if (union.Count > 0 && first <= union[^1] + 1)
            {
                union[^1] = Math.Max(union[^1], last);
            }
            else
            {
                union.Add(first);
                union.Add(last);
            }
        }

        return [.. union];
    }

    public static int[] Intersection(int[] a, int[] b)
    {
        var intersection = new List<int>();
        int i = 0;
        int j = 0;
        while (i < a.Length && j < b.Length)
        {
            int first = Math.Max(a[i], b[j]);
            int last = Math.Min(a[i + 1], b[j + 1]);
            if (first <= last)
            {
                intersection.Add(first);
                intersection.Add(last);
            }

            (i, j) = a[i + 1] < b[j + 1] ? (i + 2, j) : (i, j + 2);
        }

        return [.. intersection];
    }

    public static int[] Complement(int[] a)
    {
        var complement = new List<int>();
        int next = 0;
        for (int i = 0; i < a.Length; i += 2)
        {
            if (a[i] > next)
            {
                complement.Add(next);
                complement.Add(a[i] - 1);
            }

            next = a[i + 1] + 1;
        }

        if (next <= Utf8Term.MaxCodePoint)
        {
            complement.Add(next);
            complement.Add(Utf8Term.MaxCodePoint);
        }

        return [.. complement];
    }
}
