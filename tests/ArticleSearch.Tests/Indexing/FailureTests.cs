using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.Tests.Indexing;

/// <summary>The disk fails once, at every operation in turn.</summary>
public sealed class FailureTests
{
    [Fact]
    public void A_failure_costs_what_was_not_committed_and_nothing_else()
    {
        for (int failing = 0; ; failing++)
        {
            using var disk = new MemoryFolder();
            var folder = new FailingFolder(disk) { UntilFailure = failing };
            var live = new List<(string Id, Article Article)>();
            var committed = new List<(string Id, Article Article)>();
            var attempted = committed;
            bool isDone = false;
            try
            {
                using var builder = IndexBuilder.Open(folder, new IndexBuilderOptions { MaxBufferedPassages = 4 });
                var random = new Random(3);
                for (int step = 0; step < 24; step++)
                {
                    string id = "a" + random.Next(9);
                    var article = IndexBuilderTests.RandomArticle(random, id);
                    builder.Add(article);
                    live.RemoveAll(known => known.Id == id);
                    live.Add((id, article));
                    if (step % 6 == 5)
                    {
                        attempted = [.. live];
                        Commit(builder, folder);
                        committed = attempted;
                    }

                    if (step == 15)
                    {
                        builder.Merge();
                    }
                }

                isDone = true;
            }
            catch (IOException e)
            {
                Assert.StartsWith("No space left", e.Message, StringComparison.Ordinal);
            }

            string context = $"failure at operation {failing}";
            if (committed.Count > 0)
            {
                IndexContent.AssertEqual(IndexContent.Expected(committed), IndexContent.Read(disk), context);
            }
            else
            {
                Assert.Null(CommitPoint.ReadLatest(disk));
            }

            // Writing goes on, and nothing is left lying about.
            using (var builder = IndexBuilder.Open(disk))
            {
                builder.Add(new Article { Id = "z", Text = "fin" });
                builder.Commit();
            }

            Assert.Equal(CommitPoint.ReadLatest(disk)!.Files, new SortedSet<string>(disk.List(), StringComparer.Ordinal));
            IndexContent.AssertEqual(IndexContent.Expected([.. committed, ("z", new Article { Text = "fin" })]), IndexContent.Read(disk), context);
            if (isDone && folder.UntilFailure >= 0)
            {
                Assert.True(failing > 100);
                return;
            }
        }
    }

    // A commit that fails is tried once more, which must do as if nothing had been; unless the articles were lost with it.
    private static void Commit(IndexBuilder builder, FailingFolder folder)
    {
        try
        {
            builder.Commit();
        }
        catch (IOException)
        {
            Assert.True(folder.UntilFailure < 0);
            try
            {
                builder.Commit();
            }
            catch (InvalidOperationException e)
            {
                throw e.InnerException!;
            }
        }
    }
}
