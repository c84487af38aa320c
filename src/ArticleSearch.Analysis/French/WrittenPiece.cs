using System.Diagnostics;

namespace ArticleSearch.Analysis.French;

/// <summary>
/// A piece of a text as it is to be read: small letters with their accents on them, one sign for all apostrophes and one for all
/// hyphens, nothing that is invisible; with each character goes where it stands in the piece. It changes how characters are
/// written, never which words they make. For one thread.
/// </summary>
internal sealed class WrittenPiece
{
    /// <summary>The longest piece, in UTF-16 code units.</summary>
    public const int MostUnits = 255;

    private const int MostGrowth = 3; // ﬃ
    private const int LongestUnit = 3; // of measure: what an exponent may follow

    private readonly char[] _characters = new char[MostGrowth * MostUnits];
    private readonly short[] _starts = new short[MostGrowth * MostUnits];
    private readonly short[] _ends = new short[MostGrowth * MostUnits];
    private int _length;

    /// <summary>The characters to read.</summary>
    public ReadOnlySpan<char> Characters => _characters.AsSpan(0, _length);

    /// <summary>Where a character starts in the piece.</summary>
    public int StartOf(int index) => _starts[index];

    /// <summary>Where a character ends in the piece, with the accents on it.</summary>
    public int EndOf(int index) => _ends[index];

    /// <summary>Takes a piece in.</summary>
    public void Read(ReadOnlySpan<char> piece)
    {
        Debug.Assert(piece.Length <= MostUnits, "a piece is cut where it is longer");
        _length = 0;
        for (int i = 0; i < piece.Length; i++)
        {
            char c = piece[i];
            if (c < 0x80)
            {
                Add((uint)(c - 'A') <= 'Z' - 'A' ? (char)(c | 0x20) : c, i, 1);
            }
            else if (char.IsHighSurrogate(c) && i + 1 < piece.Length && char.IsLowSurrogate(piece[i + 1]))
            {
                Span<char> pair = [c, piece[i + 1]];
                Letters.ToLower(pair);
                Add(pair[0], i, 1);
                Add(pair[1], ++i, 1);
            }
            else
            {
                AddWide(c, i);
            }
        }
    }

    private void AddWide(char c, int at)
    {
        if (FrenchSigns.IsInvisible(c) && !(FrenchSigns.IsJoiner(c) && _length > 0 && FrenchSigns.KindOf(_characters[_length - 1]) == SignKind.Foreign))
        {
            return;
        }

        char small = (char)Letters.ToLower(c);
        if (Accents.IsAccent(c))
        {
            // An accent that no letter bears is no letter either; one too many, as of a slip of the finger, changes no word.
            if (_length == 0 || FrenchSigns.KindOf(_characters[_length - 1]) is SignKind.Sign or SignKind.Digit)
            {
                return;
            }

            if (FrenchSigns.KindOf(_characters[_length - 1]) == SignKind.Letter)
            {
                _characters[_length - 1] = Accents.TryCompose(_characters[_length - 1], c, out char composed) ? composed : _characters[_length - 1];
                _ends[_length - 1] = (short)(at + 1);
                return;
            }
        }
        else if (FrenchSigns.TryRaise(c, out char plain))
        {
            AddRaised(c, plain, at);
            return;
        }
        else if (FrenchSigns.Ligature(c) is { } letters)
        {
            foreach (char letter in letters)
            {
                Add(letter, at, 1);
            }

            return;
        }

        Add(FrenchSigns.Fold(small), at, 1);
    }

    // m² is m2, 1ᵉʳ is 1er and CO₂ is co2; 10² is no 102, and the number of a footnote is no part of the word before it.
    private void AddRaised(char raised, char plain, int at)
    {
        int letters = 0;
        while (letters < _length && FrenchSigns.KindOf(_characters[_length - 1 - letters]) == SignKind.Letter)
        {
            letters++;
        }

        bool isDigit = char.IsAsciiDigit(plain);
        if (isDigit && letters == 0 && _length > 0 && char.IsAsciiDigit(_characters[_length - 1]))
        {
            Add(raised, at, 1);
        }
        else if (!isDigit || letters <= LongestUnit)
        {
            Add(plain, at, 1);
        }
    }

    private void Add(char c, int at, int length)
    {
        _characters[_length] = c;
        _starts[_length] = (short)at;
        _ends[_length++] = (short)(at + length);
    }
}
