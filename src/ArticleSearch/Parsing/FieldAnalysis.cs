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
internal sealed class FieldAnalysis(AnalysisChain chain, WordLimits limits)
{
    private readonly WordReading? _reading = chain.HasLevels ? new WordReading(chain, limits) : null;

    /// <summary>Where a word is sought that names no field.</summary>
    public string DefaultField => chain.HasLevels ? PassageFields.Anywhere : PassageFields.Text;

    /// <summary>Any of the terms of a text; null if nothing is left of it.</summary>
    public Query? Words(string field, string text)
    {
        if (PassageFields.IsWhole(field))
        {
            return new TermQuery(field, WellFormed(text));
        }

        if (_reading is not null)
        {
            return _reading.Words(field, WellFormed(text));
        }

        var parts = Analyse(text);
        return parts.Count switch
        {
            0 => null,
            1 => AnyOf(field, parts[0].Terms),
            _ => new BooleanQuery([.. parts.ConvertAll(part => new BooleanClause(Occur.Should, AnyOf(field, part.Terms)))]),
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

        if (_reading is not null)
        {
            return _reading.Phrase(field, WellFormed(text), slop);
        }

        var parts = Analyse(text);
        return parts.Count switch
        {
            0 => null,
            1 => AnyOf(field, parts[0].Terms),
            _ => new PhraseQuery(field, [.. parts.Select(part => part with { Position = part.Position - parts[0].Position })], slop),
        };
    }

    /// <summary>The words of a piece of text that is required or excluded as one; null if nothing is left of it.</summary>
    public Query? Whole(string field, string text) =>
        _reading is null || PassageFields.IsWhole(field) ? Phrase(field, text, 0) : _reading.Whole(field, WellFormed(text));

    /// <summary>The words of a text as they are written, whatever bare words may be; null if nothing is left of it.</summary>
    public Query? Exact(string field, string text) => At(MatchLevel.Exact, field, text);

    /// <summary>The word and what sounds or looks like it: at most so many letters are different, where the chain has no levels.</summary>
    public Query? Fuzzy(string field, string text, int edits) =>
        _reading is null || PassageFields.IsWhole(field)
            ? new FuzzyQuery(field, Normalize(field, text), edits)
            : At(edits == 0 ? MatchLevel.Exact : MatchLevel.Sound, field, text);

    /// <summary>Terms that begin with the letters.</summary>
    public Query Prefix(string field, string text)
    {
        var prefix = Pattern(field, one => new PrefixQuery(one, Normalize(one, text), Forgives(one)));
        return _reading is not null && !PassageFields.IsWhole(field) && _reading.Begun(field, WellFormed(text)) is { } begun
            ? new BooleanQuery([new BooleanClause(Occur.Should, prefix), new BooleanClause(Occur.Should, begun)])
            : prefix;
    }

    /// <summary>Terms of a pattern.</summary>
    public Query Wildcard(string field, string pattern) =>
        Pattern(field, one => new WildcardQuery(one, WildcardPattern.Normalize(pattern, one, this), Forgives(one)));

    /// <summary>What becomes of the letters of a part of a word.</summary>
    public string Normalize(string field, string text) => WellFormed(PassageFields.IsWhole(field) ? text : chain.Normalize(text));

    /// <summary>Unpaired surrogates become U+FFFD, as they do in the bytes of a term.</summary>
    public static string WellFormed(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    private bool Forgives(string field) => chain.HasLevels && !PassageFields.IsWhole(field);

    private Query? At(MatchLevel level, string field, string text) =>
        _reading is null || PassageFields.IsWhole(field) ? Words(field, text) : _reading.Words(field, WellFormed(text), level);

    private static Query Pattern(string field, Func<string, Query> of) =>
        field == PassageFields.Anywhere ? WordReading.Pattern(field, of) : of(field);

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
