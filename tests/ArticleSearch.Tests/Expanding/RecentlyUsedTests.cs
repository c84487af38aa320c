using ArticleSearch.Analysis;

namespace ArticleSearch.Tests.Expanding;

public sealed class RecentlyUsedTests
{
    [Fact]
    public void What_was_not_asked_for_the_longest_goes_first()
    {
        var answers = new RecentlyUsed<string, int>(3);
        answers.Add("a", 1);
        answers.Add("b", 2);
        answers.Add("c", 3);
        Assert.True(answers.TryGet("a", out int a) && a == 1);
        answers.Add("d", 4);
        Assert.False(answers.TryGet("b", out _));
        Assert.True(answers.TryGet("a", out _) && answers.TryGet("c", out _) && answers.TryGet("d", out _));
        Assert.Equal(3, answers.Count);
    }

    [Fact]
    public void What_is_remembered_already_stays()
    {
        var answers = new RecentlyUsed<string, object>(3);
        var first = new object();
        answers.Add("a", first);
        answers.Add("a", new object());
        Assert.True(answers.TryGet("a", out object? found));
        Assert.Same(first, found);
        Assert.Equal(1, answers.Count);
    }

    [Fact]
    public void Many_threads_never_see_a_wrong_answer_nor_more_than_there_is_room_for()
    {
        var answers = new RecentlyUsed<int, string>(50);
        Parallel.For(0, 4, thread =>
        {
            var random = new Random(thread);
            for (int i = 0; i < 20_000; i++)
            {
                int key = random.Next(100);
                if (answers.TryGet(key, out string? found))
                {
                    Assert.Equal($"{key}", found);
                }
                else
                {
                    answers.Add(key, $"{key}");
                }
            }
        });
        Assert.Equal(50, answers.Count);
    }
}
