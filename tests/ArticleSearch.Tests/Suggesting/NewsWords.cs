using System.Globalization;
using ArticleSearch.TestKit;

namespace ArticleSearch.Tests.Suggesting;

/// <summary>
/// An index of the words of <c>Frequencies.tsv</c>, each in as many passages as the list says. A passage is a row of words that
/// stand together, or many words that have another between them.
/// </summary>
public sealed class NewsWords : IDisposable
{
    private const int WordsOfAPassage = 50;
    private const int PassagesOfAnArticle = 100;
    private const string Between = " xx ";

    private readonly TemporaryFolder _folder = TemporaryFolder.ForSmallFiles();

    public NewsWords()
    {
        Frequencies = Rows("Frequencies.tsv").ToDictionary(row => row[0], row => int.Parse(row[1], CultureInfo.InvariantCulture), StringComparer.Ordinal);
        Build(_folder.FolderPath, merged: true);
        Searcher = Searcher.Open(_folder.FolderPath);
    }

    public Searcher Searcher { get; }

    public string FolderPath => _folder.FolderPath;

    /// <summary>Words and rows of words with the number of their passages.</summary>
    public IReadOnlyDictionary<string, int> Frequencies { get; }

    /// <summary>The rows of a table beside the tests, without blank lines and remarks.</summary>
    public static IEnumerable<string[]> Rows(string file) =>
        File.ReadLines(Repository.PathOf("tests", "ArticleSearch.Tests", "Suggesting", file))
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split('\t'));

    /// <summary>Writes the index, in one segment or several.</summary>
    public void Build(string folder, bool merged)
    {
        using var builder = IndexBuilder.Open(folder, new IndexBuilderOptions { Chain = "french" });
        int articles = 0;
        var rows = Frequencies.Where(pair => IsRow(pair.Key)).SelectMany(pair => Enumerable.Repeat(pair.Key, pair.Value));
        var mixed = Enumerable.Range(0, Frequencies.Values.Max()).SelectMany(turn => Frequencies
            .Where(pair => !IsRow(pair.Key) && pair.Value > turn)
            .Select(pair => pair.Key)
            .Chunk(WordsOfAPassage)
            .Select(some => string.Join(Between, some)));
        foreach (string[] passages in rows.Concat(mixed).Chunk(PassagesOfAnArticle))
        {
            builder.Add(new Article { Id = $"a{articles++}", Text = string.Join('\n', passages), Breaks = ParagraphBreak.Line });
            if (!merged && articles % 10 == 0)
            {
                builder.Commit();
            }
        }

        if (merged)
        {
            builder.Merge();
        }

        builder.Commit();
    }

    private static bool IsRow(string words) => words.Contains(' ', StringComparison.Ordinal) || (words.Contains('\'', StringComparison.Ordinal) && words != "aujourd'hui");

    public void Dispose()
    {
        Searcher.Dispose();
        _folder.Dispose();
    }
}

/// <summary>The tests that share the index.</summary>
[CollectionDefinition(nameof(NewsWords))]
public sealed class NewsWordsCollection : ICollectionFixture<NewsWords>;
