using ArticleSearch.Indexing;

namespace ArticleSearch.Tests.Indexing;

public sealed class FieldLengthTests
{
    [Fact]
    public void Small_lengths_are_exact() =>
        Assert.Equal(Enumerable.Range(0, 40).Select(length => (byte)length), Enumerable.Range(0, 40).Select(FieldLength.Encode));

    [Theory]
    [InlineData(40, 40)]
    [InlineData(41, 40)]
    [InlineData(42, 41)]
    [InlineData(100, 57)]
    [InlineData(int.MaxValue, 255)]
    public void Known_values(int length, byte code) => Assert.Equal(code, FieldLength.Encode(length));

    [Fact]
    public void Codes_rise_with_lengths_and_keep_four_bits()
    {
        int last = 0;
        foreach (int length in Enumerable.Range(0, 1 << 20).Concat(Enumerable.Range(0, 30).Select(shift => (1 << shift) + (1 << shift) / 3)).Order())
        {
            int code = FieldLength.Encode(length);
            Assert.True(code >= last);
            last = code;
        }
    }
}
