using ArticleSearch.Expanding;
using ArticleSearch.IndexFormat.Postings;
using ArticleSearch.IndexFormat.Terms;
using ArticleSearch.Matching;
using ArticleSearch.Matching.Automata;
using ArticleSearch.Queries;

namespace ArticleSearch.Highlighting;

/// <summary>
/// Walks over the plan of a query for one document that matches it, and gathers the words that took part: of every clause that
/// matches, and of nothing inside a group that does not. Places come from the postings. For one search, one thread.
/// </summary>
/// <remarks>
/// What the document must have matched to be a hit at all is taken for granted. Clauses on other fields are looked at only where
/// it depends on them whether a group matches.
/// </remarks>
internal sealed class MatchMarker(TermLookup lookup, string field, StoredTokens tokens)
{
    private readonly Dictionary<IndexTerm, (int Word, float Weight)> _words = new(IndexTerm.Comparer);
    private readonly Dictionary<ExpansionNode, TermMatcher> _matchers = new(ReferenceEqualityComparer.Instance);
    private readonly List<Mark> _marks = new(16);
    private int _segment;
    private int _document;

    private SegmentView Segment => lookup.Index.Segments[_segment];

    /// <summary>The words of a document that took part in its match, in no order; valid until the next call.</summary>
    /// <param name="plan">The plan of the query.</param>
    /// <param name="document">A document of the index that matches it.</param>
    public List<Mark> Gather(PlanNode plan, int document)
    {
        (_segment, _document) = lookup.Index.Locate(document);
        _marks.Clear();
        Matches(plan, isKnown: true, boost: 1);
        return _marks;
    }

    /// <summary>Whether a node matches the document; if it does, the marks below it are added.</summary>
    /// <param name="node">The node.</param>
    /// <param name="isKnown">Whether it is known to match.</param>
    /// <param name="boost">The boosts above it.</param>
    private bool Matches(PlanNode node, bool isKnown, float boost) => node switch
    {
        TermNode term => Term(term.Term, isKnown, boost),
        WordNode word => Word(word.Group, boost),
        PhraseNode phrase => Phrase(phrase.Phrase, isKnown, boost),
        ExpansionNode expansion => Expansion(expansion, isKnown, boost),
        BooleanNode join => isKnown ? KnownJoin(join, boost) : Join(join, boost),
        BoostNode boosted => Matches(boosted.Inner, isKnown, boost * boosted.Boost),
        ConstantNode constant => Matches(constant.Inner, isKnown, boost),
        AllNode => true,
        NoneNode => false,
        _ => throw new ArgumentException($"There are no marks for {node.GetType().Name}.", nameof(node)),
    };

    private bool KnownJoin(BooleanNode join, float boost)
    {
        foreach (var (occur, node) in join.Clauses)
        {
            if (occur != Occur.MustNot && MayMark(node))
            {
                Matches(node, isKnown: occur != Occur.Should || join.Clauses.Length == 1, boost);
            }
        }

        return true;
    }

    private bool Join(BooleanNode join, float boost)
    {
        int marks = _marks.Count;
        int options = 0;
        bool matches = true;
        bool anyRequired = false;
        foreach (var (occur, node) in join.Clauses)
        {
            bool fits = matches && Matches(node, isKnown: false, boost);
            anyRequired |= occur is Occur.Must or Occur.Filter;
            options += occur == Occur.Should && fits ? 1 : 0;
            matches &= occur == Occur.Should || fits != (occur == Occur.MustNot);
        }

        matches &= options >= Math.Max(join.MinimumShouldMatch, anyRequired ? 0 : 1);
        if (!matches)
        {
            _marks.RemoveRange(marks, _marks.Count - marks);
        }

        return matches;
    }

    private bool Term(IndexTerm term, bool isKnown, float boost)
    {
        if (term.Field != field)
        {
            return isKnown || (lookup.Locate(term).States[_segment] is { } there && Contains(Segment.Terms(term.Field)!, there));
        }

        return lookup.Locate(term).States[_segment] is { } state && Mark(Segment.Terms(field)!, state, term, boost);
    }

    /// <summary>
    /// Every way of writing the word that stands in the document. There may be many of which the text has one or two: only those
    /// are looked up.
    /// </summary>
    private bool Word(WordGroup group, float boost)
    {
        bool any = false;
        foreach (string one in group.Fields)
        {
            foreach (var variant in group.Variants)
            {
                if (one == field && !variant.Parts.All(part => part.Terms.Any(tokens.Has)))
                {
                    continue;
                }

                any |= variant.IsTerm
                    ? Term(new IndexTerm(one, variant.Parts[0].Terms[0]), isKnown: false, boost * variant.Weight)
                    : Phrase(new PhraseQuery(one, variant.Parts), isKnown: false, boost * variant.Weight);
            }
        }

        return any;
    }

