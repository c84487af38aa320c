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
                foreach (var row in Rows(variant.Parts))
                {
                    long passages = Count(group.Fields, row);
                    if (passages > 0)
                    {
                        variants.Add(new Variant
                        {
                            Word = group.Word,
                            Term = string.Join(' ', row).Replace("' ", "'", StringComparison.Ordinal),
                            Level = variant.Level,
                            Reason = variant.Reason,
                            Weight = variant.Weight,
                            Passages = passages,
                        });
                    }
                }
            }
        }

        return variants;
    }

    /// <summary>Every way to choose one term of each place.</summary>
    private static IEnumerable<ImmutableArray<string>> Rows(ImmutableArray<PhrasePart> parts)
    {
        IEnumerable<ImmutableArray<string>> rows = [[]];
        foreach (var part in parts)
        {
            rows = rows.SelectMany(row => part.Terms.Select(term => row.Add(term)));
        }

        return rows;
    }

    private long Count(ImmutableArray<string> fields, ImmutableArray<string> row)
    {
        var clauses = fields.Select(field => new BooleanClause(
            Occur.Should,
            row.Length == 1
                ? new TermQuery(field, row[0])
                : new PhraseQuery(field, [.. row.Select((term, place) => new PhrasePart(place, [term]))])));
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
