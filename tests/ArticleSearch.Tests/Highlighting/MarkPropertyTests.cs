using System.Globalization;
using System.Text;
using ArticleSearch.Analysis;
using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.Tests.Highlighting;

/// <summary>
/// What marks promise, over random sentences and queries of every kind: without the marked words the query no longer matches,
/// with nothing but the marked words in their places it still does, and no mark covers an article or punctuation.
/// </summary>
public sealed class MarkPropertyTests
{
    // No word of any language here, and far from all of them.
    private const string Nonsense = "ψξζθψξ";

    private const int Texts = 1000;
    private const int QueriesOfTexts = 125;

    /// <summary>How many pairs of a text and a query are looked at; the long run sets ten million.</summary>
    private static readonly long Pairs = long.Parse(
        Environment.GetEnvironmentVariable("ARTICLESEARCH_MARK_PAIRS") ?? "1000000", CultureInfo.InvariantCulture);

    [Fact]
    public void Marked_words_are_the_match_and_nothing_else_is()
    {
        int seed = Environment.GetEnvironmentVariable("ARTICLESEARCH_MARK_SEED") is { } given ? int.Parse(given, CultureInfo.InvariantCulture) : 20231;
        int rounds = (int)((Pairs + (Texts * QueriesOfTexts) - 1) / (Texts * QueriesOfTexts));
        long matches = 0;
        Parallel.For(0, rounds, new ParallelOptions { MaxDegreeOfParallelism = 2 }, round => Interlocked.Add(ref matches, Round(seed + round)));
        // Most queries have an answer, or nothing would be shown.
        Assert.True(matches > Pairs / 10, $"only {matches} of {Pairs} pairs matched: the sentences and the queries do not meet.");
    }

    /// <summary>Violations that were found once.</summary>
    [Theory]
    [InlineData("armes", "Une livraison d’armes.")]
    [InlineData("10000", "Il y a 10\u00A0000 otages.")]
    [InlineData("\"électrice œuvre\"~3", "Une électrice. Électrice œuvre, œuvre.")]
    [InlineData("10000", "Ils étaient 10 000 10000 fois.")]
    public void Found_once_and_mended(string query, string text)
    {
        using var folder = new MemoryFolder();
        using var searcher = Index(folder, [text]);
        var hit = Assert.Single(searcher.Search(query, new SearchOptions { Top = 2 }).Hits);
        Assert.Null(Faults(query, new SearchOptions { ExactTotal = true }, [hit]));
    }

    private static int Round(int seed)
    {
        var sentences = new FrenchSentences(new Random(seed));
        string[] texts = [.. Enumerable.Range(0, Texts).Select(_ => sentences.Sentence())];
        using var folder = new MemoryFolder();
        using var searcher = Index(folder, texts);
        int matches = 0;
        for (int i = 0; i < QueriesOfTexts; i++)
        {
            string query = sentences.Query(texts);
            var options = new SearchOptions { Top = Texts, ExactTotal = true, Strictness = (MatchLevel)(i % 5) };
            var hits = searcher.Search(query, options).Hits;
            if (hits.Count == Texts)
            {
                continue; // an exclusion alone: everything matches, and nothing is to be marked
            }

            matches += hits.Count;
            if (Faults(query, options, hits) is { } fault)
            {
                Assert.Fail($"Seed {seed}: {fault}");
            }
        }

        return matches;
    }

