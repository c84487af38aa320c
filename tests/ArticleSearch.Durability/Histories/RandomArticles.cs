using System.Globalization;

namespace ArticleSearch.Durability.Histories;

/// <summary>Small articles, each different from all others, that follow from a random number generator alone.</summary>
internal static class RandomArticles
{
    private static readonly string[] Words =
        ["Russie", "armes", "l'eau", "œuvre", "été", "avions", "nord-coréen", "président", "guerre", "😀", "de", "la", "2023", "Ukraine"];

    /// <summary>An id among a few, so that articles replace each other.</summary>
    public static string Id(Random random) => "a" + random.Next(14).ToString(CultureInfo.InvariantCulture);

    public static Article Next(Random random, string id)
    {
        string[] paragraphs = [.. Enumerable.Range(0, 1 + random.Next(3)).Select(_ => Sentence(random))];
        return new Article
        {
            Id = id,
            Title = random.Next(3) == 0 ? null : Sentence(random),
            Date = random.Next(3) == 0 ? null : "20" + random.Next(10, 14).ToString(CultureInfo.InvariantCulture),
            Source = random.Next(3) == 0 ? null : "f" + random.Next(3).ToString(CultureInfo.InvariantCulture),
            Text = string.Join('\n', paragraphs),
        };
    }

    private static string Sentence(Random random) =>
        string.Join(' ', Enumerable.Range(0, 1 + random.Next(8)).Select(_ => Words[random.Next(Words.Length)]))
        + " mot" + random.Next(100_000).ToString(CultureInfo.InvariantCulture);
}
