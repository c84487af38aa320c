using System.Collections.Immutable;
using System.Text;
using ArticleSearch.Analysis;
using ArticleSearch.Indexing;
using ArticleSearch.Queries;

namespace ArticleSearch.Parsing;

/// <summary>
/// What words, phrases and parts of words ask of a field, by way of the analysis that its terms went through: the chain, or none
/// for fields whose values are terms whole.
/// </summary>
internal sealed class FieldAnalysis(AnalysisChain chain)
{
    /// <summary>Any of the terms of a text; null if nothing is left of it.</summary>
    public Query? Words(string field, string text)
    {
        if (PassageFields.IsWhole(field))
        {
            return new TermQuery(field, WellFormed(text));
        }

        var parts = Analyse(text);
        return parts.Count switch
        {
            0 => null,
            1 => AnyOf(field, parts[0].Terms),
            _ => new BooleanQuery([.. parts.Select(part => new BooleanClause(Occur.Should, AnyOf(field, part.Terms)))]),
        };
    }

    /// <summary>The terms of a text one after another; null if nothing is left of it.</summary>
    /// <remarks>Places start at 0: words left out at the start of the phrase ask for nothing.</remarks>
    public Query? Phrase(string field, string text, int slop)
    {
        if (PassageFields.IsWhole(field))
        {
            return new TermQuery(field, WellFormed(text));
        }

        var parts = Analyse(text);
        return parts.Count switch
        {
            0 => null,
            1 => AnyOf(field, parts[0].Terms),
            _ => new PhraseQuery(field, [.. parts.Select(part => part with { Position = part.Position - parts[0].Position })], slop),
        };
    }

    /// <summary>What becomes of the letters of a part of a word.</summary>
    public string Normalize(string field, string text) => WellFormed(PassageFields.IsWhole(field) ? text : chain.Normalize(text));

    /// <summary>Unpaired surrogates become U+FFFD, as they do in the bytes of a term.</summary>
    public static string WellFormed(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    private static Query AnyOf(string field, ImmutableArray<string> terms) => terms.Length == 1
        ? new TermQuery(field, terms[0])
        : new BooleanQuery([.. terms.Select(term => new BooleanClause(Occur.Should, new TermQuery(field, term)))]);

    private List<PhrasePart> Analyse(string text)
    {
        var parts = new List<PhrasePart>();
        int position = -1;
        var stream = chain.RentStream();
        stream.Reset(text.AsMemory());
        while (stream.MoveNext())
        {
            string term = WellFormed(stream.Term.ToString());
            position += stream.PositionIncrement;
            if (stream.PositionIncrement == 0 && parts.Count > 0)
            {
                parts[^1] = parts[^1] with { Terms = parts[^1].Terms.Add(term) };
            }
            else
            {
                parts.Add(new PhrasePart(position, [term]));
            }
        }

        chain.ReturnStream(stream);
        return parts;
    }
}
