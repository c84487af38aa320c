using System.Text.Json;

namespace ArticleSearch.Benchmarks;

/// <summary>A file of JSON lines held in memory as its bytes, and the strings of one line after another. It checks nothing.</summary>
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
            var reader = new Utf8JsonReader(_bytes.AsSpan(start, _ends[line] - start));
            string? id = null, title = null, text = null;
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("id"u8))
                {
                    id = Next(ref reader);
                }
                else if (reader.ValueTextEquals("title"u8))
                {
                    title = Next(ref reader);
                }
                else if (reader.ValueTextEquals("text"u8))
                {
                    text = Next(ref reader);
                }
                else
                {
                    reader.Read();
                    reader.Skip();
                }
            }

            return new Article { Id = id, Title = title ?? "", Text = text ?? "" };
        }
    }

    private static string? Next(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.GetString();
    }
}
