using System.Text;
using ArticleSearch.Ingest.Texts;

namespace ArticleSearch.Ingest.Tests.Texts;

public sealed class TextDecoderTests
{
    private const string Sample = "Élève déçu : « où est le cœur de l’œuvre ? » – 12 € – Noël, août, ça, à Évry.";

    [Theory]
    [InlineData(TextEncoding.Utf8)]
    [InlineData(TextEncoding.Utf16LittleEndian)]
    [InlineData(TextEncoding.Utf16BigEndian)]
    [InlineData(TextEncoding.Windows1252)]
    public void A_text_is_told_by_its_bytes(object encoding)
    {
        var kind = (TextEncoding)encoding;
        byte[] bytes = TextDecoder.Find(kind).GetBytes(Sample);
        Assert.Equal(kind, EncodingGuess.Of(bytes, isWhole: true));
        Assert.Equal(Sample, TextDecoder.Decode(bytes));
    }

    [Fact]
    public void Latin_9_is_told_by_its_ligatures_and_its_euro()
    {
        var latin9 = TextDecoder.Find(TextEncoding.Latin9);
        foreach (string text in (string[])["Le cœur bat à l'été.", "Il coûte 12 € à Évry.", "Œuvre d'été"])
        {
            Assert.Equal(text, TextDecoder.Decode(latin9.GetBytes(text)));
        }

        Assert.Equal("à 20 ½ ans", TextDecoder.Decode(Encoding.Latin1.GetBytes("à 20 ½ ans")));
    }

    [Fact]
    public void What_is_declared_counts_where_the_bytes_leave_a_choice()
    {
        byte[] bytes = [.. "prix "u8, 0xA4, .. " fin"u8];
        Assert.Equal("prix € fin", TextDecoder.Decode(bytes, "ISO-8859-15"));
        Assert.Equal("prix ¤ fin", TextDecoder.Decode(bytes, "iso-8859-1"));
        Assert.Equal("é", TextDecoder.Decode("é"u8, "iso-8859-1")); // valid UTF-8 is UTF-8, whatever it says
        Assert.Equal("é!", TextDecoder.Decode([0xE9, (byte)'!'], "utf-8"));
    }

    [Fact]
    public void The_head_of_a_text_may_end_inside_a_character()
    {
        byte[] bytes = Encoding.UTF8.GetBytes("été€😀");
        for (int length = 1; length <= bytes.Length; length++)
        {
            Assert.Contains(EncodingGuess.Of(bytes.AsSpan(0, length), isWhole: false), (TextEncoding[])[TextEncoding.Utf8, TextEncoding.Ascii]);
        }
    }

    [Theory]
    [InlineData("Ã©")]
    [InlineData("Ã ")]
    [InlineData("Â«")]
    [InlineData("â€™")]
    [InlineData("Å“")]
    [InlineData("Ã‰")]
    public void Wrongly_decoded_letters_are_noticed(string wrong)
    {
        Assert.NotNull(Mojibake.Find($"Un texte {wrong} long"));
        Assert.NotNull(Mojibake.Find(wrong));
    }

    [Fact]
    public void Well_written_French_is_not_taken_for_it()
    {
        Assert.Null(Mojibake.Find(Sample));
        Assert.Null(Mojibake.Find("L’Âge d’or. ÂGE, PÂQUES, SÃO PAULO, Ångström, Århus, bâtiment, château, Â"));
        Assert.Null(Mojibake.Find(""));
    }

    [Fact]
    public void Every_accented_letter_that_was_decoded_wrongly_is_noticed()
    {
        var windows = TextDecoder.Find(TextEncoding.Windows1252);
        foreach (char letter in "àâäæçéèêëîïôöœùûüÿÀÂÄÆÇÉÈÊËÎÏÔÖŒÙÛÜ«»’“”–—…€°")
        {
            Assert.True(Mojibake.Find("mot" + windows.GetString(Encoding.UTF8.GetBytes([letter])) + "mot") is not null, letter.ToString());
        }
    }
}