    private bool Phrase(PhraseQuery phrase, bool isKnown, float boost)
    {
        if (phrase.Field != field && isKnown)
        {
            return true;
        }

        bool any = false;
        foreach (var places in PhraseMatches.Enumerate(Segment, phrase, _document))
        {
            any = true;
            if (phrase.Field != field)
            {
                break;
            }

            for (int i = 0; i < places.Length; i++)
            {
                Add(places[i].Position, places[i].StartOffset, places[i].EndOffset, new IndexTerm(field, phrase.Parts[i].Terms[0]), boost);
            }
        }

        return any;
    }

    /// <summary>
    /// The terms of a pattern in the document. Its own words are tried first, which are few; the dictionary is walked only if
    /// none of them is a term that the index has for it, or if the field is another one.
    /// </summary>
    private bool Expansion(ExpansionNode expansion, bool isKnown, float boost)
    {
        bool isOther = FieldOf(expansion.Pattern) != field;
        if (Segment.Terms(FieldOf(expansion.Pattern)) is not { } terms || (isOther && isKnown))
        {
            return isKnown;
        }

        bool any = false;
        if (!isOther)
        {
            if (!_matchers.TryGetValue(expansion, out var matcher))
            {
                matcher = TermMatchers.For(expansion.Pattern);
                _matchers.Add(expansion, matcher);
            }

            foreach (byte[] bytes in tokens.Terms)
            {
                if (matcher.Matches(bytes))
                {
                    any |= Term(new IndexTerm(field, bytes), isKnown: false, boost);
                }
            }
        }

        return any || ((isOther || isKnown) && Walk(expansion, terms, isOther, boost));
    }

    private bool Walk(ExpansionNode expansion, FieldTerms terms, bool stopsAtFirst, float boost)
    {
        bool any = false;
        var matching = PatternTerms.Open(expansion.Pattern, terms);
        while (!(any && stopsAtFirst) && matching.MoveNext())
        {
            any |= stopsAtFirst ? Contains(terms, matching.State) : Mark(terms, matching.State, new IndexTerm(field, matching.Term), boost);
        }

        return any;
    }

    private bool Contains(FieldTerms terms, TermState state) =>
        terms.OpenPostings(state, PostingsFeatures.Documents).Advance(_document) == _document;

    private bool Mark(FieldTerms terms, TermState state, IndexTerm term, float boost)
    {
        var postings = terms.OpenPostings(state, PostingsFeatures.Offsets);
        if (postings.Advance(_document) != _document)
        {
            return false;
        }

        if (terms.Field.IndexOptions >= IndexFormat.Segments.IndexOptions.Positions)
        {
            for (int left = postings.Frequency; left > 0; left--)
            {
                int position = postings.NextPosition();
                Add(position, postings.StartOffset, postings.EndOffset, term, boost);
            }
        }

        return true;
    }

    private void Add(int position, int start, int end, IndexTerm term, float boost)
    {
        if (start < 0)
        {
            (start, end) = tokens.PlaceOf(position);
        }

        if (!_words.TryGetValue(term, out var word))
        {
            long documents = lookup.Index.Field(field)?.DocumentCount ?? 0;
            long holding = lookup.Locate(term).Statistics.DocumentFrequency;
            word = (_words.Count, boost * (float)Math.Log(1 + ((documents - holding + 0.5) / (holding + 0.5))));
            _words.Add(term, word);
        }

        _marks.Add(new Mark(start, end, word.Word, word.Weight));
    }

    /// <summary>Whether there is anything of the field below a node that could be marked.</summary>
    private bool MayMark(PlanNode node) => node switch
    {
        TermNode term => term.Term.Field == field,
        WordNode word => word.Group.Fields.Contains(field),
        PhraseNode phrase => phrase.Phrase.Field == field,
        ExpansionNode expansion => FieldOf(expansion.Pattern) == field,
        BooleanNode join => join.Clauses.Any(clause => clause.Occur != Occur.MustNot && MayMark(clause.Node)),
        BoostNode boosted => MayMark(boosted.Inner),
        ConstantNode constant => MayMark(constant.Inner),
        _ => false,
    };

    private static string FieldOf(Query pattern) => pattern switch
    {
        PrefixQuery prefix => prefix.Field,
        WildcardQuery wildcard => wildcard.Field,
        RegexpQuery regexp => regexp.Field,
        TermRangeQuery range => range.Field,
        _ => throw new ArgumentException($"{pattern.GetType().Name} is no pattern of terms.", nameof(pattern)),
    };
}
