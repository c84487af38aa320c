namespace ArticleSearch.IndexFormat.Tests;

public sealed class WorkQueueTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void All_pieces_are_done_and_those_they_add(int threads)
    {
        var queue = new WorkQueue(default);
        int done = 0;
        void Add(int depth) => queue.Add(() =>
        {
            Interlocked.Increment(ref done);
            for (int i = 0; i < 3 && depth > 0; i++)
            {
                Add(depth - 1);
            }
        });
        Add(6);
        queue.Run(threads);
        Assert.Equal((729 * 3 - 1) / 2, done);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void The_first_failure_ends_it_and_is_thrown(int threads)
    {
        var queue = new WorkQueue(default);
        int done = 0;
        queue.Add(() => throw new InvalidOperationException("this one"));
        for (int i = 0; i < 100_000; i++)
        {
            queue.Add(() => Interlocked.Increment(ref done));
        }

        Assert.Equal("this one", Assert.Throws<InvalidOperationException>(() => queue.Run(threads)).Message);
        Assert.True(done < 100_000);
    }

    [Fact]
    public void A_cancellation_ends_it()
    {
        using var source = new CancellationTokenSource();
        var queue = new WorkQueue(source.Token);
        int done = 0;
        queue.Add(source.Cancel);
        queue.Add(() => done++);
        Assert.Throws<OperationCanceledException>(() => queue.Run(1));
        Assert.Equal(0, done);
    }

    [Fact]
    public void Nothing_to_do_is_done_at_once() => new WorkQueue(default).Run(3);
}
