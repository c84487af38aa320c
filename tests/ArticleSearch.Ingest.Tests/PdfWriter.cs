using System.Globalization;
using System.Text;

namespace ArticleSearch.Ingest.Tests;

/// <summary>Writes PDF files of plain pages: lines of Helvetica in WinAnsi letters. A blank line leaves a larger gap.</summary>
internal static class PdfWriter
{
    private const int LineHeight = 14;
    private const int Top = 780;

    public static byte[] Write(IReadOnlyList<string> pages)
    {
        var letters = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;
        using var file = new MemoryStream();
        var offsets = new List<long>();
        Append("%PDF-1.4\n");
        string kids = string.Join(' ', Enumerable.Range(0, pages.Count).Select(page => $"{4 + (2 * page)} 0 R"));
        Object("<< /Type /Catalog /Pages 2 0 R >>");
        Object($"<< /Type /Pages /Kids [{kids}] /Count {pages.Count} >>");
        Object("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>");
        for (int page = 0; page < pages.Count; page++)
        {
            Object($"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents {5 + (2 * page)} 0 R >>");
            var content = new StringBuilder("BT /F1 11 Tf\n");
            int height = Top;
            foreach (string line in pages[page].TrimEnd('\n').Split('\n'))
            {
                if (line.Length > 0)
                {
                    string escaped = line.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("(", "\\(", StringComparison.Ordinal).Replace(")", "\\)", StringComparison.Ordinal);
                    content.Append(CultureInfo.InvariantCulture, $"1 0 0 1 60 {height} Tm ({escaped}) Tj\n");
                }

                height -= line.Length > 0 ? LineHeight : LineHeight * 2;
            }

            content.Append("ET\n");
            Object($"<< /Length {letters.GetByteCount(content.ToString())} >>\nstream\n{content}endstream");
        }

        long table = file.Length;
        Append($"xref\n0 {offsets.Count + 1}\n0000000000 65535 f \n{string.Concat(offsets.Select(offset => $"{offset:D10} 00000 n \n"))}");
        Append($"trailer\n<< /Size {offsets.Count + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n");
        return file.ToArray();

        void Append(string text) => file.Write(letters.GetBytes(text));

        void Object(string body)
        {
            offsets.Add(file.Length);
            Append($"{offsets.Count} 0 obj\n{body}\nendobj\n");
        }
    }
}
