using System.Buffers;

namespace ArticleSearch.Parsing;

/// <summary>
/// Cuts a query into the tokens of Lucene's classic syntax. At every place the longest token wins. It judges nothing: where no
/// token begins, it hands out an error token and stops.
/// </summary>
/// <remarks>
/// Three ways of reading take turns: outside ranges; the number after a caret, directly after it; and inside the brackets of a
/// range, where almost everything is a bound.
/// </remarks>
internal ref struct LuceneLexer
{
    private const string WhiteSpace = " \t\n\r\u3000";

    // What cannot begin a term. A plus or minus may stand inside one.
    private static readonly SearchValues<char> NoTermStart = SearchValues.Create(WhiteSpace + "+-!():^[]\"{}~*?\\/");

    private readonly ReadOnlySpan<char> _text;
    private int _at;

    private LuceneLexer(ReadOnlySpan<char> text) => _text = text;

    /// <summary>All tokens; the last one is the end or an error.</summary>
    public static List<LuceneToken> Read(ReadOnlySpan<char> text)
    {
        var lexer = new LuceneLexer(text);
        var tokens = new List<LuceneToken>();
        var state = LuceneTokenKind.End;
        do
        {
            var token = state switch
            {
                LuceneTokenKind.Caret => lexer.Number(),
                LuceneTokenKind.OpenRange => lexer.InRange(),
                _ => lexer.Outside(),
            };
            tokens.Add(token);
            state = token.Kind switch
            {
                LuceneTokenKind.OpenRange or LuceneTokenKind.OpenExclusiveRange => LuceneTokenKind.OpenRange,
                LuceneTokenKind.Bound or LuceneTokenKind.QuotedBound or LuceneTokenKind.To => LuceneTokenKind.OpenRange,
                LuceneTokenKind.Caret => LuceneTokenKind.Caret,
                _ => LuceneTokenKind.End,
            };
        }
        while (tokens[^1].Kind is not (LuceneTokenKind.End or LuceneTokenKind.Error));

        return tokens;
    }

    private LuceneToken Outside()
    {
        while (_at < _text.Length && IsWhiteSpace(_text[_at]))
        {
            _at++;
        }

        if (_at == _text.Length)
        {
            return Token(LuceneTokenKind.End, 0);
        }

        bool bare = _at + 1 < _text.Length && IsWhiteSpace(_text[_at + 1]);
        switch (_text[_at])
        {
            case '+':
                return bare ? Token(LuceneTokenKind.BareOperator, 2) : Token(LuceneTokenKind.Plus, 1);
            case '-':
                return bare ? Token(LuceneTokenKind.BareOperator, 2) : Token(LuceneTokenKind.Minus, 1);
            case '!':
                return bare ? Token(LuceneTokenKind.BareOperator, 2) : Token(LuceneTokenKind.Not, 1);
            case '(':
                return Token(LuceneTokenKind.OpenParenthesis, 1);
            case ')':
                return Token(LuceneTokenKind.CloseParenthesis, 1);
            case ':':
                return Token(LuceneTokenKind.Colon, 1);
            case '^':
                return Token(LuceneTokenKind.Caret, 1);
            case '[':
                return Token(LuceneTokenKind.OpenRange, 1);
            case '{':
                return Token(LuceneTokenKind.OpenExclusiveRange, 1);
            case '~':
                int length = 1;
                while (TermPart(_at + length, wildcards: false) is > 0 and var part)
                {
                    length += part;
                }

                return Token(LuceneTokenKind.Tilde, length);
            case '"':
                return TokenOrError(LuceneTokenKind.Phrase, PhraseLength());
            case '/':
                return TokenOrError(LuceneTokenKind.Regexp, DelimitedLength('/', least: 0));
            default:
                return Word();
        }
    }

    private LuceneToken Word()
    {
        int length = 0;
        int wildcards = 0;
        bool endsWithStar = false;
        while (TermPart(_at + length, wildcards: true) is > 0 and var part)
        {
            char c = _text[_at + length];
            if (length == 0 && c is '+' or '-')
            {
                break; // not met: an operator is read before
            }

            wildcards += c is '*' or '?' ? 1 : 0;
            endsWithStar = c == '*';
            length += part;
        }

        var word = _text.Slice(_at, length);
        var kind = word switch
        {
            "" => LuceneTokenKind.Error,
            "*" => LuceneTokenKind.Star,
            "AND" or "&&" => LuceneTokenKind.And,
            "OR" or "||" => LuceneTokenKind.Or,
            "NOT" => LuceneTokenKind.Not,
            _ when wildcards == 0 => LuceneTokenKind.Term,
            _ when wildcards == 1 && endsWithStar => LuceneTokenKind.Prefix,
            _ => LuceneTokenKind.Wildcard,
        };
        return Token(kind, length);
    }

    private LuceneToken Number()
    {
        int length = Digits(_at);
        if (length == 0)
        {
            return Token(_at == _text.Length ? LuceneTokenKind.End : LuceneTokenKind.Error, 0);
        }

        if (_at + length < _text.Length && _text[_at + length] == '.' && Digits(_at + length + 1) is > 0 and var decimals)
        {
            length += 1 + decimals;
        }

        return Token(LuceneTokenKind.Number, length);
    }

    private LuceneToken InRange()
    {
        while (true)
        {
            if (_at == _text.Length)
            {
                return Token(LuceneTokenKind.End, 0);
            }

            // A bound may hold any white space but the space; alone, it is skipped.
            int bound = _text[_at..].IndexOfAny(' ', ']', '}');
            bound = bound < 0 ? _text.Length - _at : bound;
            switch (_text[_at])
            {
                case ']':
                    return Token(LuceneTokenKind.CloseRange, 1);
                case '}':
                    return Token(LuceneTokenKind.CloseExclusiveRange, 1);
                case '"' when DelimitedLength('"', least: 1) is var quoted && quoted >= bound:
                    return Token(LuceneTokenKind.QuotedBound, quoted);
                case var c when IsWhiteSpace(c) && bound <= 1:
                    _at++;
                    break;
                default:
                    return Token(_text.Slice(_at, bound) is "TO" ? LuceneTokenKind.To : LuceneTokenKind.Bound, bound);
            }
        }
    }

    /// <summary>How long the phrase is that starts here; 0 if it does not end. A backslash takes away the meaning of what follows.</summary>
    private readonly int PhraseLength()
    {
        for (int end = _at + 1; end < _text.Length; end++)
        {
            if (_text[end] == '"')
            {
                return end + 1 - _at;
            }

            if (_text[end] == '\\')
            {
                end++;
            }
        }

        return 0;
    }

    /// <summary>
    /// How long the text is that starts with a sign here and ends with the same sign; 0 if it does not end. A sign after a
    /// backslash ends it only if no other can.
    /// </summary>
    private readonly int DelimitedLength(char sign, int least)
    {
        int length = 0;
        for (int end = _at + 1; end < _text.Length; end++)
        {
            if (_text[end] != sign)
            {
                continue;
            }

            if (end - _at - 1 >= least)
            {
                length = end + 1 - _at;
            }

            if (end == _at + 1 || _text[end - 1] != '\\')
            {
                break;
            }
        }

        return length;
    }

    /// <summary>How much of a term stands at a place: an escaped code unit, a plain one, or none (0).</summary>
    private readonly int TermPart(int at, bool wildcards)
    {
        if (at >= _text.Length)
        {
            return 0;
        }

        char c = _text[at];
        return c == '\\' ? (at + 1 < _text.Length ? 2 : 0)
            : c is '+' or '-' || (wildcards && c is '*' or '?') || !NoTermStart.Contains(c) ? 1
            : 0;
    }

    private readonly int Digits(int at)
    {
        int end = at;
        while (end < _text.Length && char.IsAsciiDigit(_text[end]))
        {
            end++;
        }

        return end - at;
    }

    private LuceneToken TokenOrError(LuceneTokenKind kind, int length) => Token(length == 0 ? LuceneTokenKind.Error : kind, length);

    private LuceneToken Token(LuceneTokenKind kind, int length)
    {
        var token = new LuceneToken(kind, _at, length);
        _at += length;
        return token;
    }

    private static bool IsWhiteSpace(char c) => c is ' ' or '\t' or '\n' or '\r' or '\u3000';
}
