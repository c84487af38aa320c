using System.Globalization;
using System.Numerics;
using ArticleSearch.Durability.Histories;

namespace ArticleSearch.Durability.Determinism;

/// <summary>
/// Makes the same index again, in a process of its own: the same articles, the same settings, ids that follow from a seed and a clock
/// that stands. Whatever the culture or the processor, the bytes must be the same.
/// </summary>
internal static class SameIndex
{
    /// <summary>Makes the index and says under which circumstances: the culture's name, and whether there are vectors.</summary>
    public static int Run(string folder, TextWriter output)
    {
        output.WriteLine($"culture={CultureInfo.CurrentCulture.Name} vectors={Vector.IsHardwareAccelerated}");
        var random = new Random(17);
        var options = History.Options(seed: 17, random) with { MaxBufferedPassages = 150, Compound = true };
        using var builder = IndexBuilder.Open(folder, options);
        for (int i = 0; i < 900; i++)
        {
            string id = $"Iıİi{random.Next(700).ToString(CultureInfo.InvariantCulture)}";
            var article = RandomArticles.Next(random, id);
            builder.Add(article with
            {
                Title = "TITRE İSTANBUL ILLİCITE " + article.Title,
                Text = article.Text + "\nAUJOURD’HUI L’ÎLE ET LES FILLES, 1.234,5 I i İ ı Straße ŒUVRE\n" + article.Text,
            });
            if (i % 7 == 0)
            {
                builder.Delete($"Iıİi{random.Next(700).ToString(CultureInfo.InvariantCulture)}");
            }

            if (i % 200 == 199)
            {
                builder.Commit();
            }
        }

        // What is left are segments with deletions, and one that was merged.
        builder.Merge();
        builder.Add(RandomArticles.Next(random, "last"));
        builder.Commit();
        builder.Add(RandomArticles.Next(random, "last"));
        builder.Delete("Iıİi3");
        builder.Commit();
        return 0;
    }
}
