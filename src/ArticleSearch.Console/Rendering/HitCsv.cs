using System.Buffers;
using System.Globalization;

namespace ArticleSearch.Console.Rendering;

/// <summary>
/// Results as comma-separated values with a heading, for tables (RFC 4180, lines ended by a line feed). A cell holds what the index
/// holds and nothing else, whatever a program that opens it may take it for.
/// </summary>
internal static class HitCsv
{
    private static readonly SearchValues<char> NeedQuotes = SearchValues.Create(",\"\r\n");

    /// <param name="answer">What was found.</param>
    /// <param name="withHeading">Whether the names of the columns come first.</param>
    /// <param name="output">Where the lines go.</param>
    public static void Render(Answer answer, bool withHeading, TextWriter output)
    {
        bool isOfBatch = answer.Id is not null;
        if (withHeading)
        {
            output.Write((isOfBatch ? "id," : "") + "rank,score,article,paragraph,date,source,file,place,title,text\n");
        }

        foreach (var hit in answer.Wanted(answer.Result.Hits))
        {
            string?[] cells =
            [
                Number(hit.Rank), hit.Score.ToString(CultureInfo.InvariantCulture), hit.Article, Number(hit.Paragraph), hit.Date, hit.Source, hit.File,
                hit.Place == 0 ? "" : Number(hit.Place), hit.Title, hit.Text,
            ];
            output.Write((isOfBatch ? Cell(answer.Id) + "," : "") + string.Join(',', cells.Select(Cell)) + "\n");
        }
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Cell(string? value) =>
        value is null ? "" : value.AsSpan().ContainsAny(NeedQuotes) ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : value;
}
