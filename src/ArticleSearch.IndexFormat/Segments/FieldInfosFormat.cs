using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.IndexFormat.Segments;

/// <summary>Reads and writes the <c>.fnm</c> file: the fields of a segment, one generation of them.</summary>
/// <remarks>
/// <code>
/// .fnm   IndexHeader "Lucene60FieldInfos" 2, VInt count, Field × count, Footer
/// Field  String name, VInt number, Byte bits, Byte index options, Byte doc-values type, Int64 doc-values generation (-1 none),
///        StringMap attributes, VInt point dimensions, and if not 0: VInt index dimensions (since version 2), VInt bytes each
/// bits   1 term vectors, 2 norms omitted, 4 payloads, 8 soft deletions
/// </code>
/// Example: the field "id", number 0, indexed for documents only without norms, no columns, no attributes, no points, is
/// <c>02 69 64 00 02 01 00 FFFFFFFFFFFFFFFF 00 00</c>.
/// </remarks>
internal static class FieldInfosFormat
{
    private const int TermVectors = 1;
    private const int NormsOmitted = 2;
    private const int Payloads = 4;
    private const int SoftDeletions = 8;

    // The shortest field: an empty name, a number, three bytes, the generation, no attributes, no points.
    private const int MinFieldLength = 15;

    /// <param name="folder">The index folder, or the compound file for the first generation of a compound segment.</param>
    /// <param name="info">The segment.</param>
    /// <param name="suffix">Empty, or the generation in base 36.</param>
    /// <exception cref="CorruptIndexException">The file is missing or damaged, or belongs to another segment.</exception>
    public static FieldInfos Read(IndexFolder folder, SegmentInfo info, string suffix = "")
    {
        string name = SegmentContext.FileName(info.Name, suffix, FormatNames.FieldInfosExtension);
        using var file = folder.OpenNeeded(name, neededBy: info.Name);
        var cursor = CodecHeader.OpenVerified(file);
        int version = CodecHeader.ReadIndexHeader(
            ref cursor,
            FormatNames.FieldInfosCodec,
            FormatNames.FieldInfosVersionStart,
            FormatNames.FieldInfosVersionSelectiveIndexing,
            info.Id,
            suffix);

        var fields = new List<FieldInfo>(cursor.ReadCount(MinFieldLength));
        var names = new HashSet<string>(StringComparer.Ordinal);
        var numbers = new HashSet<int>();
        for (int i = 0; i < fields.Capacity; i++)
        {
            long position = cursor.Position;
            var field = ReadField(ref cursor, version);
            if (!names.Add(field.Name) || !numbers.Add(field.Number))
            {
                cursor.Throw($"a second field has the name {field.Name} or the number {field.Number}", position);
            }

            fields.Add(field);
        }

        CodecHeader.ExpectEnd(ref cursor);
        fields.Sort(static (a, b) => a.Number.CompareTo(b.Number));
        return new FieldInfos(fields);
    }

    /// <summary>Writes the first generation of a segment's fields.</summary>
    public static void Write(SegmentWriteContext context, FieldInfos fields)
    {
        using var output = context.Create(FormatNames.FieldInfosExtension);
        CodecHeader.WriteIndexHeader(
            output, FormatNames.FieldInfosCodec, FormatNames.FieldInfosVersionSelectiveIndexing, context.Id, suffix: "");
        output.WriteVInt(fields.All.Count);
        foreach (var field in fields.All)
        {
            WriteField(output, field);
        }

        CodecHeader.WriteFooter(output);
    }

    private static FieldInfo ReadField(ref ByteCursor cursor, int version)
    {
        long position = cursor.Position;
        string name = cursor.ReadString();
        int number = cursor.ReadVInt();
        byte bits = cursor.ReadByte();
        byte options = cursor.ReadByte();
        byte docValues = cursor.ReadByte();
        long generation = cursor.ReadInt64();
        var attributes = cursor.ReadStringMap();
        int dataDimensions = cursor.ReadVInt();
        int indexDimensions = dataDimensions;
        int pointBytes = 0;
        if (dataDimensions != 0)
        {
            indexDimensions = version >= FormatNames.FieldInfosVersionSelectiveIndexing ? cursor.ReadVInt() : dataDimensions;
            pointBytes = cursor.ReadVInt();
        }

        bool indexed = options != (byte)IndexOptions.None;
        string? problem =
            number < 0 ? $"number {number}"
            : options > (byte)IndexOptions.Offsets ? $"unknown index options {options}"
            : docValues > (byte)DocValuesType.SortedNumeric ? $"unknown doc-values type {docValues}"
            : generation is < 1 and not -1 ? $"doc-values generation {generation}"
            : generation > 0 && docValues == 0 ? "a doc-values generation but no doc values"
            : indexed && (bits & Payloads) != 0 && options < (byte)IndexOptions.Positions ? "payloads without positions"
            : dataDimensions < 0 || indexDimensions < 0 || indexDimensions > dataDimensions || pointBytes < 0
                || (dataDimensions > 0 && pointBytes == 0) ? $"points of {dataDimensions}/{indexDimensions} × {pointBytes} bytes"
            : null;
        if (problem is not null)
        {
            cursor.Throw($"field {name} has {problem}", position);
        }

        return new FieldInfo
        {
            Name = name,
            Number = number,
            HasTermVectors = indexed && (bits & TermVectors) != 0,
            OmitsNorms = indexed && (bits & NormsOmitted) != 0,
            HasPayloads = indexed && (bits & Payloads) != 0,
            IsSoftDeletesField = (bits & SoftDeletions) != 0,
            IndexOptions = (IndexOptions)options,
            DocValuesType = (DocValuesType)docValues,
            DocValuesGeneration = generation,
            Attributes = new(attributes, StringComparer.Ordinal),
            PointDataDimensions = dataDimensions,
            PointIndexDimensions = indexDimensions,
            PointBytes = pointBytes,
        };
    }

    private static void WriteField(DataOutput output, FieldInfo field)
    {
        output.WriteString(field.Name);
        output.WriteVInt(field.Number);
        output.WriteByte((byte)(
            (field.HasTermVectors ? TermVectors : 0)
            | (field.OmitsNorms ? NormsOmitted : 0)
            | (field.HasPayloads ? Payloads : 0)
            | (field.IsSoftDeletesField ? SoftDeletions : 0)));
        output.WriteByte((byte)field.IndexOptions);
        output.WriteByte((byte)field.DocValuesType);
        output.WriteInt64(field.DocValuesGeneration);
        output.WriteStringMap(field.Attributes);
        output.WriteVInt(field.PointDataDimensions);
        if (field.PointDataDimensions != 0)
        {
            output.WriteVInt(field.PointIndexDimensions);
            output.WriteVInt(field.PointBytes);
        }
    }
}
