using ArticleSearch.IndexFormat.Segments;

namespace ArticleSearch.IndexFormat.StoredFields;

/// <summary>How the stored fields of a segment are compressed: what the format fixes for each of its two modes.</summary>
/// <param name="Name">The value of the segment's attribute.</param>
/// <param name="Codec">The codec of the data file.</param>
/// <param name="ChunkSize">Documents are gathered until they have so many bytes; a chunk of twice as many is cut into slices of so many.</param>
/// <param name="MaxDocuments">The most documents a chunk can have.</param>
/// <param name="MaxRatio">No byte can become more bytes than this.</param>
internal sealed record StoredMode(string Name, string Codec, int ChunkSize, int MaxDocuments, int MaxRatio)
{
    /// <summary>LZ4, ten sub-blocks of 60 KB after a common dictionary.</summary>
    public static readonly StoredMode BestSpeed =
        new(FormatNames.BestSpeed, FormatNames.StoredFieldsFastCodec, 10 * 60 * 1024, 1024, 255);

    /// <summary>DEFLATE, ten sub-blocks of 48 KB after a common dictionary. Is read, not written.</summary>
    public static readonly StoredMode BestCompression =
        new(FormatNames.BestCompression, FormatNames.StoredFieldsHighCodec, 10 * 48 * 1024, 4096, 1032);

    /// <summary>The mode that a segment says it has.</summary>
    /// <exception cref="CorruptIndexException">It says none, or an unknown one.</exception>
    public static StoredMode Of(SegmentInfo segment)
    {
        string? name = segment.Attributes.GetValueOrDefault(FormatNames.StoredFieldsModeAttribute);
        return name switch
        {
            FormatNames.BestSpeed => BestSpeed,
            FormatNames.BestCompression => BestCompression,
            _ => throw new CorruptIndexException($"the mode of stored fields is \"{name}\"", segment.Name),
        };
    }
}
