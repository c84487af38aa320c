using System.Text;

namespace ArticleSearch.IndexFormat.Tests.Terms;

/// <summary>Seeded sets of terms of many kinds, ascending and without repetition.</summary>
internal static class RandomTerms
{
    public static IComparer<byte[]> Order { get; } = Comparer<byte[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b));

    public static TheoryData<string> Kinds => ["binary", "ascii", "french", "numbers", "deep", "few bytes", "long", "dense"];

    public static byte[][] Make(string kind, int count, int seed)
    {
        var random = new Random(seed);
        var terms = new SortedSet<byte[]>(Order);
        for (int tries = 0; terms.Count < count && tries < count * 20; tries++)
        {
            terms.Add(Term(kind, random, terms));
        }

        return [.. terms];
    }

    private static byte[] Term(string kind, Random random, SortedSet<byte[]> terms)
    {
        switch (kind)
        {
            case "binary":
                return Bytes(random, random.Next(0, 9), 0, 256);
            case "ascii":
                return Bytes(random, random.Next(1, 14), 'a', 'z' + 1);
            case "french":
                const string letters = "eeeeaaisnrtoluldcmpéèàçùœ’'-";
                string word = string.Concat(Enumerable.Range(0, random.Next(1, 12)).Select(_ => letters[random.Next(letters.Length)]));
                return Encoding.UTF8.GetBytes(word);
            case "numbers":
                return Encoding.ASCII.GetBytes($"article{random.Next(1_000_000):d6}#{random.Next(30)}");
            case "deep":
                byte[] start = terms.Count == 0 ? [] : terms.ElementAt(random.Next(Math.Min(terms.Count, 50)));
                return [.. start.AsSpan(0, Math.Min(start.Length, random.Next(300))), .. Bytes(random, random.Next(0, 12), 'a', 'e')];
            case "few bytes":
                return Bytes(random, random.Next(0, 18), 'x', 'z');
            case "long":
                int length = random.Next(5) == 0 ? 32766 : random.Next(1, 2000);
                return [.. Enumerable.Repeat((byte)'q', random.Next(length)), .. Bytes(random, random.Next(10), 0, 256)];
            case "dense":
                return Encoding.ASCII.GetBytes($"id{terms.Count:d8}");
            default:
                throw new ArgumentOutOfRangeException(nameof(kind));
        }
    }

    private static byte[] Bytes(Random random, int length, int low, int high)
    {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++)
        {
            bytes[i] = (byte)random.Next(low, high);
        }

        return bytes;
    }
}
