using System.Collections.Immutable;
using ArticleSearch.Matching;
using ArticleSearch.Queries;

namespace ArticleSearch.Expanding;

/// <summary>Spells out what the words of a query match, each with how many passages have it. Counts are exact; deleted passages do not count.</summary>
internal sealed class VariantList(IndexSearcher searcher, CancellationToken cancellation)
{
    /// <summary>The variants of all words of a query, word by word, from near to far; those that no passage has are left out.</summary>
    public IReadOnlyList<Variant> Of(Query query)
    {
        var variants = new List<Variant>();
        var words = new HashSet<string>(StringComparer.Ordinal);
        foreach (var group in searcher.WordsOf(query, cancellation))
        {
            if (!words.Add(group.Word))
            {
                continue;
            }

            foreach (var variant in group.Variants)
            {
                foreach (var (row, passages) in Rows(group.Fields, variant.Parts))
                {
                    variants.Add(new Variant
                    {
                        Word = group.Word,
                        Term = string.Join(' ', row.Select(part => part.Terms[0])).Replace("' ", "'", StringComparison.Ordinal),
                        Level = variant.Level,
                        Reason = variant.Reason,
                        Weight = variant.Weight,
                        Passages = passages,
                    });
                }
            }
        }

        return variants;
    }

    /// <summary>
    /// Every way to choose one term of each place that a passage has. Places are chosen one by one, and only what some passage has with
    /// the places before is followed: of ten places with ten terms each there are more ways than can be asked for.
    /// </summary>
    private List<(ImmutableArray<PhrasePart> Row, long Passages)> Rows(ImmutableArray<string> fields, ImmutableArray<PhrasePart> parts)
    {
        List<(ImmutableArray<PhrasePart> Row, long Passages)> rows = [(parts, parts.All(part => part.Terms.Length == 1) ? Count(fields, parts) : 1)];
        for (int place = 0; place < parts.Length; place++)
        {
            if (parts[place].Terms.Length == 1)
            {
                continue;
            }

            var chosen = new List<(ImmutableArray<PhrasePart>, long)>();
            foreach (var (row, _) in rows)
            {
                foreach (string term in parts[place].Terms)
                {
                    var narrower = row.SetItem(place, new PhrasePart(parts[place].Position, [term]));
                    if (Count(fields, narrower) is var passages and > 0)
                    {
                        chosen.Add((narrower, passages));
                    }
                }
            }

            rows = chosen;
        }

        rows.RemoveAll(row => row.Passages == 0);
        return rows;
    }

    private long Count(ImmutableArray<string> fields, ImmutableArray<PhrasePart> row)
    {
        var clauses = fields.Select(field => new BooleanClause(
            Occur.Should,
            row is [{ Terms: [var term] }] ? new TermQuery(field, term) : new PhraseQuery(field, row)));
        return searcher.Visit(new BooleanQuery([.. clauses]), new Counter(), cancellation);
    }

    private sealed class Counter : HitCollector
    {
        public override bool NeedsScores => false;

        public override void Add(int document, float score)
        {
        }

        public override ImmutableArray<ScoredDocument> ToSorted() => [];
    }
}