    /// <summary>Asks for all hits at once: one index of what is left of them.</summary>
    private static string? Faults(string query, SearchOptions options, IReadOnlyList<Hit> hits)
    {
        Hit[] told = [.. hits.Where(hit => !IsExclusionAlone(query, hit))];
        if (told.Length == 0)
        {
            return null;
        }

        if (told.FirstOrDefault(hit => MarkFault(hit) is not null) is { } badly)
        {
            return $"{MarkFault(badly)} Query <{query}>, text <{badly.Mark("[", "]")}>.";
        }

        using var folder = new MemoryFolder();
        using var searcher = Index(folder, [.. told.Select(Blanked), .. told.Select(Kept)]);
        var found = searcher.Search(query, options with { Top = 2 * told.Length, Highlight = false }).Hits
            .Select(hit => int.Parse(hit.Article, CultureInfo.InvariantCulture)).ToHashSet();
        for (int i = 0; i < told.Length; i++)
        {
            if (found.Contains(i))
            {
                return $"Without its marked words it still matches. Query <{query}>, text <{told[i].Mark("[", "]")}>, left <{Blanked(told[i])}>.";
            }

            if (!found.Contains(told.Length + i))
            {
                return $"With its marked words alone it does not match. Query <{query}>, text <{told[i].Mark("[", "]")}>, left <{Kept(told[i])}>.";
            }
        }

        return null;
    }

    /// <summary>Of « a OR NOT b » a text without b matches and has nothing to mark.</summary>
    private static bool IsExclusionAlone(string query, Hit hit) =>
        hit.Highlights.Count == 0 && (query.Contains('-', StringComparison.Ordinal) || query.Contains("NOT", StringComparison.Ordinal));

    /// <summary>A mark starts and ends with a letter, a digit or a sign that belongs to a word, and has no elided article before its word.</summary>
    private static string? MarkFault(Hit hit)
    {
        if (hit.Highlights.Count == 0)
        {
            return "Nothing is marked.";
        }

        foreach (var mark in hit.Highlights)
        {
            string word = hit.Text.Substring(mark.Start, mark.Length);
            if (!Belongs(word[0]) || !Belongs(word[^1]))
            {
                return $"The mark <{word}> covers what is no word.";
            }

            int apostrophe = word.AsSpan().IndexOfAny("'’ʼ");
            if (apostrophe is 1 or 2 && apostrophe < word.Length - 1 && "lLdDcCjJmMnNsStT".Contains(word[0], StringComparison.Ordinal))
            {
                return $"The mark <{word}> covers an article.";
            }
        }

        return null;
    }

    // An elided word may be sought for itself, in a phrase: then its apostrophe is the end of it.
    private static bool Belongs(char c) =>
        char.IsLetterOrDigit(c) || c is '#' or '@' or '+' or '°' or '²' or '%' or '.' or '\'' or '’' or '\u0301' or '\u00AD';

    private static string Blanked(Hit hit)
    {
        var text = new StringBuilder();
        int done = 0;
        foreach (var mark in hit.Highlights)
        {
            text.Append(hit.Text, done, mark.Start - done).Append(' ').Append(Nonsense).Append(' ');
            done = mark.Start + mark.Length;
        }

        return text.Append(hit.Text, done, hit.Text.Length - done).ToString();
    }

    /// <summary>Every other word becomes nonsense, so that what is marked stays where it was.</summary>
    private static string Kept(Hit hit)
    {
        var text = new StringBuilder();
        var stream = AnalysisChain.Named("french").CreateStream();
        stream.Reset(hit.Text.AsMemory());
        int done = 0;
        while (stream.MoveNext())
        {
            int start = stream.StartOffset;
            if (!hit.Highlights.Any(mark => mark.Start < stream.EndOffset && start < mark.Start + mark.Length))
            {
                text.Append(hit.Text, done, start - done).Append(' ').Append(Nonsense).Append(' ');
                done = stream.EndOffset;
            }
        }

        return text.Append(hit.Text, done, hit.Text.Length - done).ToString();
    }

    private static Searcher Index(MemoryFolder folder, IReadOnlyList<string> texts)
    {
        using (var builder = IndexBuilder.Open(folder, new IndexBuilderOptions { Chain = "french" }))
        {
            for (int i = 0; i < texts.Count; i++)
            {
                builder.Add(new Article { Id = i.ToString(CultureInfo.InvariantCulture), Text = texts[i] });
            }

            builder.Commit();
        }

        return Searcher.Open(folder);
    }
}
