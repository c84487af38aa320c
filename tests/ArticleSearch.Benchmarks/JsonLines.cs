using System.Buffers;
using System.Globalization;
using System.Text;

namespace ArticleSearch.Benchmarks;

/// <summary>
/// A file of JSON lines, id, title and text in this order, held in memory as its bytes; and the articles of the lines. It reads as
/// simply as the Java program does, and checks nothing.
/// </summary>
internal sealed class JsonLines
{
    private readonly byte[] _bytes;
    private readonly List<int> _ends = []; // of lines, their line breaks not counted

    public JsonLines(string file)
    {
        _bytes = File.ReadAllBytes(file);
        for (int start = 0; start < _bytes.Length;)
        {
            int length = _bytes.AsSpan(start).IndexOf((byte)'\n');
            int end = length < 0 ? _bytes.Length : start + length;
            _ends.Add(end);
            start = end + 1;
        }
    }

    public int Count => _ends.Count;

    /// <summary>How many bytes all lines have, each with a line break.</summary>
    public long Bytes => _bytes.Length + (_bytes is [.., not (byte)'\n'] ? 1 : 0);

    /// <summary>The article of a line.</summary>
    public Article this[int line]
    {
        get
        {
            int start = line == 0 ? 0 : _ends[line - 1] + 1;
            var rest = _bytes.AsSpan(start, _ends[line] - start);
            return new Article { Id = Next(ref rest, "\"id\""u8), Title = Next(ref rest, "\"title\""u8), Text = Next(ref rest, "\"text\""u8) };
        }
    }

    // The string of a property that comes after those read before it; empty if there is none, as in the Java program.
    private static string Next(ref Span<byte> rest, ReadOnlySpan<byte> name)
    {
        int key = rest.IndexOf(name);
        if (key < 0)
        {
            return "";
        }

        var value = rest[(key + name.Length)..];
        value = value[(value.IndexOf((byte)'"') + 1)..];
        int end = value.IndexOfAny((byte)'"', (byte)'\\');
        if (value[end] == (byte)'"')
        {
            rest = value[(end + 1)..];
            return Encoding.UTF8.GetString(value[..end]);
        }

        while (value[end] != (byte)'"')
        {
            end += 2;
            end += value[end..].IndexOfAny((byte)'"', (byte)'\\');
        }

        rest = value[(end + 1)..];
        char[] unescaped = ArrayPool<char>.Shared.Rent(end);
        try
        {
            return new string(unescaped, 0, Unescape(value[..end], unescaped));
        }
        finally
        {
            ArrayPool<char>.Shared.Return(unescaped);
        }
    }

    private static int Unescape(ReadOnlySpan<byte> value, Span<char> text)
    {
        int length = 0;
        while (true)
        {
            int escape = value.IndexOf((byte)'\\');
            length += Encoding.UTF8.GetChars(escape < 0 ? value : value[..escape], text[length..]);
            if (escape < 0)
            {
                return length;
            }

            byte letter = value[escape + 1];
            value = value[(escape + 2)..];
            text[length++] = letter switch
            {
                (byte)'n' => '\n',
                (byte)'t' => '\t',
                (byte)'r' => '\r',
                (byte)'b' => '\b',
                (byte)'f' => '\f',
                (byte)'u' => (char)ushort.Parse(value[..4], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture),
                _ => (char)letter,
            };
            value = letter == (byte)'u' ? value[4..] : value;
        }
    }
}
