using System.Collections.Frozen;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using ArticleSearch.Ingest.Texts;

namespace ArticleSearch.Ingest.Html;

/// <summary>
/// Finds the paragraphs of a page's article: in the element that says that it is the article, or in the smallest one that holds
/// nearly all of the page's running text. It leaves out furniture, the title, and lines that only lead elsewhere.
/// </summary>
internal sealed class HtmlContent
{
    // A block of so many characters that are no link is running text.
    private const int RunningLength = 60;

    // A page has one heading of the first order, or a few.
    private const int MaxHeadings = 10;

    // Where title and date stand, if they are lines of the text.
    private const int HeadBlocks = 4;

    // The share of the running text that what says it is the article must have, and that the smallest element around it has.
    private const double ClaimedShare = 0.3;
    private const double WholeShare = 0.85;

    // With less than this nothing is looked at.
    private const double LeastShare = 0.03;

    // Less than this has a part of an article in parts.
    private const double PartShare = 0.6;

    private static readonly FrozenSet<string> BodyNames = FrozenSet.ToFrozenSet(
        [
            "articlebody", "articlecontent", "articletext", "articletexte", "articlecontenu", "contenuarticle", "textearticle", "corpsarticle", "articlecorps", "entrycontent", "postcontent",
            "postbody", "posttext", "storybody", "storycontent", "contentbody", "bodycontent", "newsbody", "newscontent", "parseroutput", "fullcontent", "richtext", "cmstext",
        ],
        StringComparer.Ordinal);

    private static readonly FrozenSet<string> LeadNames = FrozenSet.ToFrozenSet(
        ["chapo", "chapeau", "standfirst", "lead", "lede", "intro", "introduction", "accroche", "excerpt", "dek", "subtitle", "soustitre", "strapline", "description", "summary", "desc", "headnote"],
        StringComparer.Ordinal);

    private static readonly FrozenSet<string> FurnitureLines = FrozenSet.ToFrozenSet(
        [
            "publicité", "pub", "annonce", "partager", "partager cet article", "partager sur facebook", "partager sur twitter", "commentaires", "commenter", "réagir", "imprimer", "lire la suite", "lire plus",
            "lire aussi", "à lire aussi", "a lire aussi", "voir aussi", "à voir aussi", "lire également", "à lire également", "sur le même sujet", "dans la même rubrique", "à propos de l’auteur", "à propos de l'auteur", "article réservé aux abonnés",
            "réservé aux abonnés", "newsletter", "s’abonner", "s'abonner", "sponsorisé", "contenus sponsorisés", "contenu sponsorisé", "les plus lus", "les articles les plus lus", "articles liés", "articles similaires", "articles connexes",
            "nos autres articles", "retour en haut", "haut de page", "advertisement", "share", "read more", "read also", "related articles", "copier le lien", "envoyer par e-mail", "envoyer par email", "facebook", "twitter", "whatsapp", "linkedin", "offrir l’article", "offrir cet article", "écouter l’article", "écouter cet article", "mots-clés", "documents à télécharger", "document à télécharger", "à télécharger", "télécharger", "pièces jointes", "documents joints",
        ],
        StringComparer.OrdinalIgnoreCase);

    // What stands in the place of the rest.
    private static readonly string[] Walls =
        ["il vous reste ", "la suite est réservée", "la suite de cet article", "cet article est réservé", "cet article est exclusivement réservé", "article réservé", "contenu réservé", "pour lire la suite", "vous avez lu ", "déjà abonné", "abonnez-vous", "inscrivez-vous"];

    private static readonly string[] LinkLeads =
        ["lire aussi", "à lire", "a lire", "lire également", "lire :", "lire notre", "lire l’", "lire l'", "voir aussi", "voir également", "voir en ligne", "à voir", "écouter aussi", "à écouter", "retrouvez", "read also", "read more", "see also", "pour aller plus loin", "sur le même sujet", "lire la suite", "notre dossier", "en savoir plus", "suivez", "abonnez-vous", "inscrivez-vous"];

    // What a line begins with that says who wrote the article, when, or how long it takes.
    private static readonly string[] BylineLeads = ["par ", "propos recueillis par ", "publié ", "mis en ligne ", "mis à jour ", "modifié ", "dernière mise à jour", "temps de lecture", "rédigé par ", "écrit par "];

    // The same before a link that is furniture by its own name.
    private static readonly string[] BareLeads = ["lire ", "à lire", "a lire", "voir ", "à voir", "écouter ", "à écouter"];

    private readonly HtmlFurniture _furniture;
    private readonly List<HtmlBlock> _blocks;
    private readonly Dictionary<IElement, int> _running = [];
    private readonly IElement _body;

