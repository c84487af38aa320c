using ArticleSearch.Expanding;
using ArticleSearch.Matching;
using ArticleSearch.Queries;
using ArticleSearch.Ranking;
using ArticleSearch.Scoring;

namespace ArticleSearch.Tests.Ranking;

/// <summary>A passage as plain words.</summary>
/// <param name="Article">Its article; passages of one follow each other.</param>
/// <param name="Fields">Field to words.</param>
/// <param name="IsLive">Whether it is not deleted.</param>
internal sealed record PlainPassage(string Article, IReadOnlyDictionary<string, string> Fields, bool IsLive)
{
    private readonly Dictionary<string, string[]> _words = Fields.ToDictionary(field => field.Key, field => field.Value.Split(' '), StringComparer.Ordinal);

    public string[] Words(string field) => _words.GetValueOrDefault(field, []);

    /// <summary>The length that a norm keeps.</summary>
    public int Length(string field)
    {
        int length = Words(field).Length;
        int norm = 255;
        while (EncodedLength.Decode(norm) > length)
        {
            norm--;
        }

        return EncodedLength.Decode(norm);
    }
}

/// <summary>
/// The ranking straight from its formula, over passages that are lists of words: the slow twin of windows, readers, bounds and cursors.
/// </summary>
internal sealed class SlowRanking(IReadOnlyList<PlainPassage> passages, RankingParameters parameters)
{
    private const int Unit = 256;
    private readonly Dictionary<string, int> _having = new(StringComparer.Ordinal);
    private readonly Dictionary<string, double> _averages = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _holding = new(StringComparer.Ordinal);

    /// <summary>A piece of evidence: what is counted and its weight; a condition where it has no variants.</summary>
    private sealed record Piece(double Weight, List<(string Field, int Units, PhrasePart[] Parts)>? Variants, PlanNode? Condition, int Place);

    public (List<ScoredDocument> Hits, int Total) Search(PlanNode plan, int top, bool byArticle)
    {
        var pieces = new List<Piece>();
        Gather(plan, 1f, pieces);
        int[] matching = [.. Enumerable.Range(0, passages.Count).Where(document => passages[document].IsLive && Matches(plan, passages[document]))];
        var scored = matching.Select(document => new ScoredDocument(document, Base(pieces, document))).ToArray();
        int room = top == 0 ? 0 : Math.Max(parameters.Candidates, 2 * top);
        var results = byArticle
            ? scored.GroupBy(hit => ArticleOf(hit.Document).Start).Select(article => Sorted(article).Take(3).ToArray()).ToArray()
            : [.. scored.Select(hit => new[] { hit })];
        int total = results.Length;
        var hits = results
            .OrderByDescending(result => result[0].Score).ThenBy(result => result[0].Document)
            .Take(room)
            .Select(result => Sorted(result.Select(hit => hit with { Score = hit.Score + Close(pieces, hit.Document) })).First());
        return ([.. Sorted(hits).Take(top)], total);
    }

    public float Score(PlanNode plan, int document)
    {
        var pieces = new List<Piece>();
        Gather(plan, 1f, pieces);
        return Base(pieces, document) + Close(pieces, document);
    }

    public bool Matches(PlanNode node, PlainPassage passage) => node switch
    {
        WordNode word => word.Group.Fields.Any(field => word.Group.Variants.Any(variant => Count(passage, field, [.. variant.Parts]) > 0)),
        TermNode term => passage.Words(term.Term.Field).Contains(TextOf(term.Term)),
        PhraseNode phrase => Count(passage, phrase.Phrase.Field, [.. phrase.Phrase.Parts]) > 0,
        ExpansionNode { Pattern: PrefixQuery prefix } => passage.Words(prefix.Field).Any(word => word.StartsWith(prefix.Prefix, StringComparison.Ordinal)),
        BoostNode boost => Matches(boost.Inner, passage),
        ConstantNode constant => Matches(constant.Inner, passage),
        AllNode => true,
        NoneNode => false,
        BooleanNode join => Join(join, passage),
        _ => throw new ArgumentException(node.GetType().Name, nameof(node)),
    };

    private static IEnumerable<ScoredDocument> Sorted(IEnumerable<ScoredDocument> hits) =>
        hits.OrderByDescending(hit => hit.Score).ThenBy(hit => hit.Document);

    private static string TextOf(IndexTerm term) => System.Text.Encoding.UTF8.GetString(term.Bytes);

    private bool Join(BooleanNode join, PlainPassage passage)
    {
        int options = join.Nodes(Occur.Should).Count(node => Matches(node, passage));
        bool anyRequired = join.Count(Occur.Must) + join.Count(Occur.Filter) > 0;
        return join.Nodes(Occur.Must).All(node => Matches(node, passage))
            && join.Nodes(Occur.Filter).All(node => Matches(node, passage))
            && !join.Nodes(Occur.MustNot).Any(node => Matches(node, passage))
            && options >= Math.Max(join.MinimumShouldMatch, anyRequired ? 0 : 1);
    }

