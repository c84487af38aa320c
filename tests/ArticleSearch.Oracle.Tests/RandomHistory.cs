using System.Text;

namespace ArticleSearch.Oracle.Tests;

/// <summary>A random life of a small index: articles added, replaced, deleted, committed, merged. The same seed lives the same life.</summary>
internal static class RandomHistory
{
    private static readonly string[] Words =
    [
        "la", "de", "et", "l'armée", "d’armes", "Russie", "fournitures", "guerre", "pêche", "péché", "été", "avions", "œuvre", "cœur", "l’État",
        "contre-offensive", "aujourd’hui", "président", "Séoul", "Pyongyang", "Moscou", "2023", "1er", "10 000", "C#", "ONU", "🇫🇷", "平和", "мир", "e\u0301te\u0301",
    ];

    public static void Run(string folder, int seed)
    {
        var random = new Random(seed);
        var options = new IndexBuilderOptions { MaxBufferedPassages = random.Next(2) == 0 ? int.MaxValue : random.Next(1, 20), Compound = random.Next(2) == 0 };
        using var builder = IndexBuilder.Open(folder, options);
        int steps = random.Next(1, 12);
        builder.Add(RandomArticle(random));
        for (int step = 0; step < steps; step++)
        {
            switch (random.Next(8))
            {
                case 0: builder.Delete("a" + random.Next(12)); break;
                case 1: builder.Commit(); break;
                case 2 when random.Next(3) == 0: builder.Merge(); break;
                default: builder.Add(RandomArticle(random)); break;
            }
        }

        builder.Commit();
    }

    private static Article RandomArticle(Random random) => new()
    {
        Id = "a" + random.Next(12),
        Title = random.Next(4) == 0 ? null : Text(random, random.Next(1, 8)),
        Date = random.Next(3) == 0 ? null : $"20{random.Next(10, 24)}-0{random.Next(1, 10)}",
        Source = random.Next(2) == 0 ? null : $"s{random.Next(5)}.txt",
        Text = string.Join('\n', Enumerable.Range(0, random.Next(1, 6)).Select(i => Text(random, random.Next(i == 0 ? 1 : 0, random.Next(30) == 0 ? 700 : 40)))),
    };

    private static string Text(Random random, int words)
    {
        var text = new StringBuilder();
        for (int i = 0; i < words; i++)
        {
            text.Append(Words[random.Next(Words.Length)]).Append(random.Next(9) == 0 ? ", " : " ");
        }

        return text.ToString();
    }
}
