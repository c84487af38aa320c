using System.Collections.Immutable;
using ArticleSearch.Queries;

namespace ArticleSearch.Tests.Matching;

/// <summary>Random documents over few words, and random queries of every kind over the same words.</summary>
internal sealed class RandomQueries(Random random)
{
    private static readonly string[] Words =
    [
        "arme", "armes", "armee", "larme", "charme", "paix", "pais", "pas", "passe", "guerre", "guere", "russie", "russe", "ruse",
        "oeil", "œil", "été", "ete", "livre", "livrer", "aide", "aides", "\U0001D49C", "z",
    ];

    public static readonly string[] Dates = ["2022", "2022-11", "2023-01", "2023-02-14", "2023-09", "2024"];

    public Random Random => random;

    /// <summary>A word, the first ones more often.</summary>
    public string Word() => Words[Math.Min(random.Next(Words.Length), random.Next(Words.Length))];

    public Dictionary<string, string> Document()
    {
        var document = new Dictionary<string, string>(StringComparer.Ordinal);
        if (random.Next(10) > 0)
        {
            document["text"] = Text(random.Next(4) == 0 ? random.Next(1, 300) : random.Next(1, 12));
        }

        if (random.Next(3) > 0)
        {
            document["title"] = Text(random.Next(1, 4));
        }

        if (random.Next(4) > 0)
        {
            document["date"] = Dates[random.Next(Dates.Length)];
        }

        return document;
    }

    public Query Query(int depth = 3) => random.Next(depth > 0 ? 22 : 12) switch
    {
        0 or 1 or 2 or 3 => new TermQuery(Field(), Word()),
        4 => new TermQuery("date", Dates[random.Next(Dates.Length)]),
        5 => Phrase(),
        6 => Phrase(),
        7 => Prefix(),
        8 => new WildcardQuery(Field(), Wildcard()),
        9 => new FuzzyQuery(Field(), Word(), random.Next(3), random.Next(3), random.Next(3) == 0 ? random.Next(1, 6) : 50),
        10 => Range(),
        11 => random.Next(4) switch
        {
            0 => new MatchAllQuery(),
            1 => new MatchNoneQuery(),
            2 => new RegexpQuery(Field(), Word()[0] is var first && char.IsAsciiLetter(first) ? first + ".{1,4}e?" : "[a-g].*"),
            _ => new TermQuery("none", "x"),
        },
        12 => new BoostQuery(Query(depth - 1), random.Next(6) switch { 0 => 0f, 1 => 1f, 2 => 2f, 3 => 0.3f, _ => random.NextSingle() * 5 }),
        13 => new ConstantScoreQuery(Query(depth - 1)),
        _ => Boolean(depth),
    };

    private PrefixQuery Prefix()
    {
        string word = Word();
        return new PrefixQuery(Field(), word[..Math.Min(word.Length, random.Next(1, 4))].TrimEnd('\uD835'));
    }

    private BooleanQuery Boolean(int depth)
    {
        int count = random.Next(8) == 0 ? random.Next(2) : random.Next(2, 6);
        int shoulds = random.Next(2);
        var clauses = Enumerable.Range(0, count).Select(_ => new BooleanClause(
            random.Next(10) switch
            {
                < 5 => shoulds == 0 ? Occur.Should : Occur.Must,
                5 or 6 => Occur.Should,
                7 => Occur.Must,
                8 => Occur.Filter,
                _ => Occur.MustNot,
            },
            Query(depth - 1))).ToList();
        if (count > 1 && random.Next(6) == 0)
        {
            clauses.Add(clauses[0] with { Occur = (Occur)random.Next(4) });
        }

        return new BooleanQuery([.. clauses], random.Next(5) == 0 ? random.Next(1, 4) : 0);
    }

    private PhraseQuery Phrase()
    {
        int count = random.Next(10) == 0 ? 1 : random.Next(2, 5);
        int position = random.Next(5) == 0 ? 1 : 0;
        bool manyTerms = random.Next(4) == 0;
        bool repeats = random.Next(3) == 0;
        string[] few = [Word(), Word()];
        var parts = ImmutableArray.CreateBuilder<PhrasePart>();
        for (int i = 0; i < count; i++)
        {
            ImmutableArray<string> terms = [.. Enumerable.Range(0, manyTerms ? random.Next(1, 4) : 1)
                .Select(_ => repeats ? few[random.Next(2)] : Word()).Distinct(StringComparer.Ordinal)];
            parts.Add(new PhrasePart(position, terms));
            position += random.Next(6) == 0 ? 2 : 1;
        }

        return new PhraseQuery(Field(), parts.ToImmutable(), random.Next(2) == 0 ? 0 : random.Next(1, 8));
    }

    private TermRangeQuery Range()
    {
        bool dates = random.Next(2) == 0;
        string[] ends = [dates ? Dates[random.Next(Dates.Length)] : Word(), dates ? Dates[random.Next(Dates.Length)] : Word()];
        if (random.Next(8) > 0)
        {
            Array.Sort(ends, StringComparer.Ordinal);
        }

        return new TermRangeQuery(
            dates ? "date" : Field(),
            random.Next(5) == 0 ? null : ends[0],
            random.Next(5) == 0 ? null : ends[1],
            random.Next(2) == 0,
            random.Next(2) == 0);
    }

    private string Wildcard()
    {
        string word = Word();
        int at = random.Next(word.Length);
        return random.Next(4) switch
        {
            0 => "*" + word[^1],
            1 => word[..1].TrimEnd('\uD835') + "*" + word[^1..].TrimStart('\uDC9C'),
            2 => char.IsSurrogate(word[at]) ? "?" : word[..at] + "?" + word[(at + 1)..],
            _ => "*" + (char.IsSurrogate(word[at]) ? 'a' : word[at]) + "*",
        };
    }

    private string Field() => random.Next(5) == 0 ? "title" : "text";

    private string Text(int length) =>
        string.Join(' ', Enumerable.Range(0, length).Select(_ => random.Next(12) == 0 ? "_" : Word()));
}
