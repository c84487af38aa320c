using AngleSharp.Dom;

namespace ArticleSearch.Ingest.Html;

/// <summary>
/// Finds what leads to other articles by how it is built: a few lines under a heading that is a link, and the titles of pictures in lists of
/// terms. It knows no names.
/// </summary>
internal static class HtmlTeasers
{
    // More than this is no few lines.
    private const int MaxLength = 400;

    // So far up a heading has its teaser.
    private const int MaxSteps = 5;

    private static readonly string[] Headings = ["h2", "h3", "h4", "h5"];

    /// <summary>The elements, each with all below it.</summary>
    public static HashSet<IElement> Find(IElement body)
    {
        var teasers = new HashSet<IElement>();
        foreach (string name in Headings)
        {
            foreach (var heading in body.GetElementsByTagName(name))
            {
                if (IsLink(heading) && Around(heading) is { } teaser)
                {
                    teasers.Add(teaser);
                }
            }
        }

        foreach (var list in body.GetElementsByTagName("dl"))
        {
            if (HtmlTree.ShortText(list, MaxLength) is not null && list.GetElementsByTagName("img").Length > 0)
            {
                teasers.Add(list);
            }
        }

        return teasers;
    }

    private static bool IsLink(IElement heading) =>
        heading.ChildElementCount == 1 && heading.FirstElementChild is { LocalName: "a" } link && link.HasAttribute("href") && HtmlTree.ShortText(link, MaxLength) is { } text && text == HtmlTree.ShortText(heading, MaxLength);

    // The largest element around a heading that has but a few lines; null where that is the heading itself.
    private static IElement? Around(IElement heading)
    {
        IElement? found = null;
        var element = heading.ParentElement;
        for (int steps = 0; steps < MaxSteps && element is not null && element.LocalName is not ("body" or "main") && HtmlTree.ShortText(element, MaxLength) is not null; steps++)
        {
            (found, element) = (element, element.ParentElement);
        }

        return found;
    }
}
