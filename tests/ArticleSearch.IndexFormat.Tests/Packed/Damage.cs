using System.Buffers.Binary;
using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.IndexFormat.Tests.Packed;

/// <summary>
/// Damages files in every way that matters - each byte changed, each length cut - with and without a checksum that hides it, and
/// sees that a reader either works or says that the index is corrupt.
/// </summary>
internal static class Damage
{
    /// <param name="folder">The files.</param>
    /// <param name="read">Opens and reads everything; whatever it throws but corruption fails the test.</param>
    public static void Everywhere(MemoryFolder folder, Action<MemoryFolder> read)
    {
        foreach (string name in folder.List())
        {
            byte[] whole = folder.Bytes(name);
            for (int i = 0; i < whole.Length; i++)
            {
                byte[] changed = [.. whole];
                changed[i] ^= 0xFF;
                Try(folder, name, changed, read, $"byte {i} ^ FF");
                SetChecksum(changed);
                Try(folder, name, changed, read, $"byte {i} ^ FF, checksum right");
                changed[i] = (byte)(whole[i] ^ 1 << (i % 8));
                SetChecksum(changed);
                Try(folder, name, changed, read, $"byte {i}, one bit, checksum right");

                Try(folder, name, whole[..i], read, $"cut at {i}");
                if (i <= whole.Length - CodecHeader.FooterLength)
                {
                    byte[] cut = [.. whole[..i], .. whole[^CodecHeader.FooterLength..]];
                    SetChecksum(cut);
                    Try(folder, name, cut, read, $"cut at {i}, footer right");
                }
            }

            folder.SetBytes(name, whole);
        }
    }

    private static void Try(MemoryFolder folder, string name, byte[] bytes, Action<MemoryFolder> read, string what)
    {
        folder.SetBytes(name, bytes);
        try
        {
            read(folder);
        }
        catch (CorruptIndexException)
        {
            // That is what is wanted.
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"{name}, {what}: {e.GetType().Name}", e);
        }
    }

    internal static void SetChecksum(byte[] file)
    {
        if (file.Length >= 8)
        {
            BinaryPrimitives.WriteInt64BigEndian(file.AsSpan(file.Length - 8), Crc32.Append(0, file.AsSpan(0, file.Length - 8)));
        }
    }
}
