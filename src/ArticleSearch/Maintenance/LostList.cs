using System.Globalization;
using System.Text;
using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.Maintenance;

/// <summary>
/// The list of lost articles as a file beside the index, durable before the commit without them is: should nobody see what a
/// repair returned, it can still be read.
/// </summary>
/// <remarks>
/// A line an article, its parts separated by tabs: id, file, source, passages, segment, and "perhaps deleted" where that is so. A tab, a line
/// break or a backslash in a part stands as <c>\t</c>, <c>\n</c>, <c>\r</c> or <c>\\</c>.
/// </remarks>
internal static class LostList
{
    public static void Write(IndexFolder folder, string name, IEnumerable<LostArticle> lost)
    {
        if (folder.Exists(name))
        {
            folder.Delete(name); // of a repair that was stopped before its commit
        }

        using (var output = folder.Create(name))
        {
            foreach (var article in lost)
            {
                output.WriteBytes(Encoding.UTF8.GetBytes(Line(article) + "\n"));
            }
        }

        folder.Sync([name]);
    }

    private static string Line(LostArticle article) =>
        string.Join('\t', Escape(article.Id), Escape(article.File), Escape(article.Source), article.Passages.ToString(CultureInfo.InvariantCulture), article.Segment)
        + (article.MayBeDeleted ? "\tperhaps deleted" : "");

    private static string Escape(string? text) =>
        (text ?? "").Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal);
}
