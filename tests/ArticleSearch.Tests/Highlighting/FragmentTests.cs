using ArticleSearch.Highlighting;

namespace ArticleSearch.Tests.Highlighting;

public class FragmentTests
{
    private static Mark At(string text, string word, int number = 0, float weight = 1) =>
        new(text.IndexOf(word, StringComparison.Ordinal), text.IndexOf(word, StringComparison.Ordinal) + word.Length, number, weight);

    [Fact]
    public void The_window_with_more_distinct_words_wins_over_repetitions()
    {
        const string text = "arme un arme deux arme trois quatre cinq six sept huit neuf dix onze douze Armes treize Russie quatorze quinze";
        List<Mark> marks = [new(0, 4, 0, 1), new(8, 12, 0, 1), new(18, 22, 0, 1), At(text, "Armes"), At(text, "Russie", 1)];
        var (start, end) = Fragment.Find(text, marks, 40);
        Assert.Equal("douze Armes treize Russie quatorze", text[start..end]);
    }

    [Fact]
    public void The_window_with_the_rarer_word_wins()
    {
        string text = "commun " + string.Concat(Enumerable.Repeat("x ", 50)) + "rare " + string.Concat(Enumerable.Repeat("y ", 50));
        var (start, end) = Fragment.Find(text, [At(text, "commun", 0, 0.1f), At(text, "rare", 1, 5)], 30);
        Assert.Contains("rare", text[start..end], StringComparison.Ordinal);
    }

    [Fact]
    public void Without_marks_the_beginning_is_shown()
    {
        var (start, end) = Fragment.Find("Les fournitures d'armes à la Russie", [], 20);
        Assert.Equal((0, 15), (start, end));
    }

    [Fact]
    public void Windows_are_never_too_long_and_cut_no_word_and_no_letter_where_they_need_not()
    {
        var random = new Random(5);
        string[] words = ["a", "armes", "Russie", "anticonstitutionnellement", "e\u0301te\u0301", "😀😀😀", "\n", "d’armes"];
        for (int i = 0; i < 5000; i++)
        {
            var pieces = Enumerable.Range(0, 1 + random.Next(60)).Select(_ => words[random.Next(words.Length)]).ToArray();
            string text = string.Join(random.Next(10) == 0 ? "" : " ", pieces);
            int length = 20 + random.Next(40);
            if (text.Length <= length)
            {
                continue;
            }

            float[] weights = [random.NextSingle(), random.NextSingle(), 1, 1];
            var marks = new List<Mark>();
            for (int at = 0; at < text.Length;)
            {
                int end = text.IndexOf(' ', at);
                end = end < 0 ? text.Length : end;
                if (end > at && text[at] != '\n' && random.Next(4) == 0)
                {
                    int word = random.Next(4);
                    marks.Add(new Mark(at, end, word, weights[word]));
                }

                at = end + 1;
            }

            var (start, stop) = Fragment.Find(text, marks, length);
            Assert.True(start >= 0 && start <= stop && stop <= text.Length && stop - start <= length, $"{text}: {start} {stop}");
            Assert.False(start < text.Length && char.IsLowSurrogate(text[start]));
            Assert.False(stop < text.Length && char.IsLowSurrogate(text[stop]));
            if (marks.Count > 0)
            {
                // It holds what no other window of marks beats.
                double best = marks.Max(first => Worth(marks, first.Start, first.Start + length));
                Assert.True(Worth(marks, start, stop) >= best - 1e-4 || marks.Exists(mark => mark.End - mark.Start > length), $"{text} {length}: {start} {stop}");
            }
        }
    }

    private static double Worth(List<Mark> marks, int start, int end)
    {
        var inside = marks.Where(mark => mark.Start >= start && mark.End <= end).ToArray();
        var firsts = inside.GroupBy(mark => mark.Word);
        return firsts.Sum(word => word.First().Weight + word.Skip(1).Sum(mark => mark.Weight * 0.05));
    }
}
