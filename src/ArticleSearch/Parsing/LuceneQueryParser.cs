using System.Globalization;
using System.Text;
using ArticleSearch.Analysis;
using ArticleSearch.Indexing;
using ArticleSearch.Matching.Automata;
using ArticleSearch.Queries;
using Kind = ArticleSearch.Parsing.LuceneTokenKind;

namespace ArticleSearch.Parsing;

/// <summary>
/// The strict front door: the syntax of Lucene 8's classic query parser with its default settings, and the queries it makes, to
/// its odd corners. What it refuses is refused with a column and one sentence. It never mends anything.
/// Longer than most files: one method a rule of the grammar, read beside it.
/// </summary>
/// <remarks>
/// <code>
/// query       = clauses                             at least one clause
/// clauses     = ( words | [modifier] clause ) { words | [conjunction] [modifier] clause }
/// words       = term term { term }                  analysed as one text, as long as no : * ~ ^ AND OR comes after the next one
/// conjunction = "AND" | "&amp;&amp;" | "OR" | "||"
/// modifier    = "+" | "-" | "!" | "NOT"
/// clause      = [ ( term | "*" ) ":" ] ( item | "(" clauses ")" [ "^" number ] )
/// item        = ( term | "*" | prefix* | wild?card | /regexp/ | bare + - ! ) [ suffixes ]
///             | "phrase" [ suffixes ]
///             | ( "[" | "{" ) bound "TO" bound ( "]" | "}" ) [ "^" number ]
/// suffixes    = "^" number [ "~" … ] | "~" … [ "^" number ]
/// </code>
/// AND binds no tighter than OR: it makes its two neighbours required, nothing else. A clause that the analysis leaves nothing of
/// disappears, and with it what its modifier said. Three things differ from Lucene on purpose: nesting ends at
/// <see cref="QueryLimits.Depth"/> and not at the end of the stack; wildcard patterns are never too complex; how complex a regular
/// expression may be is measured otherwise.
/// </remarks>
internal ref struct LuceneQueryParser
{
    private readonly string _text;
    private readonly List<LuceneToken> _tokens;
    private readonly FieldAnalysis _analysis;
    private int _at;
    private int _depth;

    private LuceneQueryParser(string text, AnalysisChain chain)
    {
        _text = text;
        _tokens = LuceneLexer.Read(text);
        _analysis = new FieldAnalysis(chain, WordLimits.Default);
    }

    private enum Conjunction
    {
        None,
        And,
        Or,
    }

    /// <summary>Reads a query.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="chain">The chain of the index.</param>
    /// <param name="defaultField">The field of what names none.</param>
    /// <exception cref="QuerySyntaxException">The text is not of this syntax.</exception>
    public static Query Parse(string text, AnalysisChain chain, string defaultField = PassageFields.Text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parser = new LuceneQueryParser(text, chain);
        var query = parser.Clauses(defaultField);
        return parser.Next.Kind switch
        {
            Kind.End => query ?? new MatchNoneQuery(),
            Kind.CloseParenthesis => throw parser.Error("query.parenthesis.opening", $"there is no \"(\" to this \")\"."),
            _ => throw parser.Unexpected(),
        };
    }

    private readonly LuceneToken Next => _tokens[_at];

    private Query? Clauses(string field)
    {
        int start = Next.Start;
        var clauses = new List<BooleanClause>();
        Query? first;
        if (ManyWordsFollow)
        {
            first = Words(field, clauses);
        }
        else
        {
            var occur = Modifier();
            first = Clause(field);
            Add(clauses, Conjunction.None, occur, first);
            first = occur == Occur.Should ? first : null;
        }

        while (ClauseFollows)
        {
            if (ManyWordsFollow)
            {
                Words(field, clauses);
            }
            else
            {
                var conjunction = Conjoin();
                Add(clauses, conjunction, Modifier(), Clause(field));
            }
        }

        if (clauses.Count == 1 && first is not null)
        {
            return first;
        }

        if (clauses.Count > QueryLimits.Clauses)
        {
            throw TooManyClauses(start);
        }

        return clauses.Count == 0 ? null : new BooleanQuery([.. clauses]);
    }

    private readonly bool ClauseFollows => Next.Kind is Kind.And or Kind.Or or Kind.Not or Kind.Plus or Kind.Minus or Kind.BareOperator
        or Kind.OpenParenthesis or Kind.Star or Kind.Phrase or Kind.Term or Kind.Prefix or Kind.Wildcard or Kind.Regexp
        or Kind.OpenRange or Kind.OpenExclusiveRange;

    private readonly bool ManyWordsFollow => Next.Kind == Kind.Term && IsPlainWord(_at + 1);

    /// <summary>Whether there is a term that nothing after it makes more than a word.</summary>
    private readonly bool IsPlainWord(int at) => _tokens[at].Kind == Kind.Term
        && _tokens[at + 1].Kind is not (Kind.Colon or Kind.Star or Kind.Tilde or Kind.Caret or Kind.And or Kind.Or);

    /// <summary>Words in a row are one text for the chain; its terms become clauses side by side.</summary>
    private Query? Words(string field, List<BooleanClause> clauses)
    {
        int start = Next.Start;
        var text = new StringBuilder(Unescape(Take()));
        do
        {
            text.Append(' ').Append(Unescape(Take()));
        }
        while (IsPlainWord(_at));

        var query = _analysis.Words(field, text.ToString());
        switch (query)
        {
            case null:
                break;
            case BooleanQuery terms:
                clauses.AddRange(terms.Clauses);
                if (terms.Clauses.Length > QueryLimits.Clauses)
                {
                    throw TooManyClauses(start);
                }

                break;
            default:
                clauses.Add(new BooleanClause(Occur.Should, query));
                break;
        }

        return query;
    }

    private static void Add(List<BooleanClause> clauses, Conjunction conjunction, Occur occur, Query? query)
    {
        if (conjunction == Conjunction.And && clauses.Count > 0 && clauses[^1].Occur != Occur.MustNot)
        {
            clauses[^1] = clauses[^1] with { Occur = Occur.Must };
        }

        if (query is not null)
        {
            clauses.Add(new BooleanClause(conjunction == Conjunction.And && occur == Occur.Should ? Occur.Must : occur, query));
        }
    }

    private Conjunction Conjoin()
    {
        var conjunction = Next.Kind switch
        {
            Kind.And => Conjunction.And,
            Kind.Or => Conjunction.Or,
            _ => Conjunction.None,
        };
        _at += conjunction == Conjunction.None ? 0 : 1;
        return conjunction;
    }

    private Occur Modifier()
    {
        var occur = Next.Kind switch
        {
            Kind.Plus => Occur.Must,
            Kind.Minus or Kind.Not => Occur.MustNot,
            _ => Occur.Should,
        };
        _at += occur == Occur.Should ? 0 : 1;
        return occur;
    }

    private Query? Clause(string field)
    {
        if (Next.Kind is Kind.Term or Kind.Star && _tokens[_at + 1].Kind == Kind.Colon)
        {
            var name = Take();
            field = name.Kind == Kind.Star ? "*" : Unescape(name);
            Take();
        }

        if (Next.Kind != Kind.OpenParenthesis)
        {
            return Item(field);
        }

        var open = Take();
        if (++_depth > QueryLimits.Depth)
        {
            throw ErrorAt("query.deep", $"parentheses are nested too deeply.", open.Start);
        }

        var query = Clauses(field);
        _depth--;
        if (Next.Kind != Kind.CloseParenthesis)
        {
            throw Next.Kind == Kind.End ? Error("query.parenthesis.closing", $"the \")\" to the \"(\" at column {open.Start + 1} is missing.") : Unexpected();
        }

        Take();
        return Boosted(query, Boost());
    }

    private Query? Item(string field)
    {
        var token = Next;
        switch (token.Kind)
        {
            case Kind.OpenRange or Kind.OpenExclusiveRange:
                return Range(field);
            case Kind.Term or Kind.Star or Kind.Prefix or Kind.Wildcard or Kind.Regexp or Kind.BareOperator or Kind.Phrase:
                Take();
                break;
            default:
                throw Unexpected();
        }

        float? boost = Boost();
        LuceneToken? tilde = Next.Kind == Kind.Tilde ? Take() : null;
        if (tilde is not null && boost is null)
        {
            boost = Boost();
        }

        return Boosted(Item(field, token, tilde), boost);
    }

    private readonly Query? Item(string field, LuceneToken token, LuceneToken? tilde)
    {
        if (token.Kind == Kind.Phrase)
        {
            return Phrase(field, token, tilde);
        }

        string image = Image(token);
        string text = token.Kind == Kind.BareOperator ? image[..1] : Unescape(token);
        switch (token.Kind)
        {
            case Kind.Star or Kind.Wildcard when field == "*" && image == "*":
                return new MatchAllQuery();
            case Kind.Star or Kind.Wildcard:
                return image[0] is '*' or '?'
                    ? throw ErrorAt("query.wildcard", $"a word may not begin with a wildcard.", token.Start)
                    : new WildcardQuery(field, WildcardPattern.Normalize(image, field, _analysis));
            case Kind.Prefix:
                string prefix = Unescape(token with { Length = token.Length - 1 });
                return prefix.StartsWith('*')
                    ? throw ErrorAt("query.star", $"a prefix may not begin with a star.", token.Start)
                    : new PrefixQuery(field, _analysis.Normalize(field, prefix));
            case Kind.Regexp:
                return Regexp(field, token);
            default:
                return tilde is { } fuzzy ? Fuzzy(field, text, fuzzy) : _analysis.Words(field, text);
        }
    }

    private readonly Query? Phrase(string field, LuceneToken token, LuceneToken? tilde)
    {
        int slop = tilde is { } sloppy && LooseNumber.Parse(_text.AsSpan(sloppy.Start + 1, sloppy.Length - 1)) is { } number
            ? LooseNumber.Truncate(number)
            : 0;
        var query = _analysis.Phrase(field, Unescape(Inner(token)), slop);
        return query is PhraseQuery && slop < 0 ? throw ErrorAt("query.near", $"the words of a phrase cannot be less than no words apart.", tilde!.Value.Start) : query;
    }

    private readonly FuzzyQuery Fuzzy(string field, string text, LuceneToken tilde)
    {
        string term = _analysis.Normalize(field, text);
        float similarity = LooseNumber.Parse(_text.AsSpan(tilde.Start + 1, tilde.Length - 1)) ?? LevenshteinAutomaton.MaxEdits;
        if (similarity < 0)
        {
            throw ErrorAt("query.edits.negative", $"a number of edits cannot be less than 0.", tilde.Start);
        }

        if (similarity >= 1 && similarity != LooseNumber.Truncate(similarity))
        {
            throw ErrorAt("query.edits.whole", $"a number of edits must be whole: ~1 or ~2.", tilde.Start);
        }

        // Below 1, it is the old way of asking: the part of the letters that must be alike.
        int edits = similarity >= 1 ? LooseNumber.Truncate(Math.Min(similarity, LevenshteinAutomaton.MaxEdits))
            : similarity == 0 || float.IsNaN(similarity) ? 0
            : Math.Min((int)((1d - similarity) * term.EnumerateRunes().Count()), LevenshteinAutomaton.MaxEdits);
        return new FuzzyQuery(field, term, edits);
    }

    private readonly RegexpQuery Regexp(string field, LuceneToken token)
    {
        var inner = Inner(token);
        string written = Image(inner);
        string pattern = _analysis.Normalize(field, written);
        try
        {
            _ = new RegexpMatcher(pattern);
        }
        catch (QuerySyntaxException e)
        {
            // Letters that the chain dropped stood at the start.
            int dropped = Math.Max(0, written.Length - pattern.Length);
            throw e.At(inner.Start + Math.Min(inner.Length, dropped + e.Column - 1) + 1);
        }

        return new RegexpQuery(field, pattern);
    }

    private Query? Range(string field)
    {
        bool includesLower = Take().Kind == Kind.OpenRange;
        string? lower = Bound(field);
        if (Next.Kind != Kind.To)
        {
            throw Error("query.range", $"a range is written [from TO to].");
        }

        Take();
        string? upper = Bound(field);
        if (Next.Kind is not (Kind.CloseRange or Kind.CloseExclusiveRange))
        {
            throw Error("query.range.closing", $"the \"]\" or \"}}\" of a range is missing.");
        }

        bool includesUpper = Take().Kind == Kind.CloseRange;
        return Boosted(new TermRangeQuery(field, lower, upper, includesLower, includesUpper), Boost());
    }

    private string? Bound(string field)
    {
        if (Next.Kind is not (Kind.Bound or Kind.QuotedBound or Kind.To))
        {
            throw Error("query.range", $"a range is written [from TO to].");
        }

        var token = Take();
        string bound = Unescape(token.Kind == Kind.QuotedBound ? Inner(token) : token);
        return token.Kind != Kind.QuotedBound && Image(token) == "*" ? null : _analysis.Normalize(field, bound);
    }

    private float? Boost()
    {
        if (Next.Kind != Kind.Caret)
        {
            return null;
        }

        Take();
        if (Next.Kind != Kind.Number)
        {
            throw Error("query.boost", $"a number must follow \"^\", as in ^2 or ^0.5.");
        }

        var number = Take();
        float boost = float.Parse(Image(number), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
        return float.IsFinite(boost) ? boost : throw ErrorAt("query.boost.great", $"the boost is too great.", number.Start);
    }

    private static Query? Boosted(Query? query, float? boost) => query is null || boost is null ? query : new BoostQuery(query, boost.Value);

    /// <summary>A token's text without its escapes.</summary>
    private readonly string Unescape(LuceneToken token) => LuceneEscapes.Remove(_text.AsSpan(token.Start, token.Length), token.Start);

    private LuceneToken Take() => _tokens[_at++];

    private readonly string Image(LuceneToken token) => _text.Substring(token.Start, token.Length);

    private static LuceneToken Inner(LuceneToken token) => token with { Start = token.Start + 1, Length = token.Length - 2 };

    private readonly QuerySyntaxException Unexpected() => Next.Kind switch
    {
        Kind.End when _tokens.Count == 1 => Error("query.empty", $"the query is empty."),
        Kind.End => Error("query.end", $"the query ends where a word, a phrase or a group should follow."),
        Kind.Error => _text[Next.Start] switch
        {
            '"' => Error("query.quote", $"the closing quotation mark of this phrase is missing."),
            '/' => Error("query.slash", $"the closing \"/\" of this regular expression is missing."),
            '\\' => Error("query.escape", $"there is nothing after \"\\\" that it could take the meaning from."),
            var c => Error("query.sign", $"\"{c}\" is not expected here; write \\{c} if it is meant as text."),
        },
        Kind.CloseParenthesis => Error("query.nothing", $"the parentheses hold nothing, or end where a word should follow."),
        _ => Error("query.unexpected", $"\"{Image(Next)}\" is not expected here."),
    };

    private readonly QuerySyntaxException TooManyClauses(int start) =>
        ErrorAt("query.clauses", $"there are more than {QueryLimits.Clauses:N0} clauses side by side.", start);

    private readonly QuerySyntaxException Error(string name, FormattableString reason) => ErrorAt(name, reason, Next.Start);

    private static QuerySyntaxException ErrorAt(string name, FormattableString reason, int start) => new(name, reason, start + 1);
}