    private void Gather(PlanNode node, float boost, List<Piece> pieces)
    {
        switch (node)
        {
            case WordNode { Group: var group } word:
                string counted = group.Fields[0];
                double without = 1;
                foreach (var variant in group.Variants.Where(variant => Rarest(counted, variant.Parts) > 0))
                {
                    without *= 1 - (Math.Min(Rarest(counted, variant.Parts), Having(counted)) / (double)Having(counted));
                }

                pieces.Add(new Piece(
                    boost * word.Emphasis * Rareness(counted, (long)Math.Round(Having(counted) * (1 - without))),
                    [.. group.Fields.SelectMany(field => group.Variants.Select(variant =>
                        (field, Math.Clamp((int)Math.Round(variant.Weight * (double)Unit), 1, Unit), variant.Parts.ToArray())))],
                    null,
                    group.Fields.Contains("text") ? word.Place : -1));
                break;
            case TermNode { Term: var term } when term.Field != "date":
                pieces.Add(new Piece(
                    boost * Rareness(term.Field, Holding(term.Field, [TextOf(term)])),
                    [(term.Field, Unit, [new PhrasePart(0, [TextOf(term)])])],
                    null,
                    -1));
                break;
            case PhraseNode { Phrase: var phrase }:
                double rareness = 0;
                foreach (var part in phrase.Parts)
                {
                    rareness += Rareness(phrase.Field, Holding(phrase.Field, part.Terms));
                }

                pieces.Add(new Piece(boost * rareness, [(phrase.Field, Unit, [.. phrase.Parts])], null, -1));
                break;
            case BoostNode boosted:
                Gather(boosted.Inner, boosted.Boost * boost, pieces);
                break;
            case BooleanNode join:
                foreach (var clause in join.Clauses.Where(clause => clause.Scores))
                {
                    Gather(clause.Node, boost, pieces);
                }

                break;
            case NoneNode:
                break;
            default:
                pieces.Add(new Piece(boost, null, node, -1));
                break;
        }

        // What the index does not have at all is not there.
        pieces.RemoveAll(piece => piece.Variants is { } variants && variants.All(variant => Rarest(variant.Field, variant.Parts) == 0));
    }

    private long Holding(string field, IEnumerable<string> terms) =>
        terms.Sum(term => Once(_holding, $"{field}:{term}", () => (long)passages.Count(passage => passage.Words(field).Contains(term))));

    private long Rarest(string field, IEnumerable<PhrasePart> parts) => parts.Min(part => Holding(field, part.Terms));

    private double Rareness(string field, long n)
    {
        long count = Having(field);
        n = Math.Min(n, count);
        return Math.Log(1 + ((count - n + 0.5) / (n + 0.5)));
    }

    private static int Count(PlainPassage passage, string field, PhrasePart[] parts)
    {
        string[] words = passage.Words(field);
        return Enumerable.Range(0, words.Length).Count(at =>
            parts.All(part => at + part.Position - parts[0].Position is var place && place >= 0 && place < words.Length && part.Terms.Contains(words[place])));
    }

    private static int Parts(Piece piece, PlainPassage passage, bool title) =>
        piece.Variants!.Where(variant => variant.Field == "title" == title).Sum(variant => Count(passage, variant.Field, variant.Parts) * variant.Units);

    private (int Start, int End) ArticleOf(int document)
    {
        int start = document;
        while (start > 0 && passages[start - 1].Article == passages[document].Article)
        {
            start--;
        }

        int end = document + 1;
        while (end < passages.Count && passages[end].Article == passages[document].Article)
        {
            end++;
        }

        return (start, end);
    }

    private int Having(string field) => Once(_having, field, () => passages.Count(passage => passage.Words(field).Length > 0));

    private double Average(string field, string by) => Once(_averages, field + by, () =>
        passages.Sum(passage => passage.Words(field).Length) is > 0 and var sum
            ? (double)sum / Math.Max(1, by == "article" ? passages.Select(one => one.Article).Distinct().Count() : Having(field))
            : 1);

    private static T Once<T>(Dictionary<string, T> known, string key, Func<T> make)
    {
        if (!known.TryGetValue(key, out var value))
        {
            known.Add(key, value = make());
        }

        return value;
    }

