using System.Collections.Immutable;
using System.Globalization;
using ArticleSearch.Indexing;
using ArticleSearch.Matching;

namespace ArticleSearch.Ranking;

/// <summary>Tells how the score of a passage comes about: the same arithmetic as the search's, with what went into it.</summary>
internal sealed class RankingExplainer(RankedPlan plan)
{
    private readonly SearchRoom _room = new(plan.Index.Segments.Length);
    private readonly ArticleScorer _scorer = new(plan, new SearchRoom(plan.Index.Segments.Length));

    /// <summary>Explains a passage's score.</summary>
    /// <param name="segment">The segment.</param>
    /// <param name="document">The passage's number there; it lives.</param>
    public Explanation Explain(int segment, int document)
    {
        var articles = plan.Index.Segments[segment].Articles;
        int start = articles.Start(document);
        int end = articles.End(document);
        var window = _room.Window;
        window.TurnTo(plan.Evidence.Length);
        window.Open(start, end);
        foreach (var reader in EvidenceReader.Open(plan, segment, _room).SelectMany(readers => readers))
        {
            reader.Read(window, start, end, onlyMatches: false);
        }

        if (!Matches(window, segment, document))
        {
            return new Explanation(false, 0, "the passage does not match");
        }

        _scorer.StartSegment(segment);
        float score = _scorer.Score(window, start, end, document);
        float close = 0;
        new Closeness(plan).Of(
            segment, new ReadOnlySpan<int>(in document), new ReadOnlySpan<float>(in score), float.NegativeInfinity, new Span<float>(ref close), _room);
        var details = new List<Explanation>();
        for (int evidence = 0; evidence < plan.Evidence.Length; evidence++)
        {
            if (_scorer.ArticleParts[evidence] > 0 || window.Text(document - start)[evidence] > 0)
            {
                details.Add(Evidence(evidence, window.Text(document - start)[evidence], segment, document, start));
            }
        }

        double covered = 0;
        for (int evidence = 0; evidence < plan.Evidence.Length; evidence++)
        {
            covered += _scorer.Covered(evidence, window.Text(document - start)[evidence]);
        }

        if (plan.Coverage(covered) is > 0 and var coverage)
        {
            details.Add(new Explanation(true, coverage, "coverage, the passage has so much of the query's words:", new Explanation(true, covered, "weight of the words it has")));
        }

        if (close > 0)
        {
            details.Add(new Explanation(true, close, "closeness of the words in the passage"));
        }

        return new Explanation(true, score + close, "sum of:", details);
    }

    private bool Matches(EvidenceWindow window, int segment, int document)
    {
        if (plan.Rule is not null)
        {
            return plan.Rule.Matches(window.Text(document - window.Start), window.Title(document - window.Start));
        }

        return plan.Matching!.Open(segment) is { } cursor && cursor.Advance(document) == document && cursor.Confirm();
    }

    private Explanation Evidence(int evidence, int parts, int segment, int document, int start)
    {
        var one = plan.Evidence[evidence];
        if (one.Condition is not null)
        {
            return new Explanation(true, _scorer.PassagePart(evidence, parts, document), "constant score: a condition holds");
        }

        double passage = _scorer.PassagePart(evidence, parts, document);
        double article = _scorer.ArticleParts[evidence];
        var details = new List<Explanation>();
        if (one.Boost != 1)
        {
            details.Add(new Explanation(true, one.Boost, "boost"));
        }

        details.Add(new Explanation(
            true,
            one.Rareness,
            "rareness, ln(1 + (N - n + 0.5) / (n + 0.5)) of:",
            new Explanation(true, one.DocumentFrequency, "n, passages with the word or a variant, about"),
            new Explanation(true, one.DocumentCount, "N, passages")));
        details.Add(new Explanation(true, passage, "the passage's part, of:", [
            new Explanation(true, Occurrences(parts), "weighted occurrences in the passage"),
            .. Variants(one, segment, document, isTitle: false),
            new Explanation(true, _scorer.PassageLength(document), "length of the passage"),
        ]));
        if (article > 0)
        {
            List<Explanation> its = [new Explanation(true, Occurrences(_scorer.ArticleText[evidence]), "weighted occurrences in the article")];
            if (_scorer.ArticlePassages > 1)
            {
                its.Add(new Explanation(true, _scorer.ArticlePassages, "passages of the article"));
                if (_scorer.ArticleLead[evidence] > 0)
                {
                    its.Add(new Explanation(true, Occurrences(_scorer.ArticleLead[evidence]), "weighted occurrences in the lead, the first of them"));
                    its.Add(new Explanation(true, plan.Lengths.LeadFactor(_scorer.ArticlePassages), "how much more an occurrence in the lead counts"));
                }
            }

            if (_scorer.ArticleTitle[evidence] > 0)
            {
                its.Add(new Explanation(true, Occurrences(_scorer.ArticleTitle[evidence]), "weighted occurrences in the title"));
                its.AddRange(Variants(one, segment, start, isTitle: true));
                its.Add(new Explanation(true, _scorer.TitleFactor(start), "weight of an occurrence in the title"));
            }

            its.Add(new Explanation(true, _scorer.ArticleLength, "length of the article"));
            details.Add(new Explanation(true, article, "the article's part, of:", its));
        }

        return new Explanation(true, passage + article, $"{one.Name}, which is:", details);
    }

    private static double Occurrences(long parts) => parts / (double)Ranking.Evidence.Unit;

    /// <summary>The variants that stand in a document.</summary>
    private IEnumerable<Explanation> Variants(Evidence evidence, int segment, int document, bool isTitle)
    {
        foreach (var variant in evidence.Variants)
        {
            if (variant.IsTitle != isTitle)
            {
                continue;
            }

            var room = new SearchRoom(plan.Index.Segments.Length);
            var alone = room.Window;
            alone.Open(document, document + 1);
            EvidenceReader.Open(plan.Index.Segments[segment], variant, segment, room)?.Read(alone, document, document + 1, onlyMatches: false);
            int parts = isTitle ? alone.Title(0) is { IsEmpty: false } title ? title[0] : 0 : alone.Text(0)[0];
            if (parts > 0)
            {
                string level = variant.Level is { } known ? known.ToString().ToLowerInvariant() + ", " : "";
                string field = variant.Field is PassageFields.Text or PassageFields.Title ? "" : $" in {variant.Field}";
                string weight = Occurrences(variant.Units).ToString(CultureInfo.InvariantCulture);
                yield return new Explanation(true, Occurrences(parts), $"of {variant.Text}{field} ({level}weight {weight})");
            }
        }
    }
}
