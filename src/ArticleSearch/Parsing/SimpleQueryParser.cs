using ArticleSearch.Analysis;
using ArticleSearch.Indexing;
using ArticleSearch.Queries;
using Kind = ArticleSearch.Parsing.SimpleTokenKind;

namespace ArticleSearch.Parsing;

/// <summary>
/// The front door for people: whatever is typed or pasted is searched for, and never refused. Signs have a meaning only where it
/// is plain that they are meant to; everywhere else they are text.
/// </summary>
/// <remarks>
/// <list type="table">
/// <item><term><c>armes Russie</c></term><description>either word; passages with both score higher</description></item>
/// <item><term><c>"livraison d'armes"</c>, <c>"livraison armes"~3</c></term><description>the phrase, or its words at most three words apart; a mark that is not closed is text. Among bare words, one that stands nowhere is read as its words (see <see cref="Matching.UnfoundPhrases"/>)</description></item>
/// <item><term><c>+armes -Russie</c></term><description>required, excluded; the sign stands right before a word. A search for nothing but exclusions finds all the rest</description></item>
/// <item><term><c>AND OR NOT</c></term><description>in capitals, between clauses; AND binds tighter than OR, words side by side loosest. Where one has nothing to join it is left out. The French « et », « ou », « sauf » stay words</description></item>
/// <item><term><c>(armes OR munitions) AND Russie</c></term><description>a group starts at the start of a word; what is not closed ends at the end</description></item>
/// <item><term><c>arm*</c>, <c>arm?ment</c>, <c>armements~1</c></term><description>beginnings, wildcards inside words, words with up to two letters wrong. A question mark at the end of a word asks a question</description></item>
/// <item><term><c>=armes</c></term><description>the word as it is written</description></item>
/// <item><term><c>title:armes</c>, <c>title:(armes Russie)</c></term><description>one of our fields, its name directly followed by the colon and what is sought; any other name is text (<c>10:30</c>)</description></item>
/// <item><term><c>date:2023-09</c>, <c>date:[2023 TO 2023-09]</c></term><description>a year or a month is all its days. Dates, sources, articles and ids narrow the search instead of adding to it; several values of one field are alternatives</description></item>
/// <item><term><c>armes^3</c></term><description>counts three times</description></item>
/// <item><term><c>*:*</c></term><description>every passage</description></item>
/// </list>
/// Required and excluded words that the chain takes apart (<c>+contre-offensive</c>) are phrases. There are no regular expressions
/// (dates and addresses have slashes) and no escapes (nothing needs them). Of what is pasted, the first
/// <see cref="QueryLimits.Clauses"/> words count, and of the text the first <see cref="QueryLimits.Characters"/> characters.
/// </remarks>
internal ref struct SimpleQueryParser
{
    // Deeper ones are ignored: nobody means them.
    private const int DeepestGroup = 50;

    // A pattern may read much of the dictionary; more of them are words.
    private const int MostPatterns = 64;

    private readonly string _text;
    private readonly List<SimpleToken> _tokens;
    private readonly FieldAnalysis _analysis;
    private int _at;
    private int _depth;
    private int _leaves;
    private int _patterns;

    private SimpleQueryParser(string text, AnalysisChain chain, WordLimits limits)
    {
        _text = text;
        _tokens = SimpleLexer.Read(text);
        _analysis = new FieldAnalysis(chain, limits);
    }

    /// <summary>Reads a query. There is no text it refuses.</summary>
    public static Query Parse(string text, AnalysisChain chain) => Parse(text, chain, WordLimits.Default);

    /// <summary>Reads a query. There is no text it refuses.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="chain">The chain of the index.</param>
    /// <param name="limits">How far words may be, where the chain matches at levels.</param>
    /// <param name="defaultField">The field of what names none; null for that of the chain.</param>
    public static Query Parse(string text, AnalysisChain chain, WordLimits limits, string? defaultField = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        text = QueryLimits.Beginning(text);
        var parser = new SimpleQueryParser(text, chain, limits);
        string field = defaultField ?? parser._analysis.DefaultField;
        var query = parser.Clauses(field);
        if (query is null && parser._leaves == 0)
        {
            // Nothing but operators: then they are words.
            query = parser.Words(field, text);
        }

        return query ?? new MatchNoneQuery();
    }

    private readonly SimpleToken Next => _tokens[_at];

    private readonly bool AtEnd => Next.Kind is Kind.End or Kind.Close;

    private readonly bool AtConjunction => Next.Kind is Kind.And or Kind.Or;

    /// <summary>Reads up to the end of the group or text, which is not taken.</summary>
    private Query? Clauses(string field)
    {
        var clauses = new SimpleClauses();
        while (true)
        {
            while (AtConjunction)
            {
                _at++; // it joins nothing
            }

            if (AtEnd)
            {
                return clauses.ToQuery();
            }

            if (PlainRun(field) is > 1 and var words)
            {
                int start = Next.Start;
                _at += words;
                clauses.AddShould(Words(field, _text[start.._tokens[_at - 1].End]));
            }
            else
            {
                Alternatives(field, clauses);
            }
        }
    }

    /// <summary>How many plain words follow each other here, without one that a conjunction joins to what comes after.</summary>
    private readonly int PlainRun(string field)
    {
        if (PassageFields.IsWhole(field))
        {
            return 0;
        }

        int end = _at;
        while (_tokens[end].IsPlain)
        {
            end++;
        }

        return _tokens[end].Kind is Kind.And or Kind.Or ? end - _at - 1 : end - _at;
    }

    /// <summary>Chains of AND joined by OR.</summary>
    private void Alternatives(string field, SimpleClauses clauses)
    {
        var chain = Chain(field);
        if (!TakeConjunction(Kind.Or))
        {
            clauses.AddAll(chain);
            return;
        }

        var alternatives = new SimpleClauses();
        do
        {
            alternatives.AddAlternative(chain, clauses);
            chain = Chain(field);
        }
        while (TakeConjunction(Kind.Or));

        alternatives.AddAlternative(chain, clauses);
        clauses.AddShould(alternatives.ToQuery());
    }

    /// <summary>Clauses joined by AND; alone, a clause keeps its own occurrence.</summary>
    private List<SimpleClause> Chain(string field)
    {
        var chain = new List<SimpleClause> { Modified(field, joined: _tokens[Math.Min(_at + 1, _tokens.Count - 1)].Kind == Kind.And) };
        while (TakeConjunction(Kind.And))
        {
            chain.Add(Modified(field, joined: true));
        }

        if (chain.Count > 1)
        {
            for (int i = 0; i < chain.Count; i++)
            {
                chain[i] = chain[i] with { Occur = chain[i].Occur == Occur.MustNot ? Occur.MustNot : Occur.Must };
            }
        }

        return chain;
    }

    /// <summary>Takes a conjunction that joins two clauses. Of several in a row the first counts; at an end there is none.</summary>
    private bool TakeConjunction(Kind kind)
    {
        if (Next.Kind != kind)
        {
            return false;
        }

        int at = _at;
        while (AtConjunction)
        {
            _at++;
        }

        if (!AtEnd)
        {
            return true;
        }

        _at = at + 1;
        return false;
    }

    private SimpleClause Modified(string field, bool joined)
    {
        var occur = Occur.Should;
        for (; Next.Kind is Kind.Plus or Kind.Minus or Kind.Not; _at++)
        {
            occur = Next.Kind == Kind.Plus && occur != Occur.MustNot ? Occur.Must : Next.Kind == Kind.Plus ? occur : Occur.MustNot;
        }

        if (AtEnd || AtConjunction)
        {
            return new SimpleClause(null, Occur.Should);
        }

        var (query, narrows) = Item(field, joined || occur != Occur.Should);
        return new SimpleClause(query, occur, narrows);
    }

    private (Query? Query, bool Narrows) Item(string field, bool asPhrase)
    {
        var token = Next;
        bool narrows = token.Field is not null && PassageFields.IsWhole(token.Field);
        field = token.Field ?? field;
        _at++;
        if (token.Kind == Kind.Open)
        {
            return (Group(field), narrows);
        }

        var query = _leaves < QueryLimits.Clauses ? Leaf(field, token, asPhrase) : null;
        return (Boosted(query, token.Boost), narrows);
    }

    private Query? Group(string field)
    {
        if (_depth == DeepestGroup)
        {
            SkipGroup();
            return null;
        }

        _depth++;
        var query = Clauses(field);
        _depth--;
        if (Next.Kind != Kind.Close)
        {
            return query;
        }

        float boost = Next.Boost;
        _at++;
        return Boosted(query, boost);
    }

    private void SkipGroup()
    {
        for (int open = 1; open > 0 && Next.Kind != Kind.End; _at++)
        {
            open += Next.Kind == Kind.Open ? 1 : Next.Kind == Kind.Close ? -1 : 0;
        }
    }

    private Query? Leaf(string field, SimpleToken token, bool asPhrase)
    {
        string text = _text[token.Start..token.End];
        bool isPattern = token.Kind is Kind.Prefix or Kind.Wildcard or Kind.Fuzzy or Kind.Range;
        if (isPattern && _patterns++ >= MostPatterns)
        {
            return Words(field, text);
        }

        _leaves++;
        switch (token.Kind)
        {
            case Kind.Everything:
                return new MatchAllQuery();
            case Kind.Phrase:
                return _analysis.Phrase(field, text, token.Distance);
            case Kind.Prefix:
                return _analysis.Prefix(field, text);
            case Kind.Wildcard:
                return _analysis.Wildcard(field, text);
            case Kind.Fuzzy:
                return _analysis.Fuzzy(field, text, token.Distance);
            case Kind.Exact:
                return _analysis.Exact(field, text);
            case Kind.Range:
                return Range(field, text);
            case Kind.Text when field == PassageFields.Date && PartialDate.TryParse(text, out var date):
                return date.ToQuery();
            default:
                _leaves--;
                return asPhrase ? Counted(_analysis.Whole(field, text)) : Words(field, text);
        }
    }

    private readonly TermRangeQuery Range(string field, string text)
    {
        _ = SimpleRange.TryParse(field, text.AsSpan(1, text.Length - 2), out string? lower, out string? upper);
        bool includesLower = text[0] == '[';
        bool includesUpper = text[^1] == ']';
        return field == PassageFields.Date
            ? PartialDate.Between(Date(lower), Date(upper), includesLower, includesUpper)
            : new TermRangeQuery(field, Normal(field, lower), Normal(field, upper), includesLower, includesUpper);
    }

    private static PartialDate? Date(string? bound) => bound is not null && PartialDate.TryParse(bound, out var date) ? date : null;

    private readonly string? Normal(string field, string? bound) => bound is null ? null : _analysis.Normalize(field, bound);

    /// <summary>Any of the words of a text, as many as there is room for.</summary>
    private Query? Words(string field, string text)
    {
        var query = _analysis.Words(field, text);
        int room = Math.Max(0, QueryLimits.Clauses - _leaves);
        if (query is BooleanQuery words && words.Clauses.Length > room)
        {
            query = room == 0 ? null : words with { Clauses = words.Clauses[..room] };
        }

        return Counted(query);
    }

    private Query? Counted(Query? query)
    {
        _leaves += query is BooleanQuery words ? words.Clauses.Length : query is null ? 0 : 1;
        return query;
    }

    private static Query? Boosted(Query? query, float boost) => query is null || boost == 1 ? query : new BoostQuery(query, boost);
}
