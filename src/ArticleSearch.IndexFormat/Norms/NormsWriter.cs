using System.Buffers;
using System.Diagnostics;
using ArticleSearch.IndexFormat.Packed;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.IndexFormat.Norms;

/// <summary>
/// Writes the norms of a segment, field by field. Reads a column once; keeps nothing of it.
/// </summary>
/// <remarks>
/// <code>
/// .nvm     IndexHeader, Entry*, Int32 -1, Footer
/// Entry    Int32 field number, DocumentSetLocation, Int32 documents with a norm, Byte width, Int64 offset of the norms
/// .nvd     IndexHeader, (DocumentSet where some but not all documents have a norm, norms)*, Footer
/// Norms    Int8, Int16, Int32 or Int64 per document with a norm, the smallest that holds all; none if all are equal:
///          then the width is 0 and the norm stands in the entry's place of the offset
/// </code>
/// Example: the norms 3, 3, 3 of field 1 are the entry <c>00 00 00 01 FF×8 00×8 FF FF FF 00 00 00 03 00 00×7 03</c>.
/// </remarks>
internal sealed class NormsWriter : IDisposable
{
    private readonly int _maxDocument;
    private readonly IndexOutput _data;
    private readonly IndexOutput _meta;

    public NormsWriter(SegmentWriteContext context, int maxDocument)
    {
        _maxDocument = maxDocument;
        _data = context.Create(FormatNames.NormsDataExtension);
        try
        {
            _meta = context.Create(FormatNames.NormsMetaExtension);
        }
        catch
        {
            _data.Dispose();
            throw;
        }

        CodecHeader.WriteIndexHeader(_data, FormatNames.NormsDataCodec, FormatNames.NormsVersion, context.Id, "");
        CodecHeader.WriteIndexHeader(_meta, FormatNames.NormsMetaCodec, FormatNames.NormsVersion, context.Id, "");
    }

    /// <summary>Writes the norms of one field; each field at most once.</summary>
    public void WriteField(FieldInfo field, NormsColumn norms)
    {
        Debug.Assert(field.HasNorms);
        long[] values = ArrayPool<long>.Shared.Rent(_maxDocument);
        ulong[] members = ArrayPool<ulong>.Shared.Rent((_maxDocument + 63) / 64);
        try
        {
            var bits = members.AsSpan(0, (_maxDocument + 63) / 64);
            int count = Gather(norms, values, bits);
            WriteField(field, values.AsSpan(0, count), bits);
        }
        finally
        {
            ArrayPool<long>.Shared.Return(values);
            ArrayPool<ulong>.Shared.Return(members);
        }
    }

    /// <summary>Ends the files.</summary>
    public void Finish()
    {
        _meta.WriteInt32(-1);
        CodecHeader.WriteFooter(_meta);
        CodecHeader.WriteFooter(_data);
    }

    public void Dispose()
    {
        _data.Dispose();
        _meta.Dispose();
    }

    private int Gather(NormsColumn norms, long[] values, Span<ulong> members)
    {
        members.Clear();
        int count = 0;
        for (int document = 0; document < _maxDocument; document++)
        {
            if (norms.Has(document))
            {
                members[document >> 6] |= 1UL << (document & 63);
                values[count++] = norms.Get(document);
            }
        }

        return count;
    }

    private void WriteField(FieldInfo field, ReadOnlySpan<long> values, ReadOnlySpan<ulong> members)
    {
        long min = long.MaxValue;
        long max = long.MinValue;
        foreach (long value in values)
        {
            min = Math.Min(min, value);
            max = Math.Max(max, value);
        }

        _meta.WriteInt32(field.Number);
        DocumentSetWriter.Write(_data, members, values.Length, _maxDocument).Write(_meta);
        _meta.WriteInt32(values.Length);
        int width = Width(min, max);
        _meta.WriteByte((byte)width);
        _meta.WriteInt64(width == 0 ? min : _data.Position);
        WriteValues(values, width);
    }

    private static int Width(long min, long max)
    {
        if (min >= max)
        {
            return 0;
        }

        return min >= sbyte.MinValue && max <= sbyte.MaxValue ? 1
            : min >= short.MinValue && max <= short.MaxValue ? 2
            : min >= int.MinValue && max <= int.MaxValue ? 4
            : 8;
    }

    private void WriteValues(ReadOnlySpan<long> values, int width)
    {
        switch (width)
        {
            case 0:
                break;
            case 1:
                foreach (long value in values)
                {
                    _data.WriteByte((byte)value);
                }

                break;
            case 2:
                foreach (long value in values)
                {
                    _data.WriteInt16((short)value);
                }

                break;
            case 4:
                foreach (long value in values)
                {
                    _data.WriteInt32((int)value);
                }

                break;
            default:
                foreach (long value in values)
                {
                    _data.WriteInt64(value);
                }

                break;
        }
    }
}
