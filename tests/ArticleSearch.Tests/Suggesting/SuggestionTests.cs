using System.Text;
using ArticleSearch.IndexFormat;
using ArticleSearch.TestKit;
using Xunit.Abstractions;

namespace ArticleSearch.Tests.Suggesting;

/// <summary>« Vouliez-vous dire » over a small corpus of news: what is proposed, what stays, and what is said about it.</summary>
[Collection(nameof(NewsWords))]
public sealed class SuggestionTests(NewsWords words, ITestOutputHelper output)
{
    private readonly Searcher _searcher = words.Searcher;

    public static TheoryData<string> CultureNames => [.. Cultures.Names];

    [Theory]
    [MemberData(nameof(CultureNames))]
    public void What_people_mistype_is_corrected_as_the_table_says(string culture) => Cultures.Run(culture, () =>
    {
        var rows = NewsWords.Rows("Misspellings.tsv").ToList();
        var wrong = new List<string>();
        foreach (string[] row in rows)
        {
            string suggested = _searcher.Suggest(row[0])?.Query ?? "-";
            if (suggested != row[1])
            {
                wrong.Add($"{row[0]}: {suggested}, not {row[1]}; {string.Join(", ", _searcher.Correct(row[0], 4).Select(word => $"{word.Text} {word.Passages}"))}");
            }
        }

        Assert.True(rows.Count >= 150, $"{rows.Count} pairs");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    });

    [Theory]
    [InlineData("poison")]
    [InlineData("poisson")]
    [InlineData("désert")]
    [InlineData("dessert")]
    [InlineData("guère")]
    [InlineData("guerre")]
    [InlineData("le maire et la mairie")]
    [InlineData("porte-avions")]
    [InlineData("COVID-19")]
    [InlineData("2023")]
    [InlineData("qui est le ministre de l'économie ?")]
    [InlineData("")]
    [InlineData("?? -- \"")]
    [InlineData("Владивосток")]
    public void What_is_right_stays(string query) => Assert.Null(_searcher.Search(query).Suggestion);

    [Fact]
    public void No_word_that_is_frequent_is_ever_questioned()
    {
        foreach (var (word, passages) in words.Frequencies)
        {
            if (passages >= 40 && !word.Contains(' ', StringComparison.Ordinal))
            {
                Assert.True(_searcher.Suggest(word) is null, $"{word} ({passages}): {_searcher.Suggest(word)?.Query}");
            }
        }
    }

    [Theory]
    [InlineData("le Gouvernemant français", "le Gouvernement français", "Gouvernement")]
    [InlineData("GOUVERNEMANT", "GOUVERNEMENT", "GOUVERNEMENT")]
    [InlineData("+gouvernemant -title:minisre", "+gouvernement -title:ministre", "gouvernement", "ministre")]
    [InlineData("\"gouvernemant français\"~3 OR (minisre AND date:2023)", "\"gouvernement français\"~3 OR (ministre AND date:2023)", "gouvernement", "ministre")]
    [InlineData("=gouvernemant^2", "=gouvernement^2", "gouvernement")]
    [InlineData("l’gouvernemant d'enfent", "l’gouvernement d'enfant", "gouvernement", "enfant")]
    [InlineData("+parceque", "+\"parce que\"", "parce que")]
    [InlineData("gouver nement", "gouvernement", "gouvernement")]
    public void Signs_capitals_and_all_that_is_right_stay_as_they_were_typed(string query, string corrected, params string[] changes)
    {
        var suggestion = _searcher.Suggest(query);

        Assert.Equal(corrected, suggestion?.Query);
        Assert.Equal(changes, suggestion!.Changes.Select(change => corrected.Substring(change.Start, change.Length)));
    }

    [Theory]
    [InlineData("gouvernemant*")]
    [InlineData("gouvern?mant")]
    [InlineData("source:gouvernemant")]
    [InlineData("source:(gouvernemant minisre)")]
    [InlineData("article:gouvernemant")]
    [InlineData("gouvernemant~1")]
    public void Patterns_and_values_are_left_alone(string query) => Assert.Null(_searcher.Suggest(query));

