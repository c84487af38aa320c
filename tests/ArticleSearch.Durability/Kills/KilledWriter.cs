using System.Collections.Immutable;
using System.Globalization;
using ArticleSearch.Durability.Histories;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.Durability.Kills;

/// <summary>
/// The process that is killed: it goes on with an index for as long as it lives, a commit a step, and says each step that was
/// acknowledged. What the index holds after a step follows from the seed and the step alone, so that another process knows it.
/// </summary>
internal static class KilledWriter
{
    /// <summary>The id of an article that says, as its text, which step was the last.</summary>
    public const string StepId = "step";

    /// <summary>The line that says that the index is open.</summary>
    public const string Ready = "ready";

    /// <summary>Goes on with the index in a folder until killed, or for so many steps.</summary>
    public static int Run(string folder, int seed, int steps, TextWriter output)
    {
        using var files = new FileSystemFolder(folder);
        int last = CommitPoint.ReadLatest(files) is null ? 0 : StepOf(Content.Read(files));
        var options = new IndexBuilderOptions
        {
            MaxBufferedPassages = 3 + (last % 5),
            Compound = last % 2 == 0,
            MergeThreads = last % 3,
        };
        using var builder = IndexBuilder.Open(folder, options);
        Say(Ready, output);
        for (int step = last + 1; step <= last + steps; step++)
        {
            Do(
                seed,
                step,
                article => builder.Add(article),
                id => builder.Delete(id));
            if (step % 7 == 0)
            {
                builder.Merge();
            }

            builder.Commit();
            Say(step.ToString(CultureInfo.InvariantCulture), output);
        }

        return 0;
    }

    /// <summary>What a step makes of the content.</summary>
    public static ImmutableSortedDictionary<string, string> After(ImmutableSortedDictionary<string, string> articles, int seed, int step)
    {
        Do(
            seed,
            step,
            article => articles = articles.SetItem(article.Id!, Content.Of(article)),
            id => articles = articles.Remove(id));
        return articles;
    }

    /// <summary>Which step a content says it is after.</summary>
    public static int StepOf(IReadOnlyDictionary<string, string> articles) =>
        articles.TryGetValue(StepId, out string? content) ? int.Parse(content.Split('|')[1], CultureInfo.InvariantCulture) : 0;

    private static void Do(int seed, int step, Action<Article> add, Action<string> delete)
    {
        var random = new Random(unchecked((seed * 1_000_003) + step));
        for (int changes = 1 + random.Next(6); changes > 0; changes--)
        {
            string id = RandomArticles.Id(random);
            if (random.Next(4) == 0)
            {
                delete(id);
            }
            else
            {
                add(RandomArticles.Next(random, id));
            }
        }

        add(new Article { Id = StepId, Title = step.ToString(CultureInfo.InvariantCulture), Text = "pas" });
    }

    private static void Say(string line, TextWriter output)
    {
        output.WriteLine(line);
        output.Flush();
    }
}
