using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace ArticleSearch.Ingest.Records;

/// <summary>What a field of a record is to an article.</summary>
internal enum FieldRole
{
    None,
    Id,
    Title,
    Date,
    Source,
    Text,
    Author,
    Section,
}

/// <summary>What a field is, and how good a claim its name has to that.</summary>
/// <param name="Role">What it is.</param>
/// <param name="Rank">0 is the best claim: where two fields of a record have one role, the lower rank counts.</param>
internal readonly record struct FieldClaim(FieldRole Role, int Rank);

/// <summary>
/// Which fields of a record are title, text and so on: by the names that are usual in French and English, or as the user says
/// (<c>--map title=headline,text=body</c>). Names are compared without regard to case, accents and punctuation. Immutable.
/// </summary>
internal sealed class FieldNames
{
    // From here on a text is but a beginning or a summary of one.
    private const string FirstSummary = "description";

    // In the order of their claims.
    private static readonly Dictionary<FieldRole, string> Usually = new()
    {
        [FieldRole.Id] = "id uid guid identifiant docid articleid documentid docno uuid",
        [FieldRole.Title] = "title titre headline titrearticle articletitle intitule titreprincipal pagetitle",
        [FieldRole.Date] = "date datepublished datepublication datedepublication publicationdate publisheddate publishedat published publiele pubdate publishdate "
            + "dateparution datedeparution parution datetime datecreated createdat created timestamp jour annee year",
        [FieldRole.Source] = "source publication publisher journal media sourcename sitename site newspaper editeur organe hostname domain url link lien permalink",
        [FieldRole.Text] = "text texte body corps content contenu articlebody contenttext maintext fulltext textecomplet textintegral texteintegral textearticle plaintext "
            + "paragraphs paragraphes article contenthtml bodyhtml html description chapo summary resume abstract excerpt",
        [FieldRole.Author] = "author auteur authors auteurs byline creator dccreator by signature journaliste",
        [FieldRole.Section] = "section rubrique category categorie categories theme desk topic articlesection",
    };

    private readonly FrozenDictionary<string, FieldClaim> _claims;
    private readonly string _mapping;

    private FieldNames(Dictionary<FieldRole, string> mapping)
    {
        var claims = new Dictionary<string, FieldClaim>(StringComparer.Ordinal);
        foreach (var (role, name) in mapping)
        {
            claims[Plain(name)] = new FieldClaim(role, 0);
        }

        foreach (var (role, names) in Usually)
        {
            string[] all = names.Split(' ');
            for (int rank = 0; rank < all.Length && !mapping.ContainsKey(role); rank++)
            {
                claims.TryAdd(all[rank], new FieldClaim(role, rank));
            }
        }

        _claims = claims.ToFrozenDictionary(StringComparer.Ordinal);
        _mapping = string.Join(',', mapping.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key}={pair.Value}"));
        SummaryRank = mapping.ContainsKey(FieldRole.Text) ? int.MaxValue : Array.IndexOf(Usually[FieldRole.Text].Split(' '), FirstSummary);
    }

    /// <summary>The usual names.</summary>
    public static FieldNames Usual { get; } = new([]);

    /// <summary>From this rank on a text is but a summary.</summary>
    public int SummaryRank { get; }

    /// <summary>Reads what the user says: <c>title=headline,text=body</c>.</summary>
    /// <exception cref="FormatException">It can not be understood.</exception>
    public static FieldNames Parse(string mapping)
    {
        var named = new Dictionary<FieldRole, string>();
        foreach (string part in mapping.Split(','))
        {
            string[] sides = part.Split('=', 2, StringSplitOptions.TrimEntries);
            if (sides.Length < 2 || Plain(sides[1]).Length == 0)
            {
                throw Wrong(new Wording("ingest.map.unclear", $"\"{part}\" does not say which field is what: title=headline,text=body does."));
            }

            if (!Enum.TryParse(sides[0], ignoreCase: true, out FieldRole role) || role == FieldRole.None || !char.IsLetter(sides[0][0]))
            {
                throw Wrong(new Wording("ingest.map.unknown", $"An article has no \"{sides[0]}\"; it has id, title, date, source, text, author and section."));
            }

            if (!named.TryAdd(role, sides[1]))
            {
                throw Wrong(new Wording("ingest.map.twice", $"\"{sides[0]}\" is said twice."));
            }
        }

        return new FieldNames(named);
    }

    private static FormatException Wrong(Wording why) => why.On(new FormatException(why.ToString()));

    /// <summary>What a field of that name is.</summary>
    public FieldClaim Find(string name) => _claims.GetValueOrDefault(Plain(name));

    public override string ToString() => _mapping;

    // Letters and digits alone, small, without accents.
    private static string Plain(string name)
    {
        var plain = new StringBuilder(name.Length);
        foreach (char c in name.Normalize(NormalizationForm.FormD))
        {
            if (char.IsLetterOrDigit(c) && char.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
            {
                plain.Append(char.ToLowerInvariant(c));
            }
        }

        return plain.ToString();
    }
}
