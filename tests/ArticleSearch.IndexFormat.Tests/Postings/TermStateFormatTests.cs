using ArticleSearch.IndexFormat.Postings;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.IndexFormat.Tests.Postings;

public sealed class TermStateFormatTests
{
    private static readonly FieldInfo Field = new() { Name = "id", Number = 0, IndexOptions = IndexOptions.Documents };

    [Fact]
    public void The_example_of_the_description_is_right()
    {
        var output = new MemoryOutput();
        var first = new TermState(1, 1, 68, 0, 0, -1, -1, 5);
        var second = first with { SingletonDocument = 7 };
        TermStateFormat.Write(output, Field, first, TermStateFormat.None);
        TermStateFormat.Write(output, Field, second, first);
        Assert.Equal("88010509", Convert.ToHexString(output.Written));

        var metadata = new MemoryFile("metadata", output.ToArray()).CursorAt(0);
        Assert.Equal(first, TermStateFormat.Read(ref metadata, Field, first with { DocStart = 999 }, absolute: true, 8));
        Assert.Equal(second, TermStateFormat.Read(ref metadata, Field, first, absolute: false, 8));
    }

    [Theory]
    [InlineData("88010509", 7)] // document 7 of 7
    [InlineData("880107", 7)]
    [InlineData("09", 8)] // a difference from nothing
    [InlineData("88010517", 8)] // document 5 - 6
    [InlineData("880105", 8)] // nothing follows
    public void A_state_that_can_not_be_is_reported(string bytes, int maxDocument)
    {
        var file = new MemoryFile("metadata", Convert.FromHexString(bytes));
        Assert.Throws<CorruptIndexException>(() =>
        {
            var metadata = file.CursorAt(0);
            var state = TermStateFormat.None with { DocumentFrequency = 1, TotalTermFrequency = 1 };
            state = TermStateFormat.Read(ref metadata, Field, state, absolute: true, maxDocument);
            TermStateFormat.Read(ref metadata, Field, state, absolute: false, maxDocument);
        });
    }
}
