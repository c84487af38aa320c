using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace ArticleSearch.Ingest.Texts;

/// <summary>How the bytes of a text stand for letters.</summary>
internal enum TextEncoding
{
    /// <summary>Bytes that no text has.</summary>
    None,

    /// <summary>Nothing but ASCII was seen.</summary>
    Ascii,

    Utf8,

    /// <summary>UTF-8 with some bytes that are not.</summary>
    DamagedUtf8,

    Utf16LittleEndian,

    Utf16BigEndian,

    /// <summary>Western European; ISO-8859-1 is read as it, as the web does.</summary>
    Windows1252,

    /// <summary>ISO-8859-15: with œ and € at places of its own.</summary>
    Latin9,
}

/// <summary>
/// Tells the encoding of a text by its bytes. It takes UTF-8 for what it is wherever it is valid; of the others it knows those that
/// French archives have, and it says no where bytes stand that are letters in none of them.
/// </summary>
internal static class EncodingGuess
{
    private static readonly SearchValues<byte> Controls = SearchValues.Create(
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 0x0B, 0x0E, 0x0F, 0x10, 0x11, 0x12, 0x13, 0x14, 0x15, 0x16, 0x17, 0x18, 0x19, 0x1B, 0x1C, 0x1D, 0x1E, 0x1F, 0x7F, 0x81, 0x8D, 0x8F, 0x90, 0x9D]);

    // What Windows-1252 has and ISO-8859-15 has not.
    private static readonly SearchValues<byte> WindowsLetters = SearchValues.Create(
        [0x80, 0x82, 0x83, 0x84, 0x85, 0x86, 0x87, 0x88, 0x89, 0x8A, 0x8B, 0x8C, 0x8E, 0x91, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97, 0x98, 0x99, 0x9A, 0x9B, 0x9C, 0x9E, 0x9F]);

    /// <summary>The encoding that a byte order mark tells, and the length of the mark; <see cref="TextEncoding.None"/> without one.</summary>
    public static (TextEncoding Encoding, int Length) Mark(ReadOnlySpan<byte> head) => head switch
    {
        [0xEF, 0xBB, 0xBF, ..] => (TextEncoding.Utf8, 3),
        [0xFF, 0xFE, ..] => (TextEncoding.Utf16LittleEndian, 2),
        [0xFE, 0xFF, ..] => (TextEncoding.Utf16BigEndian, 2),
        _ => (TextEncoding.None, 0),
    };

    /// <summary>The encoding of a text.</summary>
    /// <param name="bytes">Its bytes, or the first of them; without a mark.</param>
    /// <param name="isWhole">Whether they are all; else the last character may be cut.</param>
    public static TextEncoding Of(ReadOnlySpan<byte> bytes, bool isWhole)
    {
        if (bytes.Contains((byte)0))
        {
            return Wide(bytes);
        }

        var whole = isWhole ? bytes : WithoutCutCharacter(bytes);
        if (Utf8.IsValid(whole))
        {
            return whole.IndexOfAnyInRange((byte)0x80, (byte)0xFF) < 0 ? TextEncoding.Ascii : TextEncoding.Utf8;
        }

        var (valid, invalid) = CountCharacters(whole);
        if (valid > 0 && valid >= invalid)
        {
            return TextEncoding.DamagedUtf8;
        }

        return bytes.ContainsAny(Controls) ? TextEncoding.None : IsLatin9(bytes) ? TextEncoding.Latin9 : TextEncoding.Windows1252;
    }

    // Of every two bytes one is NUL in nearly all characters of a western text.
    private static TextEncoding Wide(ReadOnlySpan<byte> bytes)
    {
        int even = 0;
        int odd = 0;
        for (int i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] == 0)
            {
                _ = (i & 1) == 0 ? even++ : odd++;
            }
        }

        int pairs = bytes.Length / 2;
        return odd > pairs * 6 / 10 && even <= pairs / 100 ? TextEncoding.Utf16LittleEndian
            : even > pairs * 6 / 10 && odd <= pairs / 100 ? TextEncoding.Utf16BigEndian
            : TextEncoding.None;
    }

    private static ReadOnlySpan<byte> WithoutCutCharacter(ReadOnlySpan<byte> bytes)
    {
        int back = 1;
        while (back < 4 && back < bytes.Length && (bytes[^back] & 0xC0) == 0x80)
        {
            back++;
        }

        return back <= bytes.Length && bytes[^back] >= 0xC0 ? bytes[..^back] : bytes;
    }

    // Characters of several bytes, and bytes that belong to none.
    private static (int Valid, int Invalid) CountCharacters(ReadOnlySpan<byte> bytes)
    {
        int valid = 0;
        int invalid = 0;
        while (bytes.IndexOfAnyInRange((byte)0x80, (byte)0xFF) is var next and >= 0)
        {
            bytes = bytes[next..];
            if (Rune.DecodeFromUtf8(bytes, out _, out int length) == OperationStatus.Done)
            {
                valid++;
            }
            else
            {
                invalid++;
            }

            bytes = bytes[length..];
        }

        return (valid, invalid);
    }

    // A half beside a letter is an œ, and nobody writes the sign of any currency.
    private static bool IsLatin9(ReadOnlySpan<byte> bytes)
    {
        if (bytes.ContainsAny(WindowsLetters))
        {
            return false;
        }

        for (int i = 0; i < bytes.Length; i++)
        {
            bool isLigature = bytes[i] is 0xBC or 0xBD && i + 1 < bytes.Length && bytes[i + 1] is (>= (byte)'a' and <= (byte)'z') or (>= (byte)'A' and <= (byte)'Z') or >= 0xC0;
            if (bytes[i] == 0xA4 || isLigature)
            {
                return true;
            }
        }

        return false;
    }
}
