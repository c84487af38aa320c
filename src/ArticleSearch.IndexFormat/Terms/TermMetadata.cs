using ArticleSearch.IndexFormat.Postings;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.IndexFormat.Terms;

/// <summary>Reads a <c>.tmd</c> file, see <see cref="TermDictionary"/>, and believes none of its numbers that can not be right.</summary>
internal static class TermMetadata
{
    /// <summary>The fields with terms, by name.</summary>
    public static Dictionary<string, BlockTreeTerms> Read(
        SegmentReadContext context, string suffix, PostingsReader postings, IndexFile metadata, IndexFile index, IndexFile blocks)
    {
        // It is small, and all else depends on it.
        CodecHeader.VerifyChecksum(metadata);
        ReadHeader(context, suffix, index, FormatNames.TermIndexCodec);
        long blocksStart = ReadHeader(context, suffix, blocks, FormatNames.TermBlocksCodec);

        var cursor = metadata.CursorAt(0, (int)Math.Min(int.MaxValue, metadata.Length - CodecHeader.FooterLength));
        CodecHeader.ReadIndexHeader(
            ref cursor, FormatNames.TermMetadataCodec, FormatNames.TermsVersion, FormatNames.TermsVersion, context.Info.Id, suffix);
        postings.ReadTermsHeader(ref cursor);
        int count = cursor.ReadCount(10);
        var fields = new Dictionary<string, BlockTreeTerms>(count, StringComparer.Ordinal);
        for (; count > 0; count--)
        {
            var terms = ReadField(ref cursor, context, postings, index, blocks, blocksStart);
            if (!fields.TryAdd(terms.Field.Name, terms))
            {
                cursor.Throw($"field {terms.Field.Name} stands twice");
            }
        }

        ReadLength(ref cursor, index);
        ReadLength(ref cursor, blocks);
        if (cursor.Remaining > 0)
        {
            cursor.Throw($"{cursor.Remaining} bytes too many");
        }

        return fields;
    }

    /// <summary>Returns where the header ends.</summary>
    private static long ReadHeader(SegmentReadContext context, string suffix, IndexFile file, string codec)
    {
        CodecHeader.ReadFooter(file);
        var cursor = file.CursorAt(0);
        CodecHeader.ReadIndexHeader(ref cursor, codec, FormatNames.TermsVersion, FormatNames.TermsVersion, context.Info.Id, suffix);
        return cursor.Position;
    }

    private static BlockTreeTerms ReadField(
        ref ByteCursor cursor, SegmentReadContext context, PostingsReader postings, IndexFile index, IndexFile blocks, long blocksStart)
    {
        long position = cursor.Position;
        int number = cursor.ReadVInt();
        var field = context.Fields.Find(number);
        if (field is null || field.IndexOptions == IndexOptions.None)
        {
            cursor.Throw($"there is no indexed field {number}", position);
        }

        long blocksEnd = blocks.Length - CodecHeader.FooterLength;
        long termCount = cursor.ReadVLong();
        if (termCount < 1 || termCount > blocksEnd - blocksStart)
        {
            cursor.Throw($"field {field.Name} can not have {termCount} terms in {blocksEnd - blocksStart} bytes", position);
        }

        byte[] rootCode = cursor.ReadBytes(cursor.ReadVInt()).ToArray();
        long total = cursor.ReadVLong();
        long documentFrequency = field.IndexOptions == IndexOptions.Documents ? total : cursor.ReadVLong();
        int documents = cursor.ReadVInt();
        if (documents < 1 || documents > context.Info.MaxDocument || documentFrequency < Math.Max(documents, termCount) || total < documentFrequency)
        {
            cursor.Throw(
                $"field {field.Name} with {termCount} terms can not be in {documents} of {context.Info.MaxDocument} documents, "
                + $"{documentFrequency} times by document and {total} times in all",
                position);
        }

        byte[] minTerm = ReadTerm(ref cursor);
        byte[] maxTerm = ReadTerm(ref cursor);
        int order = minTerm.AsSpan().SequenceCompareTo(maxTerm);
        if (order > 0 || (order == 0) != (termCount == 1))
        {
            cursor.Throw($"the first and last of {termCount} terms are out of order", position);
        }

        long start = cursor.ReadVLong();
        var fst = Fst.Read(ref cursor, index, start, index.Length - CodecHeader.FooterLength);
        if (fst.EmptyOutput is null || !fst.EmptyOutput.AsSpan().SequenceEqual(rootCode))
        {
            cursor.Throw("the index has another root block than the field", position);
        }

        var summary = new FieldTermsSummary(termCount, documents, documentFrequency, total, minTerm, maxTerm, rootCode);
        return new BlockTreeTerms(field, summary, fst, blocks, blocksEnd, postings);
    }

    private static byte[] ReadTerm(ref ByteCursor cursor)
    {
        long position = cursor.Position;
        int length = cursor.ReadVInt();
        if ((uint)length > TermBlockFormat.MaxTermLength)
        {
            cursor.Throw($"a term of {length} bytes", position);
        }

        return cursor.ReadBytes(length).ToArray();
    }

    private static void ReadLength(ref ByteCursor cursor, IndexFile file)
    {
        long position = cursor.Position;
        long length = cursor.ReadInt64();
        if (length != file.Length)
        {
            throw new CorruptIndexException(
                $"the file has {file.Length} bytes; {cursor.File.Name} says at byte {position} that it has {length}", file.Name, file.Length);
        }
    }
}
