using System.Buffers.Binary;
using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.IndexFormat.Tests.Segments;

/// <summary>Damages each file of a folder in every way that a single byte or a cut allows, one at a time.</summary>
internal static class Damage
{
    /// <summary>
    /// Flips one bit pattern in each byte, then cuts each file at each length, and asks after each what went wrong: null if
    /// all is as it must be. Fails with the first answers.
    /// </summary>
    /// <param name="folder">The files; restored afterwards.</param>
    /// <param name="examine">Given the name of the damaged file and what was done to it.</param>
    /// <param name="names">Which files; all where null.</param>
    /// <param name="stride">Every how many-th byte and length; 1 for all.</param>
    /// <param name="reseal">Whether the checksum is set right again: damage that only the readers' own care can find.</param>
    public static void Each(
        MemoryFolder folder, Func<string, string, string?> examine, IEnumerable<string>? names = null, int stride = 1, bool reseal = false)
    {
        var failures = new List<string>();
        foreach (string name in names ?? folder.List())
        {
            byte[] good = folder.Bytes(name);
            byte[] flipped = [.. good];
            folder.SetBytes(name, flipped);
            for (int i = 0; i < good.Length; i += stride)
            {
                // Patterns differ from byte to byte, so that low and high bits all have their turn.
                flipped[i] ^= (byte)(1 << (i % 8) | (i % 3 == 0 ? 0x80 : 0));
                if (reseal)
                {
                    BinaryPrimitives.WriteInt64BigEndian(flipped.AsSpan(good.Length - 8), Crc32.Append(0, flipped.AsSpan(0, good.Length - 8)));
                }

                Examine(examine, name, $"byte {i} flipped", failures);
                flipped[i] = good[i];
            }

            for (int length = 0; length < good.Length && !reseal; length += stride)
            {
                folder.SetBytes(name, good[..length]);
                Examine(examine, name, $"cut at {length}", failures);
            }

            folder.SetBytes(name, good);
            Assert.True(failures.Count == 0, string.Join('\n', failures.Take(20)));
        }
    }

    private static void Examine(Func<string, string, string?> examine, string name, string what, List<string> failures)
    {
        try
        {
            if (examine(name, what) is { } problem)
            {
                failures.Add($"{name}, {what}: {problem}");
            }
        }
        catch (Exception e)
        {
            failures.Add($"{name}, {what}: {e}");
        }
    }
}
