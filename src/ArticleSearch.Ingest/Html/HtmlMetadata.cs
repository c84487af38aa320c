using System.Collections.Frozen;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using ArticleSearch.Ingest.Texts;

namespace ArticleSearch.Ingest.Html;

/// <summary>
/// What a page says of its article: linked data first, then Open Graph and other meta tags, microdata, times and headings. It guesses
/// nothing from the running text.
/// </summary>
internal sealed class HtmlMetadata
{
    // Times and dates that are looked at: the first ones are those of the article.
    private const int MaxLooked = 50;

    private static readonly string[] TitleNames = ["og:title", "citation_title", "dc.title", "dcterms.title", "twitter:title", "parsely-title", "sailthru.title"];

    private static readonly string[] DateNames =
    [
        "article:published_time", "og:article:published_time", "og:published_time", "citation_publication_date", "citation_date", "datepublished", "date.issued", "dc.date.issued", "dcterms.issued",
        "dc.date", "dcterms.date", "dcterms.created", "dc.date.created", "publication_date", "publish_date", "publish-date", "pubdate", "parsely-pub-date", "sailthru.date", "date", "article:modified_time",
    ];

    private static readonly string[] AuthorNames = ["author", "article:author", "og:article:author", "citation_author", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author", "twitter:creator"];

    private static readonly string[] SourceNames = ["og:site_name", "citation_journal_title", "dc.publisher", "dcterms.publisher", "application-name", "publisher"];

    private static readonly string[] SectionNames = ["article:section", "og:article:section", "parsely-section", "section", "dc.subject"];

    private static readonly FrozenSet<string> DateClasses = FrozenSet.ToFrozenSet(
        ["date", "dateline", "published", "publication", "pubdate", "datepublication", "datetime", "publishdate", "timestamp", "meta", "byline", "postmeta", "entrymeta"], StringComparer.Ordinal);

    private static readonly FrozenSet<string> AuthorClasses = FrozenSet.ToFrozenSet(["author", "authors", "auteur", "auteurs", "authorname", "byline", "signature"], StringComparer.Ordinal);

    private readonly Dictionary<string, string> _meta = new(StringComparer.OrdinalIgnoreCase);
    private readonly IHtmlDocument _document;
    private readonly HtmlContent _content;
    private readonly LinkedData _data;

    public HtmlMetadata(IHtmlDocument document, HtmlContent content)
    {
        _document = document;
        _content = content;
        _data = LinkedData.Read(document);
        foreach (var meta in document.GetElementsByTagName("meta"))
        {
            string? name = meta.Value("property") ?? meta.Value("name") ?? meta.Value("itemprop");
            if (name is not null && meta.Value("content") is { } value && !string.IsNullOrWhiteSpace(value))
            {
                _meta.TryAdd(name.Trim(), value.Trim());
            }
        }
    }

    /// <summary>The text of the article where the linked data has it.</summary>
    public string? Body => _data.Body;

    public string? Source => _data.Publisher ?? Meta(SourceNames) ?? Host();

    public string? Author => _data.Author ?? Meta(AuthorNames, text => !text.Contains("://", StringComparison.Ordinal)) ?? ItemProperty("author") ?? Byline();

    public string? Section => _data.Section ?? Meta(SectionNames) ?? ItemProperty("articleSection");

    public string? Title =>
        Plain(_data.Headline) ?? _content.Heading() ?? EntryTitle() ?? WithoutSite(Meta(TitleNames)) ?? WithoutSite(_document.Title);

    public string? Date
    {
        get
        {
            foreach (string? said in (ReadOnlySpan<string?>)[_data.Date, Meta(DateNames, IsDate), ItemProperty("datePublished")])
            {
                if (WrittenDate.Read(said) is { } date)
                {
                    return date;
                }
            }

            return TimeElement() ?? WrittenLine() ?? _content.DateLine() ?? _content.BylineDate();
        }
    }

    private static bool IsDate(string text) => WrittenDate.Read(text) is not null;

    // Headlines in scripts have entities in them, and sometimes tags.
    private static string? Plain(string? text) => text is null ? null : OneLine.Of(HtmlText.Read(text, " ")) is { Length: > 0 } plain ? plain : null;

    private string? Meta(string[] names, Func<string, bool>? isGood = null)
    {
        foreach (string name in names)
        {
            if (_meta.TryGetValue(name, out string? value) && isGood?.Invoke(value) != false)
            {
                return value;
            }
        }

        return null;
    }

    private string? ItemProperty(string name)
    {
        foreach (var element in _document.All)
        {
            if (element.GetAttribute("itemprop") is { } property && property.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                string? value = element.Value("content") ?? element.Value("datetime") ?? OneLine.Of(HtmlTree.PlainText(element));
                if (!string.IsNullOrWhiteSpace(value))
                {
                    return value;
                }
            }
        }

        return null;
    }

    // The first time in the article, or on the page; one that says that it is that of publication before others.
    private string? TimeElement()
    {
        string? first = null;
        foreach (var time in _document.GetElementsByTagName("time").Take(MaxLooked))
        {
            string? date = WrittenDate.Read(time.Value("datetime")) ?? WrittenDate.Read(OneLine.Of(HtmlTree.PlainText(time)));
            if (date is null || IsInText(time))
            {
                continue;
            }

            if (time.HasAttribute("pubdate"))
            {
                return date;
            }

            first ??= date;
        }

        return first;
    }

    // A day that the article speaks of.
    private static bool IsInText(IElement time)
    {
        const int MaxDateLength = 90;
        var block = time;
        while (!HtmlBlocks.IsBlock(block) && block.ParentElement is { } parent)
        {
            block = parent;
        }

        return block.LocalName is "p" or "li" or "td" or "dd" or "blockquote" && HtmlTree.ShortText(block, MaxDateLength) is null;
    }

    // What a blog calls the title of its entry (hAtom).
    private string? EntryTitle()
    {
        foreach (var element in _document.GetElementsByClassName("entry-title"))
        {
            if (OneLine.Of(HtmlTree.PlainText(element)) is { Length: > 0 } title)
            {
                return title;
            }
        }

        return null;
    }

    // A name that stands where authors do: « Par Anne-Laure Prigent. »
    private string? Byline()
    {
        const int MaxNameLength = 60;
        foreach (var element in _document.All.Where(element => element.GetAttribute("rel") is "author" || element.HasName(AuthorClasses)).Take(MaxLooked))
        {
            string name = (HtmlTree.ShortText(element, 2 * MaxNameLength) ?? "").Trim('.', ',', ' ', '|', '•');
            foreach (string lead in (ReadOnlySpan<string>)["Publié par ", "Écrit par ", "Rédigé par ", "Propos recueillis par ", "Par ", "De "])
            {
                name = name.StartsWith(lead, StringComparison.OrdinalIgnoreCase) ? name[lead.Length..].TrimStart() : name;
            }

            if (name.Length is > 3 and <= MaxNameLength && char.IsUpper(name[0]) && name.Contains(' ', StringComparison.Ordinal) && !name.Any(char.IsAsciiDigit))
            {
                return name;
            }
        }

        return null;
    }

    // A line that is called a date: « Publié le 4 septembre 2023 à 10 h ».
    private string? WrittenLine()
    {
        foreach (var element in _document.All.Where(element => element.HasName(DateClasses)).Take(MaxLooked))
        {
            if (HtmlTree.ShortText(element, 400) is { } text && WrittenDate.Read(OneLine.Shorten(text, 150)) is { Length: > 4 } date)
            {
                return date;
            }
        }

        return null;
    }

    private string? Host()
    {
        string? address = Meta(["og:url"]);
        foreach (var link in _document.GetElementsByTagName("link"))
        {
            if (address is null && string.Equals(link.GetAttribute("rel"), "canonical", StringComparison.OrdinalIgnoreCase))
            {
                address = link.Value("href");
            }
        }

        address ??= _document.GetElementsByTagName("base").Select(element => element.Value("href")).FirstOrDefault();
        return Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Host.Length > 0 ? uri.Host.StartsWith("www.", StringComparison.Ordinal) ? uri.Host[4..] : uri.Host : null;
    }

    // « Titre - Le Monde », « Titre | Libération »: the site is none of the title.
    private string? WithoutSite(string? title)
    {
        title = Plain(title);
        if (title is null)
        {
            return null;
        }

        int cut = Math.Max(Math.Max(title.LastIndexOf(" | ", StringComparison.Ordinal), title.LastIndexOf(" - ", StringComparison.Ordinal)), Math.Max(title.LastIndexOf(" – ", StringComparison.Ordinal), title.LastIndexOf(" — ", StringComparison.Ordinal)));
        if (cut <= 0)
        {
            return title;
        }

        string end = title[(cut + 3)..];
        bool isSite = Source is { } source && (source.Contains(end, StringComparison.OrdinalIgnoreCase) || end.Contains(source, StringComparison.OrdinalIgnoreCase));
        return isSite || title[cut + 1] == '|' || _content.BeginsWith(title[..cut].TrimEnd()) ? title[..cut].TrimEnd()
            : _content.BeginsWith(end) ? end
            : title;
    }
}