    public HtmlContent(IHtmlDocument document, CancellationToken cancellation)
    {
        _body = document.Body ?? document.DocumentElement;
        _furniture = new HtmlFurniture(_body);
        cancellation.ThrowIfCancellationRequested();
        _blocks = HtmlBlocks.Read(_body, _furniture.Is);
        foreach (var block in _blocks)
        {
            int running = block.Text.Length - block.LinkLength;
            if (running < RunningLength || IsHeading(block.Element))
            {
                continue;
            }

            for (IElement? element = block.Element; element is not null; element = element.ParentElement)
            {
                _running[element] = _running.GetValueOrDefault(element) + running;
            }
        }

        Container = FindContainer();
    }

    /// <summary>The element that holds the article.</summary>
    public IElement Container { get; }

    /// <summary>The heading of the article; null where it has none of the first order.</summary>
    public string? Heading() => HeadingElement() is { } heading && OneLine.Of(HtmlTree.PlainText(heading)) is { Length: > 0 } text ? text : null;

    /// <summary>The paragraphs.</summary>
    /// <param name="title">The article's title, which is none of them.</param>
    /// <param name="source">What the site is called, which is none either.</param>
    public List<string> Paragraphs(string? title, string? source)
    {
        var paragraphs = new List<(string Text, bool IsHeading)>();
        var around = Around();
        bool isInside = false;
        var heading = HeadingElement();
        bool isAbove = heading is not null && _blocks.Exists(block => block.Element == heading);
        foreach (var block in _blocks)
        {
            isAbove &= block.Element != heading;
            if (isAbove && block.Text.Length < RunningLength)
            {
                continue; // a section, a badge: what stands above the heading and is no sentence
            }

            if (string.Equals(OneLine.Of(block.Text), source, StringComparison.OrdinalIgnoreCase) && paragraphs.Count < HeadBlocks)
            {
                continue;
            }

            if (!Contains(Container, block.Element))
            {
                // What leads into the article stands beside its body, before it.
                if (!isInside && around != Container && Contains(around, block.Element) && IsLead(block, around) && IsText(block, title) && !IsByline(block.Text))
                {
                    paragraphs.Add((block.Text, false));
                }

                continue;
            }

            isInside = true;
            string text = paragraphs.Count == 0 ? WithoutHead(block.Text, title) : block.Text;
            if (IsText(block, title) && !(paragraphs.Count < HeadBlocks && (WrittenDate.ReadLine(text) is not null || IsByline(text))))
            {
                paragraphs.Add((text, IsHeading(block.Element)));
            }
        }

        // A heading with nothing under it.
        while (paragraphs is [.., (_, true)])
        {
            paragraphs.RemoveAt(paragraphs.Count - 1);
        }

        return [.. paragraphs.Select(paragraph => paragraph.Text)];
    }

    /// <summary>Whether one of the first lines is this.</summary>
    public bool BeginsWith(string line) => FirstLines().Any(first => string.Equals(OneLine.Of(first), line, StringComparison.OrdinalIgnoreCase));

    /// <summary>The date that one of the first lines is.</summary>
    public string? DateLine() => FirstLines().Select(WrittenDate.ReadLine).FirstOrDefault(date => date is { Length: > 4 });

    private IElement? HeadingElement()
    {
        var headings = _body.GetElementsByTagName("h1").Where(heading => !_furniture.Is(heading)).ToList();
        return headings.Find(heading => Contains(Around(), heading)) ?? (headings.Count == 1 ? headings[0] : null);
    }

    /// <summary>The date in one of the first lines that say when the article was published.</summary>
    public string? BylineDate() => FirstLines().Where(IsByline).Select(line => WrittenDate.Read(line)).FirstOrDefault(date => date is { Length: > 4 });

    private IEnumerable<string> FirstLines() => _blocks.Where(block => Contains(Container, block.Element)).Take(HeadBlocks).SelectMany(block => block.Text.Split('\n', 4).Take(3));

    // Title and date on lines of their own in one block with what follows.
    private static string WithoutHead(string text, string? title)
    {
        while (text.IndexOf('\n', StringComparison.Ordinal) is var end and > 0
            && (string.Equals(OneLine.Of(text[..end]), title, StringComparison.OrdinalIgnoreCase) || WrittenDate.ReadLine(text[..end]) is not null))
        {
            text = text[(end + 1)..];
        }

        return text;
    }

    private static bool IsByline(string text) =>
        text.Length < 150 && text[^1] is not ('.' or '!' or '?' or '…') && BylineLeads.Any(lead => text.StartsWith(lead, StringComparison.OrdinalIgnoreCase));

    private static bool IsHeading(IElement element) => element.LocalName is "h1" or "h2" or "h3" or "h4" or "h5" or "h6";

