using System.Collections.Frozen;
using AngleSharp.Dom;

namespace ArticleSearch.Ingest.Html;

/// <summary>
/// Tells what of a page is furniture and no part of its article: navigation, adverts, comments, share buttons, cookie banners, related
/// links. By what the element is, by its role, and by the words of its class and id; an element that holds much of the page's text is
/// never furniture by its name alone.
/// </summary>
internal sealed class HtmlFurniture
{
    // An element with this share of the page's paragraphs is the article, whatever it is called.
    private const double MainShare = 0.4;

    private static readonly FrozenSet<string> Roles = FrozenSet.ToFrozenSet(
        ["navigation", "complementary", "banner", "contentinfo", "search", "dialog", "alertdialog", "alert", "menu", "menubar", "toolbar", "tablist", "status"],
        StringComparer.OrdinalIgnoreCase);

    // Single words of class and id, and pairs of neighbours written as one.
    private static readonly FrozenSet<string> Words = FrozenSet.ToFrozenSet(
        """
        comment comments commentaire commentaires commentlist disqus forum reactions respond poll sondage
        share shares sharing sharebar sharebuttons partage partager partages social socials reseaux reseauxsociaux addthis addtoany sharedaddy follow suivez
        related relatedposts relatedarticles associes associe articlesassocies connexes similaires lireaussi alireaussi voiraussi readalso alsoread seealso memesujet readmore lirelasuite recirculation
        recommended recommendation recommendations recommandes outbrain taboola ligatus mostread pluslus lesplus trending popular populaires
        newsletter newsletters nl abonnement abonnements abonnez subscribe subscription subscriptions paywall offre offres offer marketing inscription
        cookie cookies consent gdpr rgpd cmp didomi onetrust tarteaucitron axeptio qc
        ad ads adv advert adverts advertisement advertising adslot adunit adwrapper pub pubs publicite publicites sponsor sponsored sponsorise promo promos promotion dfp gpt teads banniere billboard mpu pave
        sidebar rail aside breadcrumb breadcrumbs ariane filariane filarianne menu menus nav navbar navigation subnav topbar pagination pager postnavigation
        footer pied piedpage popup popin modal overlay lightbox tooltip toast toolbar outils notification notifications
        byline author authors auteur auteurs authorbio aboutauthor signature signatures bio meta postmeta entrymeta articlemeta metadata metas
        credit credits copyright legende legend caption figcaption wpcaption
        date dates dateline published publication timestamp readingtime tempslecture readtime
        tags taglist tagcloud motscles keywords toc sommaire tableofcontents rating ratings vote votes
        sronly visuallyhidden screenreadertext screenreader ishidden noprint login connexion search recherche skiplink skip editsection navbox catlinks printfooter reflist infobox hatnote ambox
        mwjumplink jumplink widget widgets carousel slideshow diaporama
        pullquote exergue kicker surtitre eyebrow badge badges homonymie references
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries), StringComparer.Ordinal);

    private readonly Dictionary<IElement, int> _paragraphLength = [];
    private readonly Dictionary<string, bool> _known = new(StringComparer.Ordinal);
    private readonly HashSet<IElement> _teasers;
    private int _total;

    /// <param name="body">The page.</param>
    public HtmlFurniture(IElement body)
    {
        // What stands in paragraphs below each element; in a page without any, all text.
        foreach (var paragraph in body.GetElementsByTagName("p"))
        {
            Count(paragraph, LengthOf(paragraph));
        }

        if (_total == 0)
        {
            foreach (var block in HtmlBlocks.Read(body))
            {
                Count(block.Element, block.Text.Length - block.LinkLength);
            }
        }

        _teasers = HtmlTeasers.Find(body);
    }

    /// <summary>Whether an element is furniture, with all below it.</summary>
    public bool Is(IElement element)
    {
        switch (element.LocalName)
        {
            case "button" when element.ParentElement?.LocalName is "h2" or "h3" or "h4" or "h5":
                return false; // the heading of a part that can be folded
            case "nav" or "dialog" or "button" or "menu" or "figcaption" or "search":
                return true;
            case "body" or "html" or "main":
                return false;
            case "sup" or "span" when IsNoteMark(element):
                return true;
            case "aside" or "form":
            case "footer" when !string.Equals(element.ParentElement?.LocalName, "blockquote", StringComparison.Ordinal):
            case "header" when !IsInArticle(element):
                return !IsMain(element);
        }

        bool isCalledSo = _teasers.Contains(element) || (element.GetAttribute("role") is { } role && Roles.Contains(role.Trim())) || IsNamed(element);
        return IsHidden(element) || (isCalledSo && !IsMain(element));
    }

    // [1], which leads to a note below and is none of the sentence.
    private static bool IsNoteMark(IElement element)
    {
        const int MaxMarkLength = 5;
        return HtmlTree.ShortText(element, MaxMarkLength) is { Length: > 0 } mark && mark.Trim('[', ']', '(', ')').All(char.IsAsciiLetterOrDigit)
            && element.GetElementsByTagName("a") is { Length: > 0 } links && links[0].GetAttribute("href")?.StartsWith('#') == true;
    }

    private static bool IsHidden(IElement element) =>
        element.HasAttribute("hidden")
        || string.Equals(element.GetAttribute("aria-hidden"), "true", StringComparison.OrdinalIgnoreCase)
        || (element.Value("style") is { Length: < 1000 } style && style.Replace(" ", "", StringComparison.Ordinal).Contains("display:none", StringComparison.OrdinalIgnoreCase));

    private static bool IsInArticle(IElement element)
    {
        for (var parent = element.ParentElement; parent is not null; parent = parent.ParentElement)
        {
            if (parent.LocalName is "article" or "main")
            {
                return true;
            }
        }

        return false;
    }

    private static int LengthOf(IElement paragraph)
    {
        int length = 0;
        foreach (var child in paragraph.ChildNodes)
        {
            length += child switch
            {
                IElement { LocalName: not ("a" or "script" or "style") } element => element.TextContent.Length,
                IElement => 0,
                ICharacterData text => text.Data.Length,
                _ => 0,
            };
        }

        return length;
    }

    private void Count(IElement paragraph, int length)
    {
        _total += length;
        for (IElement? element = paragraph; element is not null; element = element.ParentElement)
        {
            _paragraphLength[element] = _paragraphLength.GetValueOrDefault(element) + length;
        }
    }

    private bool IsMain(IElement element) => _total > 0 && _paragraphLength.GetValueOrDefault(element) > _total * MainShare;

    private bool IsNamed(IElement element)
    {
        // The name of an element that somebody made up says as much as a class.
        bool isNamed = element.LocalName.Contains('-', StringComparison.Ordinal) && IsFurnitureName(element.LocalName);
        foreach (string attribute in (ReadOnlySpan<string>)["class", "id"])
        {
            if (element.GetAttribute(attribute) is { Length: > 0 and < 2000 } value)
            {
                if (!_known.TryGetValue(value, out bool known))
                {
                    known = IsFurnitureName(value);
                    _known[value] = known;
                }

                isNamed |= known;
            }
        }

        return isNamed;
    }

    private static bool IsFurnitureName(string value)
    {
        foreach (string name in value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            var words = HtmlNames.Words(name);
            if (words is ["hidden"])
            {
                return true; // alone: there are labels that are hidden, and what they stand before is not
            }

            for (int i = 0; i < words.Count; i++)
            {
                if (Words.Contains(words[i]) || (i > 0 && Words.Contains(words[i - 1] + words[i])) || (i > 1 && Words.Contains(words[i - 2] + words[i - 1] + words[i])))
                {
                    return true;
                }
            }
        }

        return false;
    }
}

/// <summary>The words of the names that pages give to their elements.</summary>
internal static class HtmlNames
{
    /// <summary>The words of one name, in small letters: <c>article__relatedLinks-2</c> is article, related, links.</summary>
    public static List<string> Words(string name)
    {
        var words = new List<string>();
        int start = -1;
        for (int i = 0; i <= name.Length; i++)
        {
            bool isLetter = i < name.Length && char.IsAsciiLetter(name[i]);
            bool startsWord = isLetter && (start < 0 || (char.IsAsciiLetterUpper(name[i]) && char.IsAsciiLetterLower(name[i - 1])));
            if (start >= 0 && (!isLetter || startsWord))
            {
                words.Add(name[start..i].ToLowerInvariant());
                start = -1;
            }

            if (startsWord)
            {
                start = i;
            }
        }

        return words;
    }

    /// <summary>Whether a class or the id of an element has one of these words or joined pairs of words.</summary>
    public static bool HasName(this IElement element, FrozenSet<string> names)
    {
        foreach (string attribute in (ReadOnlySpan<string>)["class", "id"])
        {
            if (element.GetAttribute(attribute) is not { Length: > 0 and < 2000 } value)
            {
                continue;
            }

            foreach (string name in value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            {
                var words = Words(name);
                for (int i = 0; i < words.Count; i++)
                {
                    if (names.Contains(words[i]) || (i > 0 && names.Contains(words[i - 1] + words[i])))
                    {
                        return true;
                    }
                }
            }
        }

        return false;
    }
}
