using System.Text;

namespace ArticleSearch.Analysis.Tests;

/// <summary>
/// Seeded random texts that press on every rule: French words and endings, marks, digits, emoji, other scripts, broken UTF-16.
/// </summary>
internal sealed class RandomTexts(int seed)
{
    private static readonly string[] Articles =
    [
        "l", "d", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "s", "c", "j", "m", "n", "t", "L", "D", "Qu", "QU",
        "PU\u0130SQU", "aujourd", "presqu",
    ];

    private static readonly string[] Endings =
    [
        "issement", "issements", "issant", "issants", "ivement", "ement", "ficatrice", "ficateur", "ficateurs", "catrice",
        "cateur", "atrice", "ateur", "trice", "trices", "ième", "ièmes", "teuse", "teur", "teurs", "euse", "ère", "ive",
        "ives", "folle", "molle", "nnelle", "nnel", "nnels", "ète", "ique", "esse", "inage", "isation", "ualisation",
        "isateur", "ation", "ations", "ition", "aux", "eaux", "eux", "oux", "x", "xs", "s", "xx", "ie", "ier", "er", "ée",
        "ées", "ee", "eer", "elle", "ette", "ll", "èère",
    ];

    private static readonly string[] StopWords =
        ["le", "la", "LES", "des", "été", "même", "À", "à", "avions", "EST", "y", "eût", "soi"];

    private static readonly string[] Apostrophes = ["'", "’", "'", "’", "‘", "ʼ", "´", "＇", "''", "’ "];

    private static readonly string[] Marks =
    [
        " ", " ", " ", "\u00A0", "\u202F", "\n", "\r\n", "\t", ".", ",", ";", ":", "·", "-", "‑", "–", "_", "__", "\u203F",
        "/", "\"", "«\u00A0", "\u00A0»", "?", "!", "(", ")", "%", "€", "$", "#", "*", "@", "&", "…", "\u2024", "\u2027",
        "\uFE55", "\u066C", "\u00AD", "\u200B", "\u200C", "\u200D", "\u2060", "\uFEFF", "\0", "\u0085", "\u2028", "=", "+",
        "°", "²", "ª", "µ", "×", "÷", "×", "÷", "\uFFFC", "\uFFFD", "\uFFFF",
    ];

    private static readonly string[] Emoji =
    [
        "😀", "👍", "👍🏽", "👩", "👩‍👩‍👧‍👦", "❤️", "❤", "❤︎", "1️⃣", "#⃣", "*️⃣", "9⃣", "🇫🇷", "🇧", "🇪", "🇨🇭",
        "🏴\U000E0067\U000E0062\U000E0065\U000E007F", "🏴\U000E0067", "\U000E007F", "©", "®", "™", "〰", "〽", "ℹ", "Ⓜ", "🏿",
        "\uFE0F", "\uFE0E", "\u20E3", "\u200D", "☝🏻", "☝️🏻", "🤝", "\U0001FB00", "\U0001F9FF", "㊗", "🈂",
    ];

    /// <summary>Ranges of code points that Unicode 9.0 knew.</summary>
    private static readonly (int First, int Last)[] Scripts =
    [
        (0x41, 0x5A), (0x61, 0x7A), (0xC0, 0xFF), (0x100, 0x17F), (0x180, 0x24F), (0x250, 0x2AF), (0x2B0, 0x2FF),
        (0x300, 0x36F), (0x391, 0x3C9), (0x410, 0x44F), (0x531, 0x556), (0x55A, 0x55F), (0x5D0, 0x5EA), (0x5F3, 0x5F4),
        (0x621, 0x652), (0x660, 0x66C), (0x904, 0x94D), (0x966, 0x96F), (0xE01, 0xE2E), (0xE31, 0xE4E), (0xE50, 0xE59),
        (0x1000, 0x104F), (0x10A0, 0x10C5), (0x1100, 0x11FF), (0x13A0, 0x13F5), (0x1780, 0x17D3), (0x1CF2, 0x1CF3),
        (0x1E00, 0x1EFF), (0x1F00, 0x1F15), (0x2160, 0x2188), (0x24B6, 0x24E9), (0x2C00, 0x2C2E), (0x3005, 0x3007),
        (0x3031, 0x3035), (0x3041, 0x3096), (0x309B, 0x30FF), (0x4E00, 0x4E40), (0xA640, 0xA66E), (0xA708, 0xA72F),
        (0xAB70, 0xABBF), (0xAC00, 0xAC40), (0xFB1D, 0xFB36), (0xFE20, 0xFE2F), (0xFF10, 0xFF5A), (0xFF66, 0xFF9F),
        (0x10400, 0x1044F), (0x118A0, 0x118DF), (0x1D400, 0x1D454), (0x1E900, 0x1E943), (0x1F1E6, 0x1F1FF), (0x1F3FB, 0x1F3FF),
        (0x20000, 0x20010), (0xE0100, 0xE0110),
    ];

