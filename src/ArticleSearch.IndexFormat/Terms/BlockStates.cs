using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using ArticleSearch.IndexFormat.Postings;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.IndexFormat.Terms;

/// <summary>
/// What a block of terms holds of each term: its frequencies, and where its postings lie. Each is a difference from the one
/// before, so that they are decoded in order; but only as far as somebody asks.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal struct BlockStates
{
    private int _statsAt;
    private int _statsEnd;
    private int _metadataAt;
    private int _statsRead;
    private int _metadataRead;
    private int _run; // how many more terms stand once, in one document
    private int _decoded;
    private TermState _state;

    /// <summary>Reads over the stats and the metadata, and returns the length of the latter.</summary>
    public int Read(ref ByteCursor cursor, long blockStart)
    {
        int statsLength = cursor.ReadVInt();
        _statsAt = (int)(cursor.Position - blockStart);
        cursor.Skip(statsLength);
        _statsEnd = _statsAt + statsLength;
        int metadataLength = cursor.ReadVInt();
        _metadataAt = (int)(cursor.Position - blockStart);
        cursor.Skip(metadataLength);
        return metadataLength;
    }

    public void Rewind()
    {
        _statsRead = 0;
        _metadataRead = 0;
        _run = 0;
        _decoded = 0;
    }

    /// <summary>The state of the last of the first <paramref name="terms"/> terms, which is not before the one asked for last.</summary>
    /// <param name="file">The file with the block.</param>
    /// <param name="blockStart">Where the block stands.</param>
    /// <param name="block">Its bytes.</param>
    /// <param name="terms">How many terms; at least one.</param>
    /// <param name="field">The terms' field.</param>
    /// <param name="postings">What decodes the metadata.</param>
    [UnscopedRef]
    public ref readonly TermState Decode(
        IndexFile file, long blockStart, ReadOnlySpan<byte> block, int terms, FieldInfo field, PostingsReader postings)
    {
        if (_decoded == terms)
        {
            return ref _state;
        }

        bool hasFrequencies = field.IndexOptions != IndexOptions.Documents;
        int statsAt = _statsAt + _statsRead;
        int metadataAt = _metadataAt + _metadataRead;
        var stats = new ByteCursor(file, blockStart + statsAt, block[statsAt.._statsEnd]);
        var metadata = new ByteCursor(file, blockStart + metadataAt, block[metadataAt..]);
        var state = _state;
        int run = _run;
        for (int decoded = _decoded; decoded < terms; decoded++)
        {
            int documents = 1;
            long total = 1;
            if (run > 0)
            {
                run--;
            }
            else
            {
                uint code = (uint)stats.ReadVInt();
                if ((code & 1) != 0)
                {
                    run = (int)(code >> 1);
                }
                else
                {
                    documents = (int)(code >> 1);
                    total = hasFrequencies ? documents + stats.ReadVLong() : documents;
                    if (documents < 1 || total < documents)
                    {
                        stats.Throw($"a term stands {total} times in {documents} documents");
                    }
                }
            }

            state = state with { DocumentFrequency = documents, TotalTermFrequency = total };
            postings.DecodeTerm(ref metadata, field, ref state, absolute: decoded == 0);
        }

        _state = state;
        _decoded = terms;
        _run = run;
        _statsRead = (int)(stats.Position - blockStart) - _statsAt;
        _metadataRead = (int)(metadata.Position - blockStart) - _metadataAt;
        return ref _state;
    }
}
