using ArticleSearch.Analysis;
using ArticleSearch.Matching;

namespace ArticleSearch.Tests.Matching;

/// <summary>What a first search does beside itself is done, whole and in time, or is as if it had not been begun.</summary>
public sealed class FirstSearchTests
{
    [Fact]
    public void The_rehearsal_comes_to_its_end() =>
        FirstSearch.Rehearse(AnalysisChain.Named(IndexBuilderOptions.DefaultChain)); // nobody would hear of it if it did not

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Both_results_come_back(bool beside) => Assert.Equal((1, "2"), FirstSearch.Both(beside, () => 1, () => "2"));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_fails_is_told_as_it_was_thrown(bool beside)
    {
        Assert.Throws<FormatException>(() => FirstSearch.Both(beside, Fail<int>(new FormatException()), () => 2));
        Assert.Throws<OperationCanceledException>(() => FirstSearch.Both(beside, () => 1, Fail<int>(new OperationCanceledException())));
        Assert.Throws<InvalidOperationException>(
            () => FirstSearch.Both(beside, Fail<int>(new InvalidOperationException()), Fail<int>(new OperationCanceledException())));
    }

    [Fact]
    public void Nothing_is_still_being_done_when_one_of_two_fails()
    {
        using var begun = new ManualResetEventSlim();
        bool isDone = false;

        Assert.Throws<InvalidOperationException>(() => FirstSearch.Both(
            beside: true,
            int () =>
            {
                begun.Wait();
                throw new InvalidOperationException();
            },
            () =>
            {
                begun.Set();
                for (int i = 0; i < 10_000; i++)
                {
                    Thread.Yield(); // long after the other has failed
                }

                return isDone = true;
            }));
        Assert.True(isDone);
    }

    private static Func<T> Fail<T>(Exception exception) => () => throw exception;
}
