using System.Text;
using ArticleSearch.IndexFormat.Postings;
using ArticleSearch.Queries;

namespace ArticleSearch.Matching;

/// <summary>
/// Where a phrase matches in one document: the same matches that its score counts. For marking; a search does not come here.
/// </summary>
internal static class PhraseMatches
{
    /// <summary>The matches, each with where every part of the phrase stands, in the order of the parts.</summary>
    /// <param name="segment">The segment.</param>
    /// <param name="phrase">The phrase, of any number of parts.</param>
    /// <param name="document">The document's number in the segment.</param>
    public static IEnumerable<PhrasePlace[]> Enumerate(SegmentView segment, PhraseQuery phrase, int document)
    {
        if (phrase.Parts.IsEmpty || segment.Terms(phrase.Field) is not { } terms)
        {
            yield break;
        }

        var cursor = terms.OpenCursor();
        var parts = PhrasePostings.Open(
            segment,
            phrase,
            term => cursor.SeekExact(Encoding.UTF8.GetBytes(term)) ? cursor.State : null,
            PostingsFeatures.Offsets);
        if (parts is null || !Array.TrueForAll(parts, part => part.Advance(document) == document))
        {
            yield break;
        }

        if (parts.Length == 1)
        {
            for (int left = parts[0].Frequency; left > 0; left--)
            {
                int position = parts[0].NextPosition();
                yield return [new PhrasePlace(position, parts[0].StartOffset, parts[0].EndOffset)];
            }

            yield break;
        }

        var matcher = PhrasePostings.Matcher(phrase, parts, keepsPlaces: true);
        matcher.Reset();
        while (matcher.NextMatch())
        {
            var places = new PhrasePlace[parts.Length];
            matcher.CopyPlaces(places);
            yield return places;
        }
    }
}
