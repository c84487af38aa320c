using System.Numerics;
using System.Runtime.InteropServices;
using ArticleSearch.IndexFormat.Storage;
using ArticleSearch.IndexFormat.StoredFields;

namespace ArticleSearch.IndexFormat.Terms;

/// <summary>
/// The suffixes of a block of terms, one after the other: in the file, or unpacked in a buffer that is used again. Must not give
/// memory to a damaged length.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal struct BlockSuffixes
{
    /// <summary>So many bytes are given memory without a question.</summary>
    private const int Comfortable = 1 << 16;

    private byte[]? _unpacked;
    private bool _isPacked;
    private int _at;

    /// <summary>How many bytes all suffixes have.</summary>
    public int Length { get; private set; }

    /// <summary>The suffixes, given the bytes of their block.</summary>
    public readonly ReadOnlySpan<byte> In(ReadOnlySpan<byte> block) =>
        _isPacked ? _unpacked.AsSpan(0, Length) : block.Slice(_at, Length);

    /// <summary>Reads over suffixes, unpacking them if they are packed.</summary>
    /// <param name="cursor">At the suffixes.</param>
    /// <param name="blockStart">Where their block stands.</param>
    /// <param name="length">How many bytes they are said to have.</param>
    /// <param name="compression">How they are said to be packed.</param>
    public void Read(ref ByteCursor cursor, long blockStart, long length, SuffixCompression compression)
    {
        if (length > int.MaxValue)
        {
            cursor.Throw($"a block with {length} bytes of suffixes");
        }

        Length = (int)length;
        _at = (int)(cursor.Position - blockStart);
        _isPacked = compression != SuffixCompression.None;
        switch (compression)
        {
            case SuffixCompression.None:
                cursor.Skip(Length);
                break;
            case SuffixCompression.LowercaseAscii:
                if (Length - (Length >> 2) > cursor.Remaining)
                {
                    cursor.Throw($"{length} packed bytes do not fit into the {cursor.Remaining} that are left");
                }

                LowercaseAscii.Decompress(ref cursor, Unpacked(Length));
                break;
            case SuffixCompression.Lz4:
                DecodeLz4(ref cursor);
                break;
            default:
                cursor.Throw($"unknown compression {(int)compression} of suffixes");
                break;
        }
    }

    private void DecodeLz4(ref ByteCursor cursor)
    {
        // A length that would take much memory is believed only step by step, as far as there are bytes for it.
        int part = Math.Min(Length, Comfortable);
        while (true)
        {
            if (!Lz4Decoder.TryDecode(cursor.Rest, [], Unpacked(part), out int consumed))
            {
                cursor.Throw($"compressed suffixes that do not give {Length} bytes");
            }

            if (part == Length)
            {
                cursor.Skip(consumed);
                return;
            }

            part = (int)Math.Min(Length, 2L * part);
        }
    }

    private Span<byte> Unpacked(int length)
    {
        if (_unpacked is null || _unpacked.Length < length)
        {
            _unpacked = new byte[Math.Max(512, (int)Math.Min((uint)Array.MaxLength, BitOperations.RoundUpToPowerOf2((uint)length)))];
        }

        return _unpacked.AsSpan(0, length);
    }
}