    private readonly Random _random = new(seed);

    /// <summary>A text of up to so many pieces.</summary>
    public string Next(int mostPieces)
    {
        var text = new StringBuilder();
        for (int pieces = _random.Next(mostPieces + 1); pieces > 0; pieces--)
        {
            switch (_random.Next(20))
            {
                case < 6:
                    Word(text);
                    break;
                case < 8:
                    text.Append(Pick(Articles)).Append(Pick(Apostrophes));
                    Word(text);
                    break;
                case < 9:
                    text.Append(Pick(StopWords)).Append(' ');
                    break;
                case < 13:
                    text.Append(Pick(Marks));
                    break;
                case < 15:
                    text.Append(_random.Next(10000)).Append(Pick(Marks));
                    break;
                case < 16:
                    text.Append(Pick(Emoji));
                    break;
                case < 17:
                    Letters(text, Scripts[_random.Next(Scripts.Length)]);
                    break;
                case < 18:
                    Letters(text, (0x300, 0x345));
                    break;
                case < 19:
                    text.Append(Pick(Marks)).Append(Pick(Emoji));
                    break;
                default:
                    Rare(text);
                    break;
            }
        }

        return text.ToString();
    }

    private void Word(StringBuilder text)
    {
        const string letters = "eeeeaaiisnrtoulldcmpévqfbghjàxyèêzwçkâîôûùëïüœæ";
        int start = text.Length;
        for (int length = _random.Next(1, 9); length > 0; length--)
        {
            char letter = letters[_random.Next(letters.Length)];
            text.Append(letter, _random.Next(12) == 0 ? 2 : 1);
        }

        if (_random.Next(2) == 0)
        {
            text.Append(Pick(Endings));
        }

        int style = _random.Next(8);
        for (int i = start; i < text.Length && style < 2; i++)
        {
            if (style == 0 || i == start)
            {
                text[i] = char.ToUpperInvariant(text[i]);
            }
        }

        if (_random.Next(3) != 0)
        {
            text.Append(' ');
        }
    }

    private void Letters(StringBuilder text, (int First, int Last) range)
    {
        for (int length = _random.Next(1, 5); length > 0; length--)
        {
            text.Append(char.ConvertFromUtf32(_random.Next(range.First, range.Last + 1)));
        }
    }

    /// <summary>What breaks naive code: half pairs, words at and beyond the longest length.</summary>
    private void Rare(StringBuilder text)
    {
        switch (_random.Next(8))
        {
            case 0:
                text.Append((char)_random.Next(0xD800, 0xDC00));
                break;
            case 1:
                text.Append((char)_random.Next(0xDC00, 0xE000));
                break;
            case 2:
                text.Append((char)_random.Next('a', 'f'), _random.Next(240, 270));
                break;
            case 3:
                text.Append(new string('7', _random.Next(1, 3))).Insert(_random.Next(text.Length), "𝐀");
                break;
            default:
                text.Append(Pick(Marks)).Append(Pick(Marks)).Append(Pick(Marks));
                break;
        }
    }

    private string Pick(string[] from) => from[_random.Next(from.Length)];
}