    [Theory]
    [InlineData("hopital", "hôpital")]
    [InlineData("portemonnaie", "porte-monnaie")]
    public void What_a_search_forgives_is_told_when_asked_and_not_beside_results(string query, string corrected)
    {
        Assert.Equal(corrected, _searcher.Suggest(query)?.Query);
        Assert.Null(_searcher.Search(query).Suggestion);
    }

    [Fact]
    public void What_a_search_puts_together_by_itself_needs_no_suggestion()
    {
        var result = _searcher.Search("gouver nement");

        Assert.NotEmpty(result.Hits);
        Assert.Null(result.Suggestion);
    }

    [Fact]
    public void A_suggestion_is_never_applied_unasked()
    {
        var plain = _searcher.Search("xgouvernemant");

        Assert.Empty(plain.Hits);
        Assert.Equal("gouvernement", plain.Suggestion?.Query);
        Assert.False(plain.IsCorrected);

        var asked = _searcher.Search("xgouvernemant", new SearchOptions { CorrectIfNothingFound = true });

        Assert.NotEmpty(asked.Hits);
        Assert.True(asked.IsCorrected);
        Assert.Equal("gouvernement", asked.Suggestion?.Query);

        // It has results of its own: they stay.
        var found = _searcher.Search("xgouvernemant président", new SearchOptions { CorrectIfNothingFound = true });

        Assert.False(found.IsCorrected);
        Assert.Equal("gouvernement président", found.Suggestion?.Query);
        Assert.Equal(_searcher.Search("président").Total, found.Total);
    }

    [Fact]
    public void It_can_be_switched_off_and_the_strict_syntax_has_none()
    {
        Assert.Null(_searcher.Search("gouvernemant", new SearchOptions { Suggest = false, CorrectIfNothingFound = true }).Suggestion);
        Assert.Null(_searcher.Search("gouvernemant", new SearchOptions { Syntax = QuerySyntax.Lucene }).Suggestion);
    }

    [Theory]
    [InlineData(71, "one", 0.85)]
    [InlineData(72, "two", 0.45)]
    public void Words_with_slips_of_the_finger_are_recovered(int seed, string errors, double least)
    {
        var random = new Random(seed);
        string[] pool = [.. words.Frequencies.Where(pair => pair.Value >= 15 && pair.Key.Length >= 5 && pair.Key.All(char.IsLetter)).Select(pair => pair.Key)];
        int recovered = 0;
        int tried = 0;
        while (tried < 400)
        {
            string word = pool[random.Next(pool.Length)];
            string typed = Slips.Random(word, random);
            typed = errors == "two" ? Slips.Random(typed, random) : typed;
            if (words.Frequencies.ContainsKey(typed))
            {
                continue;
            }

            tried++;
            string? suggested = _searcher.Suggest(typed)?.Query;
            recovered += suggested == word ? 1 : 0;
            Assert.True(
                suggested is null || suggested.Split(' ', '\'').All(part => words.Frequencies.Keys.Any(known => known.Split(' ', '\'').Contains(part, StringComparer.Ordinal))),
                $"seed {seed}: {typed} became {suggested}, which the index does not have");
        }

        double rate = (double)recovered / tried;
        output.WriteLine($"seed {seed}, {errors}: {rate:P1} of {tried}");
        Assert.True(rate >= least, $"seed {seed}: {rate:P1}");
    }

    [Fact]
    public void Segments_do_not_matter()
    {
        using var folder = TemporaryFolder.ForSmallFiles();
        words.Build(folder.FolderPath, merged: false);
        using var several = Searcher.Open(folder.FolderPath);
        foreach (string[] row in NewsWords.Rows("Misspellings.tsv"))
        {
            Assert.Equal(_searcher.Correct(row[0]), several.Correct(row[0]));
            Assert.Equal(_searcher.Complete(row[0][..2]), several.Complete(row[0][..2]));
        }
    }

    [Fact]
    public void An_index_of_stems_has_no_words_to_propose()
    {
        using var folder = TemporaryFolder.ForSmallFiles();
        using (var builder = IndexBuilder.Open(folder.FolderPath, new IndexBuilderOptions { Chain = "lucene-french" }))
        {
            builder.Add(new Article { Id = "a", Text = "Les gouvernements" });
            builder.Commit();
        }

        using var searcher = Searcher.Open(folder.FolderPath);
        Assert.Null(searcher.Suggest("gouvernemants"));
        Assert.Null(searcher.Search("gouvernemants", new SearchOptions { CorrectIfNothingFound = true }).Suggestion);
        Assert.Empty(searcher.Correct("gouvernemants"));
        Assert.Empty(searcher.Complete("gouv"));
        Assert.Equal([new IndexedWord("gouvern", 1)], searcher.Terms("gouv"));
    }

