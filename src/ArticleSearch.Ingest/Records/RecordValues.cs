using ArticleSearch.Indexing;
using ArticleSearch.Ingest.Html;
using ArticleSearch.Ingest.Texts;

namespace ArticleSearch.Ingest.Records;

/// <summary>
/// The values of one record, by what they are to an article: of two fields that claim to be one thing, the better claim counts, and of
/// equal ones the later. For one record after another.
/// </summary>
internal sealed class RecordValues
{
    private const int Roles = (int)FieldRole.Section + 1;

    // A blank value gives way to any other.
    private const int BlankRank = int.MaxValue - 1;

    private readonly string?[] _values = new string?[Roles];
    private readonly int[] _ranks = new int[Roles];

    public RecordValues() => Clear();

    public string? this[FieldRole role] => _values[(int)role];

    public void Clear()
    {
        Array.Clear(_values);
        Array.Fill(_ranks, int.MaxValue);
    }

    /// <summary>Whether a value of that claim would count.</summary>
    public bool Wants(FieldClaim claim) => claim.Role != FieldRole.None && claim.Rank <= _ranks[(int)claim.Role];

    /// <summary>Whether there is a text that is more than a summary.</summary>
    public bool HasWholeText(FieldNames names) => _ranks[(int)FieldRole.Text] < names.SummaryRank;

    /// <summary>Puts a value where it belongs, if its claim is the best so far. Null is no value.</summary>
    public void Offer(FieldClaim claim, string? value)
    {
        if (value is null || !Wants(claim))
        {
            return;
        }

        // What is called "text" is taken as it stands; other fields of records have markup.
        if (claim is { Role: FieldRole.Text, Rank: > 0 } && HtmlText.IsMarkup(value))
        {
            value = HtmlText.Read(value, "\n");
        }

        _values[(int)claim.Role] = value;
        _ranks[(int)claim.Role] = IsBlank(value) && claim.Rank > 0 ? BlankRank : claim.Rank;
    }

    /// <summary>The article, or what stands in its way.</summary>
    /// <param name="file">The file.</param>
    /// <param name="place">Where in the file the record stands: a line or the number of an entry.</param>
    public IngestItem ToItem(SourceFile file, int place)
    {
        string? text = this[FieldRole.Text];
        string? title = this[FieldRole.Title];
        if (text is null)
        {
            return new IngestProblem(file.Name, place, 0, "ingest.notextfield", $"there is no \"text\"");
        }

        if (IsBlank(text) && IsBlank(title))
        {
            return new IngestProblem(file.Name, place, 0, "ingest.neither", $"the article has neither text nor title");
        }

        string? id = this[FieldRole.Id];
        string? date = this[FieldRole.Date];
        var article = new Article
        {
            Id = string.IsNullOrEmpty(id) ? $"{file.RelativeName}:{place}" : id,
            Title = title,
            Date = WrittenDate.Read(date) ?? date,
            Source = this[FieldRole.Source] ?? file.Name,
            Text = text,
            Breaks = ParagraphBreak.Line,
        };
        return new IngestedArticle(article, file.Name, place) { Author = Said(FieldRole.Author), Section = Said(FieldRole.Section) };
    }

    private string? Said(FieldRole role) => IsBlank(this[role]) ? null : this[role];

    private static bool IsBlank(string? text)
    {
        foreach (char c in text.AsSpan())
        {
            if (!PassageSplitter.IsBlank(c))
            {
                return false;
            }
        }

        return true;
    }
}
