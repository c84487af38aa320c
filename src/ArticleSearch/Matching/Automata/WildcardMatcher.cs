using System.Buffers;

namespace ArticleSearch.Matching.Automata;

/// <summary>
/// Terms of a pattern in which <c>*</c> stands for any code points, <c>?</c> for one, and <c>\</c> takes the next one literally
/// (a last <c>\</c> stands for itself). Time is at most the product of both lengths, whatever the pattern: only the last
/// <c>*</c> passed is ever tried again, since what an earlier one could do instead, the last one can do as well.
/// </summary>
internal sealed class WildcardMatcher : TermMatcher
{
    /// <summary>An element that any one code point fits.</summary>
    internal const int Any = -1;

    /// <summary>An element that any code points fit.</summary>
    internal const int Star = -2;

    // Code points, Any and Star.
    private readonly int[] _pattern;

    // How many elements stand before the first star: the part that dictates where the dictionary is worth looking at.
    private readonly int _head;

    // The smallest text of the head.
    private readonly byte[] _first;

    // Where the code points that fit the head start in the term looked at last.
    private readonly int[] _offsets;

    public WildcardMatcher(string pattern)
    {
        _pattern = Parse(pattern);
        int star = Array.IndexOf(_pattern, Star);
        _head = star < 0 ? _pattern.Length : star;
        _offsets = new int[_head + 1];
        var first = new ArrayBufferWriter<byte>();
        Complete(first, 0);
        _first = first.WrittenSpan.ToArray();
    }

    public override ReadOnlySpan<byte> CommonPrefix => _first;

    public override bool Matches(ReadOnlySpan<byte> utf8Term)
    {
        var term = utf8Term;
        int at = 0;
        int element = 0;
        int star = -1;
        int starAt = 0;
        while (at < term.Length)
        {
            int wanted = element < _pattern.Length ? _pattern[element] : Star - 1;
            if (wanted == Star)
            {
                star = element++;
                starAt = at;
                continue;
            }

            int codePoint = Utf8Term.Decode(term, at, out int length);
            if (codePoint < 0)
            {
                return false;
            }

            if (wanted == codePoint || wanted == Any)
            {
                at += length;
                element++;
            }
            else if (star >= 0)
            {
                Utf8Term.Decode(term, starAt, out length);
                starAt += length;
                at = starAt;
                element = star + 1;
            }
            else
            {
                return false;
            }
        }

        while (element < _pattern.Length && _pattern[element] == Star)
        {
            element++;
        }

        return element == _pattern.Length;
    }

    public override bool TryNext(ReadOnlySpan<byte> term, ArrayBufferWriter<byte> target)
    {
        int fits = 0;
        int at = 0;
        int next = -1;
        while (fits < _head && at < term.Length)
        {
            _offsets[fits] = at;
            next = Utf8Term.Decode(term, at, out int length);
            if (next < 0)
            {
                return true;
            }

            if (_pattern[fits] != next && _pattern[fits] != Any)
            {
                break;
            }

            at += length;
            fits++;
        }

        if (fits == _head && _head < _pattern.Length)
        {
            return true;
        }

        if (fits < _head && at == term.Length)
        {
            target.Write(term);
            Complete(target, fits);
            return true;
        }

        if (fits < _head && _pattern[fits] > next)
        {
            target.Write(term[..at]);
            Complete(target, fits);
            return true;
        }

        return StepBack(term, fits, target);
    }

    /// <summary>Raises the last code point before <paramref name="element"/> that the pattern leaves open.</summary>
    private bool StepBack(ReadOnlySpan<byte> term, int element, ArrayBufferWriter<byte> target)
    {
        while (--element >= 0)
        {
            if (_pattern[element] == Any)
            {
                int codePoint = Utf8Term.Decode(term, _offsets[element], out _);
                if (codePoint < Utf8Term.MaxCodePoint)
                {
                    target.Write(term[.._offsets[element]]);
                    Utf8Term.Append(target, codePoint + 1);
                    Complete(target, element + 1);
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Appends the smallest text for the rest of the head.</summary>
    private void Complete(ArrayBufferWriter<byte> target, int element)
    {
        for (; element < _head; element++)
        {
            Utf8Term.Append(target, Math.Max(0, _pattern[element]));
        }
    }

    /// <summary>The elements of a pattern: code points, <see cref="Any"/> and <see cref="Star"/>, of which no two stand together.</summary>
    internal static int[] Parse(string pattern)
    {
        int[] codePoints = Utf8Term.CodePoints(pattern);
        var elements = new List<int>(codePoints.Length);
        for (int i = 0; i < codePoints.Length; i++)
        {
            switch (codePoints[i])
            {
                case '*':
                    if (elements is not [.., Star])
                    {
                        elements.Add(Star);
                    }

                    break;
                case '?':
                    elements.Add(Any);
                    break;
                case '\\' when i + 1 < codePoints.Length:
                    elements.Add(codePoints[++i]);
                    break;
                default:
                    elements.Add(codePoints[i]);
                    break;
            }
        }

        return [.. elements];
    }
}
