using System.Globalization;
using ArticleSearch.Ingest.Texts;
using ArticleSearch.TestKit;

namespace ArticleSearch.Ingest.Tests.Texts;

public sealed class WrittenDateTests
{
    [Theory]
    [InlineData("2023", "2023")]
    [InlineData("2023-09", "2023-09")]
    [InlineData("2023-09-04", "2023-09-04")]
    [InlineData("2023-9-4", "2023-09-04")]
    [InlineData("2023/09/04", "2023-09-04")]
    [InlineData("20230904", "2023-09-04")]
    [InlineData("2023-09-04T23:30:00+02:00", "2023-09-04")]
    [InlineData("2023-09-04 10:12", "2023-09-04")]
    [InlineData("lundi 4 septembre 2023", "2023-09-04")]
    [InlineData("LUNDI 4 SEPTEMBRE 2023", "2023-09-04")]
    [InlineData("le 1er mai 2020", "2020-05-01")]
    [InlineData("4/09/2023", "2023-09-04")]
    [InlineData("04.09.2023", "2023-09-04")]
    [InlineData("4-9-2023", "2023-09-04")]
    [InlineData("09/2023", "2023-09")]
    [InlineData("sept. 2023", "2023-09")]
    [InlineData("Septembre 2023", "2023-09")]
    [InlineData("24 févr. 2022", "2022-02-24")]
    [InlineData("15 AOÛT 1944", "1944-08-15")]
    [InlineData("15 aou\u0302t 1944", "1944-08-15")]
    [InlineData("15 aout 1944", "1944-08-15")]
    [InlineData("mar. 5 sept. 2023", "2023-09-05")]
    [InlineData("Mon, 04 Sep 2023 20:02:11 +0200", "2023-09-04")]
    [InlineData("Mon Sep 04 20:02:11 +0000 2023", "2023-09-04")]
    [InlineData("September 4, 2023", "2023-09-04")]
    [InlineData("4th Sep 2023", "2023-09-04")]
    [InlineData("Publié le 4 septembre 2023 à 10h12, modifié le 5 septembre 2023", "2023-09-04")]
    [InlineData("Paris, le 4 septembre 2023", "2023-09-04")]
    [InlineData("1693814400", "2023-09-04")]
    [InlineData("1693814400000", "2023-09-04")]
    [InlineData("  2023  ", "2023")]
    [InlineData("31/02/2023", null)]
    [InlineData("2023-13", null)]
    [InlineData("29 février 2023", null)]
    [InlineData("29 février 2024", "2024-02-29")]
    [InlineData("4/09/23", null)] // of which century?
    [InlineData("13/13/2023", null)]
    [InlineData("hier", null)]
    [InlineData("article 2023 bis", null)]
    [InlineData("12345", null)]
    [InlineData("0000-00-00", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_date_keeps_its_precision(string? written, string? expected)
    {
        foreach (string culture in Cultures.Names)
        {
            Cultures.Run(culture, () => Assert.Equal(expected, WrittenDate.Read(written)));
        }
    }

    [Theory]
    [InlineData("Nantes, le 3 mars 2022", "2022-03-03")]
    [InlineData("Mercredi 3 février 2010", "2010-02-03")]
    [InlineData("Publié le 3 mars 2022 à 10h", "2022-03-03")]
    [InlineData("Le 3 mars 2022, il a neigé", null)]
    [InlineData("En mars 2022", null)]
    public void A_line_is_a_date_if_it_says_nothing_else(string line, string? expected) => Assert.Equal(expected, WrittenDate.ReadLine(line));

    [Fact]
    public void Every_day_is_read_in_every_form()
    {
        var french = CultureInfo.GetCultureInfo("fr-FR");
        for (var day = new DateOnly(2023, 12, 25); day < new DateOnly(2025, 1, 5); day = day.AddDays(1))
        {
            string expected = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            foreach (string form in (string[])["dddd d MMMM yyyy", "d MMM yyyy", "dd/MM/yyyy", "d/M/yyyy"])
            {
                Assert.Equal(expected, WrittenDate.Read(day.ToString(form, french)));
            }

            Assert.Equal(expected, WrittenDate.Read(day.ToDateTime(TimeOnly.MinValue).ToString("r", CultureInfo.InvariantCulture)));
        }
    }
}
