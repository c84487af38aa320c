using System.Diagnostics.CodeAnalysis;
using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.IndexFormat.Terms;

/// <summary>
/// One finite state transducer of a <c>.tip</c> file, read where it lies; see <see cref="FstFormat"/> for its bytes. Immutable;
/// never copies the file.
/// </summary>
internal sealed class Fst
{
    private readonly IndexFile _file;
    private readonly long _start;
    private readonly int _length;

    public Fst(IndexFile file, long start, int length, int root, byte[]? emptyOutput)
    {
        _file = file;
        _start = start;
        _length = length;
        Root = root;
        EmptyOutput = emptyOutput;
    }

    /// <summary>Address of the node at which every input starts; 0 if only the empty input is accepted.</summary>
    public int Root { get; }

    /// <summary>The output of the empty input, or null if it is not accepted.</summary>
    public byte[]? EmptyOutput { get; }

    /// <summary>The file, for messages.</summary>
    public IndexFile File => _file;

    /// <summary>The bytes of all nodes.</summary>
    public ReadOnlySpan<byte> Bytes => _file.Span(_start, _length);

    /// <summary>Reads what is known of an FST and checks that its bytes lie inside the file.</summary>
    /// <param name="metadata">At the FST's metadata.</param>
    /// <param name="file">The file with the nodes.</param>
    /// <param name="start">Where in the file they start.</param>
    /// <param name="end">Where in the file no node can lie any more.</param>
    public static Fst Read(ref ByteCursor metadata, IndexFile file, long start, long end)
    {
        CodecHeader.ReadHeader(ref metadata, FormatNames.FstCodec, FormatNames.FstMinVersion, FormatNames.FstVersion);
        byte[]? emptyOutput = null;
        long position = metadata.Position;
        switch (metadata.ReadByte())
        {
            case 0:
                break;
            case 1:
                byte[] reversed = metadata.ReadBytes(metadata.ReadVInt()).ToArray();
                Array.Reverse(reversed);
                var output = new ByteCursor(metadata.File, position, reversed);
                emptyOutput = output.ReadBytes(output.ReadVInt()).ToArray();
                break;
            default:
                metadata.Throw("neither 0 nor 1 where the FST says whether it accepts the empty input", position);
                break;
        }

        position = metadata.Position;
        byte labels = metadata.ReadByte();
        if (labels != 0)
        {
            metadata.Throw($"the FST has labels of kind {labels}, not bytes", position);
        }

        position = metadata.Position;
        long root = metadata.ReadVLong();
        long length = metadata.ReadVLong();
        if (length < 1 || length > int.MaxValue || start < 0 || start > end - length)
        {
            metadata.Throw($"an FST of {length} bytes can not start at {start} of {file.Name}, which has room up to {end}", position);
        }

        if (root < 0 || root >= length)
        {
            metadata.Throw($"the root {root} of the FST lies outside its {length} bytes", position);
        }

        return new Fst(file, start, (int)length, (int)root, emptyOutput);
    }

    /// <summary>Where an address of this FST lies in the file.</summary>
    public long FilePosition(int address) => _start + address;

    /// <summary>Reports damage at an address, which may itself be damaged.</summary>
    [DoesNotReturn]
    public void Throw(string problem, int address) =>
        throw new CorruptIndexException(problem, _file.Name, FilePosition(Math.Clamp(address, 0, _length - 1)));
}
