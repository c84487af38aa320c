using System.Text;
using ArticleSearch.IndexFormat.Postings;
using ArticleSearch.Queries;

namespace ArticleSearch.Matching;

/// <summary>
/// Where a phrase matches in one document: the matches that its score counts, and of a phrase whose words may be moved those that
/// would be left without them. For marking; a search does not come here.
/// </summary>
internal static class PhraseMatches
{
    /// <summary>
    /// The matches, each with where every part of the phrase stands, in the order of the parts. Of the words that are in none of
    /// them the phrase can not be made.
    /// </summary>
    /// <param name="segment">The segment.</param>
    /// <param name="phrase">The phrase, of any number of parts.</param>
    /// <param name="document">The document's number in the segment.</param>
    public static IEnumerable<PhrasePlace[]> Enumerate(SegmentView segment, PhraseQuery phrase, int document)
    {
        if (phrase.Parts.IsEmpty || segment.Terms(phrase.Field) is not { } terms)
        {
            return [];
        }

        var cursor = terms.OpenCursor();
        var parts = PhrasePostings.Open(
            segment,
            phrase,
            term => cursor.SeekExact(Encoding.UTF8.GetBytes(term)) ? cursor.State : null,
            PostingsFeatures.Offsets);
        if (parts is null || !Array.TrueForAll(parts, part => part.Advance(document) == document))
        {
            return [];
        }

        return parts.Length == 1 ? parts[0].ReadPlaces().Select(place => new[] { place })
            : phrase.Slop == 0 ? Matches(phrase, parts)
            : Exhaust(phrase, [.. parts.Select(part => part.ReadPlaces())]);
    }

    private static IEnumerable<PhrasePlace[]> Matches(PhraseQuery phrase, PhrasePartCursor[] parts)
    {
        var matcher = PhrasePostings.Matcher(phrase, parts, keepsPlaces: true);
        matcher.Reset();
        while (matcher.NextMatch())
        {
            var places = new PhrasePlace[parts.Length];
            matcher.CopyPlaces(places);
            yield return places;
        }
    }

    /// <summary>
    /// The matcher of moved words counts some of all possible matches. It is asked again about the words that were in none, until there
    /// is no match among them.
    /// </summary>
    private static IEnumerable<PhrasePlace[]> Exhaust(PhraseQuery phrase, PhrasePlace[][] parts)
    {
        var taken = new HashSet<int>();
        int before;
        do
        {
            before = taken.Count;
            PhrasePlace[][] left = [.. parts.Select(places => Array.FindAll(places, place => !taken.Contains(place.Position)))];
            if (Array.Exists(left, places => places.Length == 0))
            {
                yield break;
            }

            foreach (var match in Matches(phrase, [.. left.Select(places => PhrasePartCursor.Over(places))]))
            {
                taken.UnionWith(match.Select(place => place.Position));
                yield return match;
            }
        }
        while (taken.Count > before);
    }
}
