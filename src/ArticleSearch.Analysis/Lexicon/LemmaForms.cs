using static ArticleSearch.Analysis.Lexicon.LexiconFile;

namespace ArticleSearch.Analysis.Lexicon;

/// <summary>
/// The spellings of a word, for <c>foreach</c>: its base first, the others made from it. Each is valid until the next.
/// </summary>
internal ref struct LemmaForms
{
    /// <summary>How many letters of room it takes: the base, and one form.</summary>
    public const int BufferLength = 2 * WordAutomaton.LongestForm;

    private readonly LexiconFile _file;
    private readonly WordAutomaton _automaton;
    private readonly Span<char> _buffer;
    private readonly int _baseLength;
    private int _left;
    private int _place;
    private int _length;

    /// <summary>Starts with a buffer that holds the base, and where in the paradigms the number of other forms stands.</summary>
    public LemmaForms(LexiconFile file, WordAutomaton automaton, int place, Span<char> buffer, int baseLength)
    {
        _file = file;
        _automaton = automaton;
        _buffer = buffer;
        _baseLength = baseLength;
        _left = file.Byte(Section.Paradigms, place);
        _place = place + 1;
        _length = -1;
    }

    public readonly ReadOnlySpan<char> Current => _buffer.Slice(WordAutomaton.LongestForm, _length);

    public readonly LemmaForms GetEnumerator() => this;

    public bool MoveNext()
    {
        var form = _buffer[WordAutomaton.LongestForm..];
        if (_length < 0)
        {
            _buffer[.._baseLength].CopyTo(form);
            _length = _baseLength;
            return true;
        }

        if (_left == 0)
        {
            return false;
        }

        int kept = _baseLength - _file.Byte(Section.Paradigms, _place);
        int added = _file.Byte(Section.Paradigms, _place + 1);
        if (kept < 0 || kept + added > WordAutomaton.LongestForm)
        {
            throw _file.Damaged(Section.Paradigms, $"{kept} letters are kept and {added} added", _place);
        }

        _buffer[..kept].CopyTo(form);
        foreach (byte label in _file.Bytes(Section.Paradigms, _place + 2, added))
        {
            form[kept++] = _automaton.Letter(label);
        }

        _length = kept;
        _place += 2 + added;
        _left--;
        return true;
    }
}
