using System.Globalization;
using ArticleSearch.Ranking;

namespace ArticleSearch.Relevance;

/// <summary>The engine with a part switched off, or with other numbers.</summary>
internal sealed record Variation
{
    /// <summary>How it is called in a table.</summary>
    public string Name { get; init; } = "all parts";

    public RankingParameters Parameters { get; init; } = RankingParameters.Default;

    /// <summary>How far from the words of a query those of a passage may be.</summary>
    public MatchLevel Strictness { get; init; } = MatchLevel.Derivation;

    /// <summary>Whether words of asking and little words are searched like any others.</summary>
    public bool TakesAllWords { get; init; }

    /// <summary>Each part of the ranking switched off by itself.</summary>
    public static IEnumerable<Variation> Ablation(RankingParameters all)
    {
        yield return new() { Parameters = all };
        yield return new() { Name = "levels: exact only", Parameters = all, Strictness = MatchLevel.Exact };
        yield return new() { Name = "levels: to accents", Parameters = all, Strictness = MatchLevel.Accent };
        yield return new() { Name = "levels: to inflections", Parameters = all, Strictness = MatchLevel.Inflection };
        yield return new() { Name = "no titles", Parameters = all with { TitleWeight = 0 } };
        yield return new() { Name = "no leads", Parameters = all with { LeadWeight = 0 } };
        yield return new() { Name = "no closeness", Parameters = all with { Closeness = 0 } };
        yield return new() { Name = "no stretches", Parameters = all with { Together = 0 } };
        yield return new() { Name = "neither closeness nor stretches", Parameters = all with { Closeness = 0, Together = 0 } };
        yield return new() { Name = "no coverage", Parameters = all with { Coverage = 0 } };

        // What articles counted is counted for the passage instead, but for their titles.
        yield return new()
        {
            Name = "no evidence of articles",
            Parameters = all with
            {
                ArticleShare = 0,
                PassageShare = all.ArticleShare + all.PassageShare,
                PassageSaturation = all.ArticleSaturation,
                PassageLength = all.ArticleLength,
            },
        };
        yield return new() { Name = "no evidence of passages", Parameters = all with { PassageShare = 0, Coverage = 0, Closeness = 0, Together = 0 } };
        yield return new() { Name = "question words as others", Parameters = all, TakesAllWords = true };
    }

    /// <summary>The parameters with one number changed.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="name">The number's name.</param>
    /// <param name="value">What it is to be; whole numbers are rounded.</param>
    /// <exception cref="ArgumentException">There is no number of this name.</exception>
    public static RankingParameters With(RankingParameters parameters, string name, double value)
    {
        var property = typeof(RankingParameters).GetProperty(name)
            ?? throw new ArgumentException($"There is no parameter {name}. There are: {string.Join(", ", Names)}.", nameof(name));
        var changed = parameters with { };
        property.SetValue(changed, Convert.ChangeType(value, property.PropertyType, CultureInfo.InvariantCulture));
        return changed;
    }

    /// <summary>A number of the parameters.</summary>
    public static double Value(RankingParameters parameters, string name) =>
        Convert.ToDouble(typeof(RankingParameters).GetProperty(name)!.GetValue(parameters), CultureInfo.InvariantCulture);

    public static IEnumerable<string> Names => typeof(RankingParameters).GetProperties()
        .Where(property => property.PropertyType == typeof(double) || property.PropertyType == typeof(int)).Select(property => property.Name);
}
