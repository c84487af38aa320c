using ArticleSearch.IndexFormat.Postings;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.Queries;

namespace ArticleSearch.Matching;

/// <summary>Opens the parts of a phrase in one segment, and the matcher over them.</summary>
internal static class PhrasePostings
{
    /// <summary>The parts' cursors; null if the segment lacks one of them, or the field holds no positions.</summary>
    /// <param name="segment">The segment.</param>
    /// <param name="phrase">The phrase.</param>
    /// <param name="locate">Where a term of the phrase lies in the segment, or null.</param>
    /// <param name="features">Positions, with or without offsets.</param>
    public static PhrasePartCursor[]? Open(
        SegmentView segment, PhraseQuery phrase, Func<string, TermState?> locate, PostingsFeatures features)
    {
        if (segment.Terms(phrase.Field) is not { } terms || terms.Field.IndexOptions < IndexOptions.Positions)
        {
            return null;
        }

        var parts = new PhrasePartCursor[phrase.Parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            List<PostingsCursor> postings = [];
            foreach (string term in phrase.Parts[i].Terms)
            {
                if (locate(term) is { } state)
                {
                    postings.Add(terms.OpenPostings(state, features));
                }
            }

            if (postings.Count == 0)
            {
                return null;
            }

            parts[i] = PhrasePartCursor.Over(postings);
        }

        return parts;
    }

    /// <summary>The matcher of the phrase over its parts.</summary>
    public static PhraseMatcher Matcher(PhraseQuery phrase, PhrasePartCursor[] parts, bool keepsPlaces)
    {
        int[] offsets = [.. phrase.Parts.Select(part => part.Position)];
        return phrase.Slop == 0
            ? new ExactPhraseMatcher(parts, offsets)
            : new SloppyPhraseMatcher(parts, offsets, [.. phrase.Parts.Select(part => part.Terms)], phrase.Slop, keepsPlaces);
    }
}