    [Fact]
    public void Whoever_cancels_is_heard()
    {
        var cancelled = new CancellationToken(canceled: true);

        Assert.Throws<OperationCanceledException>(() => _searcher.Suggest("gouvernemant", cancelled));
        Assert.Throws<OperationCanceledException>(() => _searcher.Correct("gouvernemant", 5, cancelled));
        Assert.Throws<OperationCanceledException>(() => _searcher.Complete("gou", 5, cancelled));
    }

    [Fact]
    public void Impossible_wishes_are_refused()
    {
        Assert.Throws<ArgumentNullException>(() => _searcher.Suggest(null!));
        Assert.Throws<ArgumentNullException>(() => _searcher.Complete(null!));
        Assert.Throws<ArgumentOutOfRangeException>(() => _searcher.Correct("a", -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => _searcher.Terms("a", -1));
        Assert.Empty(_searcher.Complete("pré", 0));
        Assert.Empty(_searcher.Complete(new string('a', 5000)));
        Assert.Null(_searcher.Suggest(new string('a', 5000)));
    }

    [Theory]
    [InlineData(73)]
    public void A_damaged_vocabulary_is_found_or_harmless(int seed)
    {
        using var small = TemporaryFolder.ForSmallFiles();
        using (var builder = IndexBuilder.Open(small.FolderPath, new IndexBuilderOptions { Chain = "french" }))
        {
            builder.Add(new Article { Id = "a", Text = string.Join(' ', words.Frequencies.Keys) });
            builder.Commit();
        }

        var random = new Random(seed);
        string[] names = [.. Directory.GetFiles(small.FolderPath).Select(path => Path.GetFileName(path)).Where(name => name != "write.lock").Order(StringComparer.Ordinal)];
        for (int i = 0; i < 60; i++)
        {
            using var folder = TemporaryFolder.ForSmallFiles();
            foreach (string name in names)
            {
                File.Copy(small[name], folder[name]);
            }

            string damaged = names[random.Next(names.Length)];
            byte[] bytes = File.ReadAllBytes(folder[damaged]);
            int at = random.Next(bytes.Length);
            bytes[at] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(folder[damaged], bytes);
            try
            {
                using var searcher = Searcher.Open(folder.FolderPath);
                searcher.Suggest("gouvernemant parcequ portemonaie");
                searcher.Complete("pr");
            }
            catch (Exception e) when (e is CorruptIndexException or UnsupportedIndexException or FileNotFoundException)
            {
                Assert.NotEmpty(e.Message);
            }
            catch (Exception e)
            {
                Assert.Fail($"seed {seed}, damage {i}: {damaged} at {at}: {e}");
            }
        }
    }
}

/// <summary>Slips of the finger that know nothing of the table of errors: a letter left out, too much, wrong, or two swapped.</summary>
internal static class Slips
{
    private static readonly string[] Keyboard = ["azertyuiop", "qsdfghjklm", "wxcvbn"];

    public static string Random(string word, Random random)
    {
        int at = random.Next(word.Length);
        return random.Next(5) switch
        {
            0 => word.Remove(at, 1),
            1 => word.Insert(at, word[at].ToString()),
            2 when at + 1 < word.Length => new StringBuilder(word).Remove(at, 1).Insert(at + 1, word[at]).ToString(),
            3 => word.Insert(at, Letter(random)),
            _ => word.Remove(at, 1).Insert(at, Beside(word[at], random)),
        };
    }

    private static string Letter(Random random) => ((char)('a' + random.Next(26))).ToString();

    private static string Beside(char letter, Random random)
    {
        string? row = Keyboard.FirstOrDefault(keys => keys.Contains(letter, StringComparison.Ordinal));
        if (row is null)
        {
            return Letter(random);
        }

        int key = row.IndexOf(letter, StringComparison.Ordinal) + (random.Next(2) == 0 ? -1 : 1);
        return row[Math.Clamp(key, 0, row.Length - 1)].ToString();
    }
}