    // Called so, or running text in the head of the article.
    private static bool IsLead(HtmlBlock block, IElement around)
    {
        bool isRunning = block.Text.Length - block.LinkLength >= RunningLength;
        for (IElement? at = block.Element; at is not null && at != around; at = at.ParentElement)
        {
            if (at.HasName(LeadNames) || (isRunning && at.LocalName is "header"))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsText(HtmlBlock block, string? title)
    {
        string line = OneLine.Of(block.Text);
        string bare = line.Trim(' ', ':', '.', '…', '!', '>', '<', '»', '«', '→', '►', '▶', '+', '-', '–', '|', '·', '\u00A0', '\u202F');
        return bare.Length > 0
            && (IsHeading(block.Element) || bare.Contains('\t', StringComparison.Ordinal) || bare.Any(char.IsLetter))
            && !(line.Length < RunningLength && line[^1] == ':' && BareLeads.Any(lead => bare.StartsWith(lead, StringComparison.OrdinalIgnoreCase)))
            && !string.Equals(block.Element.LocalName, "h1", StringComparison.Ordinal)
            && !string.Equals(line, title, StringComparison.OrdinalIgnoreCase)
            && !FurnitureLines.Contains(bare)
            && !(line.Length < 200 && Walls.Any(wall => bare.StartsWith(wall, StringComparison.OrdinalIgnoreCase)))
            && !(block.IsLink && block.Text.Length < 250)
            && !(block.LinkLength > 0 && LinkLeads.Any(lead => bare.StartsWith(lead, StringComparison.OrdinalIgnoreCase)) && block.LinkLength * 2 > block.Text.Length);
    }

    private static bool Contains(IElement container, IElement? element)
    {
        for (; element is not null; element = element.ParentElement)
        {
            if (element == container)
            {
                return true;
            }
        }

        return false;
    }

    // What holds the heading as well as the body; without one, the article that the body stands in.
    private IElement Around()
    {
        var headings = _body.GetElementsByTagName("h1").Where(heading => !_furniture.Is(heading)).Take(MaxHeadings).ToList();
        for (IElement? element = Container; headings.Count > 0 && element is not null && element != _body; element = element.ParentElement)
        {
            if (headings.Exists(heading => Contains(element, heading)))
            {
                return element;
            }
        }

        for (IElement? element = Container; element is not null; element = element.ParentElement)
        {
            if (element.LocalName is "article" or "main")
            {
                return element;
            }
        }

        return Container.ParentElement is { } parent && Container != _body ? parent : Container;
    }

    private IElement FindContainer()
    {
        int total = _running.GetValueOrDefault(_body);
        if (total == 0)
        {
            return Named() ?? _body;
        }

        return Claimed(element => element.Value("itemprop") is { } property && property.Contains("articleBody", StringComparison.OrdinalIgnoreCase), total)
            ?? Claimed(element => element.HasName(BodyNames), total)
            ?? Claimed(element => element.LocalName is "article", total)
            ?? Claimed(element => element.LocalName is "main" || string.Equals(element.GetAttribute("role"), "main", StringComparison.OrdinalIgnoreCase), total)
            ?? Smallest(total);
    }

    // Of the elements that say so the one with the most running text, the innermost of equal ones.
    private IElement? Claimed(Func<IElement, bool> says, int total)
    {
        IElement? best = null;
        int most = (int)(total * ClaimedShare);
        var claimants = _running.Where(pair => pair.Value > total * LeastShare && says(pair.Key)).ToList();
        foreach (var (element, running) in claimants)
        {
            if (running > most || (running == most && best is not null && Contains(best, element)))
            {
                (best, most) = (element, running);
            }
        }

        // Where many parts of a page say so, each is but one of the whole.
        bool isPart = best is not null && claimants.Where(pair => !Contains(best, pair.Key) && !Contains(pair.Key, best)).Take(2).Sum(pair => pair.Value) > 0
            && claimants.Count(pair => !Contains(best, pair.Key) && !Contains(pair.Key, best)) > 1
            && most < total * PartShare;
        return isPart ? null : best;
    }

    private IElement Smallest(int total)
    {
        var element = _body;
        while (true)
        {
            IElement? next = null;
            foreach (var child in element.Children)
            {
                if (_running.GetValueOrDefault(child) >= total * WholeShare && HtmlBlocks.IsBlock(child) && child.LocalName is not ("p" or "li" or "td"))
                {
                    next = child;
                }
            }

            if (next is null)
            {
                return element;
            }

            element = next;
        }
    }

    // A page of short lines.
    private IElement? Named()
    {
        foreach (var block in _blocks)
        {
            for (IElement? element = block.Element; element is not null && element != _body; element = element.ParentElement)
            {
                if (element.LocalName is "article" || element.HasName(BodyNames))
                {
                    return element;
                }
            }
        }

        return null;
    }
}