    private float Base(List<Piece> pieces, int document)
    {
        var passage = passages[document];
        var (start, end) = ArticleOf(document);
        var living = passages.Take(start..end).Where(one => one.IsLive).ToArray();
        double averagePassage = Average("text", "passage");
        double averageArticle = Average("text", "article");
        double averageTitle = Average("title", "passage");
        double passageK = Unit * parameters.PassageSaturation * (1 - parameters.PassageLength + (parameters.PassageLength * passage.Length("text") / averagePassage));
        double passagesOfOne = (double)passages.Count / passages.Select(one => one.Article).Distinct().Count();
        double saturation = parameters.ArticleSaturation + (parameters.SaturationGrowth * (1 - (parameters.SaturationReach / (parameters.SaturationReach + passagesOfOne - 1))));
        double articleK = saturation
            * ((Unit * (1 - parameters.ArticleLength)) + (Unit * parameters.ArticleLength / averageArticle * living.Sum(one => (long)one.Length("text"))));
        double leadFactor = parameters.LeadWeight * (1 - (parameters.LeadReach / (parameters.LeadReach + living.Length - 1)));
        double titleFactor = parameters.TitleWeight / (1 - parameters.TitleLength + (parameters.TitleLength * passages[start].Length("title") / averageTitle));
        double sum = 0;
        double all = 0;
        double covered = 0;
        foreach (var piece in pieces)
        {
            if (piece.Condition is not null)
            {
                sum += Matches(piece.Condition, passage) ? piece.Weight : 0;
                continue;
            }

            all += piece.Weight;
            double own = Parts(piece, passage, title: false);
            double lead = leadFactor * Parts(piece, living[0], title: false);
            double its = living.Sum(one => (double)Parts(piece, one, title: false)) + lead + (titleFactor * living.Sum(one => (double)Parts(piece, one, title: true)));
            sum += (own > 0 ? piece.Weight * (parameters.PassageShare * (parameters.PassageSaturation + 1)) * (own / (own + passageK)) : 0)
                + (its > 0 ? piece.Weight * (parameters.ArticleShare * (saturation + 1)) * (its / (its + articleK)) : 0);
            covered += own >= Unit ? piece.Weight : piece.Weight * (own / Unit);
        }

        if (covered > 0 && parameters.Coverage > 0)
        {
            double share = Math.Min(1, covered / all);
            sum += parameters.Coverage * all * (parameters.CoveragePower == 1.5 ? share * Math.Sqrt(share) : Math.Pow(share, parameters.CoveragePower));
        }

        return (float)sum;
    }

    private float Close(List<Piece> pieces, int document)
    {
        Piece[] words = [.. pieces.Where(piece => piece.Place >= 0)];
        string[] text = passages[document].Words("text");
        int[][] units = [.. words.Select(word => text.Select(term => word.Variants!
            .Where(variant => variant is { Field: "text", Parts: [{ Terms: [var its] }] } && its == term).Select(variant => variant.Units).DefaultIfEmpty(0).Max()).ToArray())];
        double sum = 0;
        for (int g = 0; g < words.Length; g++)
        {
            for (int h = g + 1; h < words.Length; h++)
            {
                int apart = words[h].Place - words[g].Place;
                if (apart > parameters.ClosenessWindow)
                {
                    continue;
                }

                double best = 0;
                for (int at = 0; at < text.Length; at++)
                {
                    best = Math.Max(best, Nearest(units[g], units[h], at, distance => 1.0 / (1 + Math.Abs(distance - apart))));
                    best = Math.Max(best, Nearest(units[h], units[g], at, distance => parameters.ClosenessReversed / distance));
                }

                sum += parameters.Closeness * Math.Min(1, parameters.ClosenessWords / words.Length) * Math.Min(words[g].Weight, words[h].Weight) / Math.Sqrt(apart) * best;
            }
        }

        if (words.Length > 1 && parameters.Together > 0)
        {
            double most = 0;
            for (int at = 0; at < text.Length; at++)
            {
                double weight = 0;
                for (int word = 0; word < words.Length; word++)
                {
                    weight += words[word].Weight * (units[word].Skip(at).Take(parameters.TogetherWindow).Max() / (double)Unit);
                }

                most = Math.Max(most, weight);
            }

            double all = pieces.Where(piece => piece.Condition is null).Select(piece => piece.Weight).Sum();
            double share = most / all;
            sum += parameters.Together * all * (share * share);
        }

        return (float)sum;
    }

    /// <summary>What the nearest word of one kind before a word of another kind counts.</summary>
    private double Nearest(int[] before, int[] here, int at, Func<int, double> value)
    {
        int last = at - 1;
        while (last >= 0 && before[last] == 0)
        {
            last--;
        }

        return here[at] == 0 || last < 0 || at - last > parameters.ClosenessWindow
            ? 0
            : value(at - last) * ((double)(here[at] * before[last]) / (Unit * Unit));
    }
}
