using Part = ArticleSearch.Matching.SloppyPhraseMatcher.Part;

namespace ArticleSearch.Matching;

/// <summary>
/// Finds the parts of a phrase that have terms in common, directly or through others: they must not stand on the same word.
/// </summary>
internal static class PhraseRepeats
{
    /// <summary>The groups, each in the order of its places; parts at one and the same place do not repeat each other.</summary>
    /// <param name="parts">The parts of the phrase.</param>
    /// <param name="terms">The terms of each.</param>
    /// <param name="amongAlternatives">Whether a part with several terms is in a group.</param>
    public static Part[][] Groups(
        IReadOnlyList<Part> parts, IReadOnlyList<IReadOnlyCollection<string>> terms, out bool amongAlternatives)
    {
        var repeated = terms.SelectMany(alternatives => alternatives)
            .CountBy(term => term, StringComparer.Ordinal)
            .Where(pair => pair.Value > 1)
            .Select(pair => pair.Key)
            .ToHashSet(StringComparer.Ordinal);
        int[] repeating = [.. Enumerable.Range(0, parts.Count).Where(part => terms[part].Any(repeated.Contains))];
        amongAlternatives = repeating.Any(part => terms[part].Count > 1);
        return amongAlternatives ? Connected(parts, terms, repeating, repeated) : SameTerm(parts, terms, repeating);
    }

    private static Part[][] SameTerm(IReadOnlyList<Part> parts, IReadOnlyList<IReadOnlyCollection<string>> terms, int[] repeating) =>
    [
        .. repeating.GroupBy(part => terms[part].First(), StringComparer.Ordinal)
            .Select(group => group.Where((part, i) => i == 0 || parts[part].Offset != parts[group.First()].Offset)
                .Select(part => parts[part])
                .OrderBy(part => part.Offset)
                .ToArray())
            .Where(group => group.Length > 1),
    ];

    private static Part[][] Connected(
        IReadOnlyList<Part> parts, IReadOnlyList<IReadOnlyCollection<string>> terms, int[] repeating, HashSet<string> repeated)
    {
        var groups = new List<(HashSet<string> Terms, List<int> Parts)>();
        foreach (int part in repeating)
        {
            var joined = (Terms: terms[part].Where(repeated.Contains).ToHashSet(StringComparer.Ordinal), Parts: new List<int> { part });
            foreach (var group in groups.Where(group => group.Terms.Overlaps(joined.Terms)).ToArray())
            {
                joined.Terms.UnionWith(group.Terms);
                joined.Parts.AddRange(group.Parts);
                groups.Remove(group);
            }

            groups.Add(joined);
        }

        return [.. groups.Select(group => group.Parts.Order().Select(part => parts[part]).OrderBy(part => part.Offset).ToArray())];
    }
}
