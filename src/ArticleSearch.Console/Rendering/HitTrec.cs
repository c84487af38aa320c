using System.Globalization;
using System.Text;

namespace ArticleSearch.Console.Rendering;

/// <summary>
/// A result in the run format of the Text REtrieval Conference, which evaluation tools read:
/// <c>query Q0 document rank score run</c>, separated by spaces, one hit a line.
/// </summary>
internal static class HitTrec
{
    /// <summary>A line a hit; a document is an article where articles were wanted, and a passage (<c>article#paragraph</c>) else.</summary>
    public static void Render(Answer answer, TextWriter output)
    {
        string queryId = answer.Id ?? "1";
        foreach (var hit in answer.Wanted(answer.Result.Hits))
        {
            string document = answer.Options.Unit == ResultUnit.Article ? hit.Article : hit.Id;
            string rank = hit.Rank.ToString(CultureInfo.InvariantCulture);
            string score = hit.Score.ToString(CultureInfo.InvariantCulture);
            output.WriteLine($"{Word(queryId)} Q0 {Word(document)} {rank} {score} articlesearch");
        }
    }

    /// <summary>The format has no quoting: white space inside an id stands as in a URL.</summary>
    private static string Word(string id)
    {
        if (!id.Any(char.IsWhiteSpace))
        {
            return id;
        }

        var word = new StringBuilder();
        foreach (char c in id)
        {
            word.Append(char.IsWhiteSpace(c) ? Uri.EscapeDataString(c.ToString()) : c.ToString());
        }

        return word.ToString();
    }
}
