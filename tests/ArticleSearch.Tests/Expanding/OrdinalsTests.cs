using ArticleSearch.Expanding;

namespace ArticleSearch.Tests.Expanding;

public sealed class OrdinalsTests
{
    [Theory]
    [InlineData("20e", "xxe")]
    [InlineData("20ème", "xxe")]
    [InlineData("xxe", "vingtième")]
    [InlineData("vingtième", "20e")]
    [InlineData("1er", "ier")]
    [InlineData("ier", "premier")]
    [InlineData("première", "1re")]
    [InlineData("2e", "seconde")]
    [InlineData("iie", "deuxième")]
    [InlineData("39e", "xxxixe")]
    [InlineData("dix-septième", "xviie")]
    public void A_number_is_the_same_in_digits_in_Roman_numerals_and_in_letters(string term, string other)
    {
        Assert.Contains(other, Ordinals.WaysOf(term));
        Assert.Contains(term, Ordinals.WaysOf(other));
    }

    [Theory]
    [InlineData("vie")] // and not VIe
    [InlineData("ire")]
    [InlineData("20")]
    [InlineData("xx")]
    [InlineData("e")]
    [InlineData("40e")]
    [InlineData("0e")]
    [InlineData("100e")]
    [InlineData("1e")]
    [InlineData("2er")]
    [InlineData("iiiie")]
    [InlineData("vxe")]
    [InlineData("20h")]
    [InlineData("ministre")]
    public void What_is_no_ordinal_number_has_no_other_way(string term) => Assert.Empty(Ordinals.WaysOf(term));

    [Fact]
    public void Two_numbers_never_share_a_way()
    {
        var owners = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int number = 1; number < 40; number++)
        {
            foreach (string way in Ordinals.WaysOf(number == 1 ? "1er" : number + "e"))
            {
                Assert.True(owners.TryAdd(way, number), $"{way} is {number} and {owners[way]}");
            }
        }
    }
}
