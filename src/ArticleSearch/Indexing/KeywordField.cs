namespace ArticleSearch.Indexing;

/// <summary>
/// A field of one buffer whose value is one term, whole: documents in a row that share a value keep it once. It keeps no
/// order; <see cref="Sorted"/> makes it.
/// </summary>
internal sealed class KeywordField
{
    private ByteStringList _values = new();
    private Run[] _runs = new Run[16];

    /// <summary>How many bytes of memory the field takes.</summary>
    public long MemoryUsed => _values.MemoryUsed + ((long)_runs.Length * 2 * sizeof(int));

    /// <summary>How many runs of documents there are.</summary>
    public int RunCount => _values.Count;

    /// <summary>The value of a run.</summary>
    public ReadOnlySpan<byte> Value(int run) => _values[run];

    /// <summary>The documents of a run; they ascend with the runs.</summary>
    public (int First, int End) Documents(int run) => (_runs[run].First, _runs[run].End);

    /// <summary>Gives documents a value; they come after all that have one.</summary>
    public void Add(ReadOnlySpan<char> value, int firstDocument, int endDocument)
    {
        _values.AddUtf8(value);
        Close(firstDocument, endDocument);
    }

    /// <summary>The runs in ascending order of their values' bytes, those of one value in order of their documents.</summary>
    public int[] Sorted() => _values.Sorted();

    /// <summary>Forgets all values.</summary>
    /// <param name="keepMemory">Whether the memory stays for those to come.</param>
    public void Clear(bool keepMemory = false)
    {
        if (keepMemory)
        {
            _values.Clear();
            return;
        }

        _values = new ByteStringList();
        _runs = new Run[16];
    }

    private void Close(int firstDocument, int endDocument)
    {
        int run = _values.Count - 1;
        if (run > 0 && _runs[run - 1].End == firstDocument && _values[run].SequenceEqual(_values[run - 1]))
        {
            _values.RemoveLast();
            _runs[run - 1].End = endDocument;
            return;
        }

        if (run == _runs.Length)
        {
            Array.Resize(ref _runs, run * 2);
        }

        _runs[run] = new Run { First = firstDocument, End = endDocument };
    }

    private struct Run
    {
        public int First;
        public int End;
    }
}
