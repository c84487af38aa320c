using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Storage;
using ArticleSearch.TestKit;

namespace ArticleSearch.Tests.Indexing;

/// <summary>Indexes that real Lucene made, written to by us: the general case of what our own merges do.</summary>
public sealed class AdoptedIndexTests
{
    private static readonly IndexBuilderOptions Adopt = new() { AdoptForeignIndex = true };

    public static TheoryData<string> Mergeable => ["many", "many,deletes", "many,values", "many,deletes,values", "many,deletes,best", "loose,many,values", "many,values,suffixes"];

    [JavaTheory]
    [MemberData(nameof(Mergeable))]
    public void Our_merge_holds_what_lucenes_merge_holds(string flags)
    {
        for (int seed = 1; seed <= 3; seed++)
        {
            using var folder = new TemporaryFolder();
            JavaOracle.Shared.Ask("random", folder["ours"], $"{seed}", "300", flags);
            JavaOracle.Shared.Ask("random", folder["lucenes"], $"{seed}", "300", flags.Replace("many", "ordered,merge", StringComparison.Ordinal));
            using (var builder = IndexBuilder.Open(folder["ours"], Adopt))
            {
                builder.Merge();
                builder.Commit();
            }

            using var ours = new FileSystemFolder(folder["ours"]);
            using var lucenes = new FileSystemFolder(folder["lucenes"]);
            Assert.Single(CommitPoint.ReadLatest(ours)!.Segments);
            Assert.Equal(IndexDump.Run(lucenes), IndexDump.Run(ours));
            JavaOracle.Shared.CheckIndex(folder["ours"]);
            Assert.Empty(IndexVerifier.Verify(folder["ours"]).Problems);
        }
    }

    [JavaTheory]
    [InlineData("many,points")]
    [InlineData("many,vectors")]
    [InlineData("many,soft")]
    public void What_can_not_be_merged_without_loss_is_refused_and_stays(string flags)
    {
        using var folder = new TemporaryFolder();
        JavaOracle.Shared.Ask("random", folder["index"], "1", "200", flags);
        using var files = new FileSystemFolder(folder["index"]);
        string[] before = [.. CommitPoint.ReadLatest(files)!.Segments.Select(segment => segment.Info.Name)];
        using (var builder = IndexBuilder.Open(folder["index"], Adopt))
        {
            builder.Add(new Article { Id = "neuf", Title = "Titre", Text = "Une ligne.\nUne autre." });
            Assert.Throws<NotSupportedException>(() => builder.Merge());
            builder.Commit();
        }

        Assert.Equal(before, CommitPoint.ReadLatest(files)!.Segments[..^1].Select(segment => segment.Info.Name));
        JavaOracle.Shared.CheckIndex(folder["index"]);
        using var again = IndexBuilder.Open(folder["index"]);
        Assert.True(again.Delete("neuf"));
    }
}
