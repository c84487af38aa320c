using System.Collections.Immutable;
using ArticleSearch.Analysis;
using ArticleSearch.Indexing;
using ArticleSearch.Queries;

namespace ArticleSearch.Parsing;

/// <summary>How far from the words of a query those of a text may be, where the query does not say so itself.</summary>
/// <param name="Farthest">The farthest level for bare words.</param>
/// <param name="Variants">Whether other spellings of names, and what acronyms stand for, are taken for them.</param>
/// <param name="AllWords">Whether little words and words of asking are sought like any others: to find out what leaving them out is good for.</param>
internal readonly record struct WordLimits(MatchLevel Farthest, bool Variants, bool AllWords = false)
{
    public static WordLimits Default { get; } = new(MatchLevel.Derivation, true);
}

/// <summary>
/// What words and phrases ask for where the chain matches at levels: bare words are looked for as far as the limits say, in the
/// title as well; quoted ones as they stand. It decides what is asked, never what the index has.
/// </summary>
internal sealed class WordReading(AnalysisChain chain, WordLimits limits)
{
    // A phrase of compounds has more ways to be cut than anybody means.
    private const int MostCuts = 16;

    /// <summary>Any of the words of a text; null if it has none.</summary>
    public Query? Words(string field, string text) => Words(field, text, limits.Farthest);

    /// <summary>As <see cref="Words(string, string)"/>, at a level of its own.</summary>
    public Query? Words(string field, string text, MatchLevel farthest)
    {
        var words = chain.ReadQuery(text);
        return words.Count switch
        {
            0 => null,
            1 => Word(field, words[0], farthest),
            _ => AnyWord(field, text, words, farthest),
        };
    }

    private BooleanQuery AnyWord(string field, string text, IReadOnlyList<QueryWord> words, MatchLevel farthest)
    {
        var clauses = ImmutableArray.CreateBuilder<BooleanClause>(words.Count);
        for (int place = 0; place < words.Count; place++)
        {
            var word = Word(field, words[place], farthest) with { Place = place, Emphasis = WordEmphasis.Of(text, words, place) };
            clauses.Add(new BooleanClause(Occur.Should, word));
        }

        return new BooleanQuery(clauses.MoveToImmutable());
    }

    /// <summary>
    /// All that a piece of text without spaces asks for where it is required or excluded as one: without the elided article,
    /// and next to each other if it is several words.
    /// </summary>
    public Query? Whole(string field, string text)
    {
        var words = chain.ReadQuery(text);
        QueryWord[] said = [.. words.Where(word => word.Role == WordRole.Content).DefaultIfEmpty(words.Count > 0 ? words[0] : null!)];
        return said switch
        {
            [null] => null,
            [var word] => Word(field, word with { Role = WordRole.Content }, limits.Farthest),
            _ => Phrase(field, text, 0),
        };
    }

    /// <summary>The words of a text one after another, as they are written, little words and all; null if it has none.</summary>
    public Query? Phrase(string field, string text, int slop)
    {
        var words = chain.ReadQuery(text);
        if (words.Count == 0)
        {
            return null;
        }

        if (words is [{ Spellings: [[_], ..] } word])
        {
            return Word(field, word with { Role = WordRole.Content }, MatchLevel.Exact);
        }

        var clauses = Fields(field).SelectMany(one => Cuts(words).Select(terms => new BooleanClause(
            Occur.Should,
            new PhraseQuery(one, [.. terms.Select((term, place) => new PhrasePart(place, [term]))], slop, Forgives: true))));
        return AnyOf([.. clauses]);
    }

    /// <summary>
    /// Words of which the last is only begun, where the chain cuts what was typed into several (<c>nord-cor*</c>); null if it does not.
    /// </summary>
    public Query? Begun(string field, string text)
    {
        ImmutableArray<string> terms = [.. chain.ReadQuery(text).Where(word => word.Role == WordRole.Content).Take(1).SelectMany(word => word.Spellings[0])];
        return terms.Length < 2
            ? null
            : AnyOf([.. Fields(field).Select(one => new BooleanClause(
                Occur.Should,
                new PhraseQuery(one, [.. terms.Select((term, place) => new PhrasePart(place, [term]))], 0, Forgives: true, OpenEnd: true)))]);
    }

    /// <summary>A pattern over the words as they are written, in the fields that are meant.</summary>
    public static Query Pattern(string field, Func<string, Query> of) =>
        AnyOf([.. Fields(field).Select(one => new BooleanClause(Occur.Should, of(one)))]);

    private WordQuery Word(string field, QueryWord word, MatchLevel farthest) =>
        new(field, word.Spellings, limits.AllWords ? WordRole.Content : word.Role, farthest, limits.Variants && farthest != MatchLevel.Exact);

    private static Query AnyOf(ImmutableArray<BooleanClause> clauses) =>
        clauses.Length == 1 ? clauses[0].Query : new BooleanQuery(clauses);

    private static ImmutableArray<string> Fields(string field) =>
        field == PassageFields.Anywhere ? [PassageFields.Text, PassageFields.Title] : [field];

    /// <summary>
    /// The rows of terms that the words may be in a text. Words may overlap (<c>porte</c>, <c>avions</c>, and both together as
    /// <c>porte-avions</c>): each way from the start to the end is a row.
    /// </summary>
    private static List<ImmutableArray<string>> Cuts(IReadOnlyList<QueryWord> words)
    {
        var cuts = new List<ImmutableArray<string>>();
        Extend([], words[0].Start);
        return cuts;

        void Extend(ImmutableArray<string> row, int from)
        {
            int next = words.Where(word => word.Start >= from).Select(word => (int?)word.Start).Min() ?? -1;
            if (next < 0)
            {
                if (cuts.Count < MostCuts && !cuts.Exists(cut => cut.SequenceEqual(row, StringComparer.Ordinal)))
                {
                    cuts.Add(row);
                }

                return;
            }

            foreach (var word in words.Where(word => word.Start == next))
            {
                foreach (var spelling in word.Spellings)
                {
                    if (cuts.Count < MostCuts)
                    {
                        Extend(row.AddRange(spelling), Math.Max(word.End, next + 1));
                    }
                }
            }
        }
    }
}
