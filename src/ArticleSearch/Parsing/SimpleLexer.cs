using System.Globalization;
using ArticleSearch.Indexing;

namespace ArticleSearch.Parsing;

/// <summary>
/// Cuts what a person typed into pieces. A sign has a meaning only where it is clearly meant; everywhere else it is text. There is
/// no text it could fail on, and its time is proportional to the text.
/// </summary>
internal ref struct SimpleLexer
{
    // Brackets farther apart than this are no range.
    private const int LongestRange = 80;

    // What may stand behind a word in a sentence.
    private const string Punctuation = ".,;:!?…)]}»”\"'’";

    private readonly ReadOnlySpan<char> _text;
    private readonly List<SimpleToken> _tokens = new(16);
    private int _at;
    private int _open;

    private SimpleLexer(ReadOnlySpan<char> text) => _text = text;

    /// <summary>All tokens; the last one is the end. Every closing parenthesis has its opening one before it.</summary>
    public static List<SimpleToken> Read(ReadOnlySpan<char> text)
    {
        var lexer = new SimpleLexer(text);
        while (lexer.SkipWhiteSpace())
        {
            lexer.ReadOne();
        }

        lexer._tokens.Add(new SimpleToken(SimpleTokenKind.End, text.Length, text.Length));
        return lexer._tokens;
    }

    private void ReadOne()
    {
        char c = _text[_at];
        switch (c)
        {
            case '(':
                Open(null);
                return;
            case ')' when _open > 0:
                Close();
                return;
            case '+' or '-' when MayOperate():
                _tokens.Add(new SimpleToken(c == '+' ? SimpleTokenKind.Plus : SimpleTokenKind.Minus, _at, ++_at));
                return;
            case '"' when TryPhrase(null):
                return;
        }

        if (FieldName() is { } field)
        {
            int start = _at;
            _at += field.Length + 1;
            switch (_text[_at])
            {
                case '(':
                    Open(field);
                    return;
                case '"' when TryPhrase(field):
                    return;
                case '[' or '{' when TryRange(field):
                    return;
                default:
                    Word(field, start);
                    return;
            }
        }

        Word(null, _at);
    }

    private void Open(string? field)
    {
        _tokens.Add(new SimpleToken(SimpleTokenKind.Open, _at, ++_at) { Field = field });
        _open++;
    }

    private void Close()
    {
        int start = _at++;
        _open--;
        float boost = TakeBoost();
        _tokens.Add(new SimpleToken(SimpleTokenKind.Close, start, start + 1) { Boost = boost });
    }

    /// <summary>Whether a plus or minus stands before a word and after none.</summary>
    private readonly bool MayOperate() =>
        (_at == 0 || char.IsWhiteSpace(_text[_at - 1]) || _text[_at - 1] == '(')
        && _at + 1 < _text.Length && !char.IsWhiteSpace(_text[_at + 1]) && _text[_at + 1] is not ('+' or '-' or ')');

    private bool TryPhrase(string? field)
    {
        int start = _at + 1;
        int length = _text[start..].IndexOf('"');
        if (length <= 0 || !HasLetter(_text.Slice(start, length)))
        {
            return false;
        }

        _at = start + length + 1;
        float boost = TakeBoost();
        int slop = TakeTilde(mostDigits: 4, none: 0) ?? 0;
        boost = boost == 1 ? TakeBoost() : boost;
        _tokens.Add(new SimpleToken(SimpleTokenKind.Phrase, start, start + length) { Field = field, Boost = boost, Distance = slop });
        return true;
    }

    private bool TryRange(string field)
    {
        var inside = _text.Slice(_at + 1, Math.Min(LongestRange, _text.Length - _at - 1));
        int length = inside.IndexOfAny(']', '}');
        if (length < 0 || !SimpleRange.TryParse(field, inside[..length], out _, out _))
        {
            return false;
        }

        int start = _at;
        _at += length + 2;
        float boost = TakeBoost();
        _tokens.Add(new SimpleToken(SimpleTokenKind.Range, start, start + length + 2) { Field = field, Boost = boost });
        return true;
    }

    private void Word(string? field, int start)
    {
        int value = _at;
        int inner = 0;
        while (_at < _text.Length && !char.IsWhiteSpace(_text[_at]))
        {
            char c = _text[_at];
            if (c == ')')
            {
                if (inner == 0 && _open > 0 && _at > value)
                {
                    break; // it closes a group; f(x) is a word
                }

                inner -= inner > 0 ? 1 : 0;
            }

            inner += c == '(' ? 1 : 0;
            _at++;
        }

        var word = _text[value.._at];
        if (field is null && Operator(word) is { } kind)
        {
            _tokens.Add(new SimpleToken(kind, value, _at));
            return;
        }

        int end = value + Boosted(word, out float boost);
        var token = new SimpleToken(SimpleTokenKind.Text, value, end) { Field = field, Boost = boost };
        if (field is not null && PassageFields.IsWhole(field))
        {
            token = Whole(token, start);
        }
        else
        {
            token = Pattern(token);
        }

        _tokens.Add(token);
    }

    private static SimpleTokenKind? Operator(ReadOnlySpan<char> word) => word switch
    {
        "AND" or "&&" => SimpleTokenKind.And,
        "OR" or "||" => SimpleTokenKind.Or,
        "NOT" => SimpleTokenKind.Not,
        "*:*" => SimpleTokenKind.Everything,
        _ => null,
    };

    /// <summary>The value of a field that is not analysed: the beginning of values if it ends with a star. A date that is none is text, name and all.</summary>
    private readonly SimpleToken Whole(SimpleToken token, int start)
    {
        var value = _text[token.Start..token.End];
        if (token.Field == PassageFields.Date)
        {
            return PartialDate.TryParse(value, out _) ? token : new SimpleToken(SimpleTokenKind.Text, start, _at);
        }

        return value.Length > 1 && value[^1] == '*' ? token with { Kind = SimpleTokenKind.Prefix, End = token.End - 1 } : token;
    }

    /// <summary>Words with a meant wildcard or tilde; what else has such signs is text.</summary>
    private readonly SimpleToken Pattern(SimpleToken token)
    {
        var word = _text[token.Start..token.End];
        int tilde = word.IndexOf('~');
        if (tilde > 0 && word[(tilde + 1)..] is "" or "0" or "1" or "2" && IsWord(word[..tilde], wildcards: false))
        {
            int edits = tilde + 1 == word.Length ? 2 : word[^1] - '0';
            return token with { Kind = SimpleTokenKind.Fuzzy, End = token.Start + tilde, Distance = edits };
        }

        // A question mark at the end asks a question.
        while (word.Length > 0 && Punctuation.Contains(word[^1], StringComparison.Ordinal))
        {
            word = word[..^1];
        }

        if (word.Length > 1 && word[0] == '=' && IsWord(word[1..], wildcards: false))
        {
            return token with { Kind = SimpleTokenKind.Exact, Start = token.Start + 1, End = token.Start + word.Length };
        }

        int wildcard = word.IndexOfAny('*', '?');
        if (wildcard <= 0 || !IsWord(word, wildcards: true))
        {
            return token;
        }

        int end = token.Start + word.Length;
        return wildcard == word.Length - 1
            ? token with { Kind = SimpleTokenKind.Prefix, End = end - 1 }
            : token with { Kind = SimpleTokenKind.Wildcard, End = end };
    }

    /// <summary>The name before a colon that something follows, if it is one of our fields.</summary>
    private readonly string? FieldName()
    {
        int length = _text.Slice(_at, Math.Min(16, _text.Length - _at)).IndexOf(':');
        if (length <= 0 || _at + length + 1 == _text.Length || char.IsWhiteSpace(_text[_at + length + 1]))
        {
            return null;
        }

        string name = _text.Slice(_at, length).ToString();
        return PassageFields.IsSearched(name) ? name : null;
    }

    /// <summary>How long a word is without the boost at its end.</summary>
    private static int Boosted(ReadOnlySpan<char> word, out float boost)
    {
        int caret = word.LastIndexOf('^');
        if (caret > 0 && TryBoost(word[(caret + 1)..], out boost))
        {
            return caret;
        }

        boost = 1;
        return word.Length;
    }

    /// <summary>Reads a boost right here.</summary>
    private float TakeBoost()
    {
        if (_at == _text.Length || _text[_at] != '^')
        {
            return 1;
        }

        int length = 0;
        while (_at + 1 + length < _text.Length && (char.IsAsciiDigit(_text[_at + 1 + length]) || _text[_at + 1 + length] == '.'))
        {
            length++;
        }

        if (!TryBoost(_text.Slice(_at + 1, length), out float boost))
        {
            return 1;
        }

        _at += 1 + length;
        return boost;
    }

    private static bool TryBoost(ReadOnlySpan<char> number, out float boost)
    {
        boost = 1;
        return number.Length is > 0 and <= 8 && char.IsAsciiDigit(number[0])
            && float.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out boost);
    }

    private int? TakeTilde(int mostDigits, int none)
    {
        if (_at == _text.Length || _text[_at] != '~')
        {
            return null;
        }

        int start = ++_at;
        while (_at < _text.Length && _at - start < mostDigits && char.IsAsciiDigit(_text[_at]))
        {
            _at++;
        }

        return _at == start ? none : int.Parse(_text[start.._at], NumberStyles.None, CultureInfo.InvariantCulture);
    }

    private bool SkipWhiteSpace()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
        {
            _at++;
        }

        return _at < _text.Length;
    }

    private static bool HasLetter(ReadOnlySpan<char> text)
    {
        foreach (char c in text)
        {
            // A surrogate is half of a letter or of a picture, which can be searched as well.
            if (char.IsLetterOrDigit(c) || char.IsSurrogate(c))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsWord(ReadOnlySpan<char> text, bool wildcards)
    {
        foreach (char c in text)
        {
            if (!char.IsLetterOrDigit(c) && !char.IsSurrogate(c) && char.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark
                && c is not ('\'' or '’' or '-' or '_' or '.') && !(wildcards && c is '*' or '?'))
            {
                return false;
            }
        }

        return HasLetter(text);
    }
}
