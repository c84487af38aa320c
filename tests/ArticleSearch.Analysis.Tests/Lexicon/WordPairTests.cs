using ArticleSearch.Analysis.Lexicon;
using ArticleSearch.TestKit;

namespace ArticleSearch.Analysis.Tests.Lexicon;

/// <summary>Every line of <c>WordPairs.tsv</c> is as it says, both ways round.</summary>
public sealed class WordPairTests
{
    private static readonly WordRelations Relations = new(FrenchLexicon.Shared);

    [Fact]
    public void Every_pair_of_words_is_as_near_as_a_french_reader_takes_it()
    {
        var wrong = new List<string>();
        int count = 0;
        foreach (string line in File.ReadLines(Repository.PathOf("tests/ArticleSearch.Analysis.Tests/Lexicon/WordPairs.tsv")))
        {
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            string[] columns = line.Split('\t');
            var expected = Enum.Parse<WordRelation>(columns[2], ignoreCase: true);
            foreach (var (one, other) in new[] { (columns[0], columns[1]), (columns[1], columns[0]) })
            {
                var found = Relations.Between(one, other);
                if (found != expected)
                {
                    wrong.Add($"{one} {other}: {found}, not {expected}");
                }
            }

            count++;
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(count >= 300, $"{count} pairs");
    }
}
