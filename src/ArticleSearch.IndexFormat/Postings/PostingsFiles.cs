using ArticleSearch.IndexFormat.Segments;

namespace ArticleSearch.IndexFormat.Postings;

/// <summary>
/// Which files a segment's postings have besides <c>.doc</c>. All its fields decide, also those that another suffix or no term holds.
/// </summary>
internal readonly record struct PostingsFiles(bool HasPos, bool HasPay)
{
    public static PostingsFiles Of(FieldInfos fields)
    {
        bool pos = false;
        bool pay = false;
        foreach (var field in fields.All)
        {
            pos |= field.IndexOptions >= IndexOptions.Positions;
            pay |= field.IndexOptions >= IndexOptions.Offsets || field.HasPayloads;
        }

        return new PostingsFiles(pos, pos && pay);
    }
}
