using System.Diagnostics;

namespace ArticleSearch.Ingest.Tests;

/// <summary>
/// Documents of every format, of as many makes as they are met in, and the articles that are to be read from them. To accept what is read now: run with
/// <c>ARTICLESEARCH_ACCEPT_DOCUMENTS=1</c>, and read every difference.
/// </summary>
public sealed class DocumentTests
{
    private const int FewestOfAFormat = 10;

    private static readonly bool HasPdfText = Probe();

    public static TheoryData<string> Documents => [.. SampleDocument.All];

    [Theory]
    [MemberData(nameof(Documents))]
    public void A_document_gives_its_articles(string name)
    {
        if (name.StartsWith("pdf/", StringComparison.Ordinal) && !HasPdfText)
        {
            return; // the one line that is said then is tested elsewhere
        }

        var document = SampleDocument.Open(name);
        string actual = SampleDocument.Show(SampleDocument.Read(document.Name, document.Bytes));
        if (Environment.GetEnvironmentVariable("ARTICLESEARCH_ACCEPT_DOCUMENTS") == "1")
        {
            File.WriteAllText(document.ExpectedPath, actual);
        }

        Assert.Equal(File.ReadAllText(document.ExpectedPath), actual);
    }

    [Fact]
    public void Every_format_has_documents_of_many_makes()
    {
        var counts = SampleDocument.All.GroupBy(name => name.Split('/')[0], StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
        Assert.All(ArticleFormat.Names, format => Assert.True(counts.GetValueOrDefault(format) >= FewestOfAFormat, $"{format}: {counts.GetValueOrDefault(format)} documents"));
    }

    private static bool Probe()
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("pdftotext", "-v") { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false });
            process!.WaitForExit();
            return true;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
