using ArticleSearch.IndexFormat.Postings;

namespace ArticleSearch.Tests.Matching;

/// <summary>
/// Postings that are a list, with the contract of real ones held by assertions; blocks have four documents, the level above four
/// blocks and the last all there are, so that small tests meet every edge.
/// </summary>
internal sealed class ListedPostings(
    List<(int Document, List<Place> Places)> postings, PostingsFeatures features, byte[] lengths, bool plain) : PostingsCursor
{
    private const int BlockLength = 4;
    private const int LastLevel = 2;
    private int _at = -1;
    private int _place = -1;
    private int _shallow = -1;

    public override int Frequency
    {
        get
        {
            Assert.InRange(_at, 0, postings.Count - 1);
            Assert.True(plain || features >= PostingsFeatures.Frequencies, "The frequencies were not asked for.");
            return plain ? 1 : postings[_at].Places.Count;
        }
    }

    public override int DocumentFrequency => postings.Count;

    public override int StartOffset => features >= PostingsFeatures.Offsets ? postings[_at].Places[_place].Start : -1;

    public override int EndOffset => features >= PostingsFeatures.Offsets ? postings[_at].Places[_place].End : -1;

    public override int ImpactLevels => LastLevel + 1;

    public override int NextDocument()
    {
        _at = Math.Min(_at + 1, postings.Count);
        return Arrive();
    }

    public override int Advance(int target)
    {
        Assert.True(target > Document || Document == NoMoreDocuments, $"Advance from {Document} to {target}.");
        while (_at < postings.Count && (_at < 0 || postings[_at].Document < target))
        {
            _at++;
        }

        return Arrive();
    }

    public override int ReadBatch(Span<int> documents, Span<int> frequencies, int limit)
    {
        int count = 0;
        while (count < documents.Length && _at + 1 < postings.Count && postings[_at + 1].Document < limit)
        {
            _at++;
            documents[count] = postings[_at].Document;
            frequencies[count++] = plain ? 1 : postings[_at].Places.Count;
        }

        if (count > 0)
        {
            Arrive();
        }

        return count;
    }

    public override int NextPosition()
    {
        Assert.True(features >= PostingsFeatures.Positions, "The positions were not asked for.");
        return postings[_at].Places[++_place].Position;
    }

    public override void AdvanceShallow(int target)
    {
        Assert.True(target >= Document && target >= _shallow);
        _shallow = target;
    }

    public override int ImpactsEnd(int level)
    {
        int end = End(level);
        return end >= postings.Count ? NoMoreDocuments : postings[end - 1].Document;
    }

    public override ReadOnlySpan<Impact> Impacts(int level)
    {
        int end = Math.Min(End(level), postings.Count);
        int start = (Math.Max(end, 1) - 1) / LengthOf(level) * LengthOf(level);
        var all = postings.Take(start..end)
            .Select(posting => new Impact(plain ? 1 : posting.Places.Count, plain ? 1 : lengths[posting.Document]))
            .ToArray();
        return all.Where(one => !all.Any(other => other != one && other.Frequency >= one.Frequency && other.Norm <= one.Norm))
            .Distinct()
            .OrderBy(impact => impact.Frequency)
            .DefaultIfEmpty(new Impact(1, 255))
            .ToArray();
    }

    /// <summary>The index after the last posting of the block that the shallow target lies in.</summary>
    private int End(int level)
    {
        int first = postings.FindIndex(posting => posting.Document >= _shallow);
        first = first < 0 ? postings.Count : first;
        return (Math.Min(first, postings.Count) / LengthOf(level) + 1) * LengthOf(level);
    }

    private int LengthOf(int level) => level == LastLevel ? postings.Count + 1 : BlockLength << (2 * level);

    private int Arrive()
    {
        _place = -1;
        return Document = _at < postings.Count ? postings[_at].Document : NoMoreDocuments;
    }
}
