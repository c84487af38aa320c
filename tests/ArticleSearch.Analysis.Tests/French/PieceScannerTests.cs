using System.Text;
using ArticleSearch.Analysis.French;

namespace ArticleSearch.Analysis.Tests.French;

/// <summary>The scanner finds the pieces of the definition, which is written here character by character.</summary>
public sealed class PieceScannerTests
{
    [Fact]
    public void The_scanner_finds_the_pieces_of_the_definition()
    {
        const int seed = 61;
        var random = new RandomTexts(seed);
        var scanner = new PieceScanner();
        for (int i = 0; i < 8_000; i++)
        {
            AssertSame(scanner, random.Next(i % 100 == 0 ? 2000 : 20), $"seed {seed}, text {i}");
        }
    }

    [Fact]
    public void Pieces_that_reach_over_the_edges_of_blocks_and_chunks_are_found_whole()
    {
        const int seed = 62;
        var random = new Random(seed);
        var scanner = new PieceScanner();
        string[] parts = ["a", "é", "l’", "l'", ".", " ", "'", ", ", "1", "10 000", "1\u202F5", "2,5", "ab.", "a.", "\u00AD", "…", "漢", "😀", "\uD83D", "-", "œu."];
        for (int i = 0; i < 1_000; i++)
        {
            var text = new StringBuilder(new string("a 1😀"[i % 3], random.Next(i % 3 == 0 ? 5000 : 200)));
            while (random.Next(40) > 0)
            {
                text.Insert(random.Next(text.Length + 1), parts[random.Next(parts.Length)]).Append(parts[random.Next(parts.Length)]);
                text.Append("b1 "[random.Next(3)], random.Next(20) == 0 ? random.Next(600) : random.Next(9));
            }

            AssertSame(scanner, text.ToString(), $"seed {seed}, text {i}");
        }
    }

    private static void AssertSame(PieceScanner scanner, string text, string what)
    {
        var expected = Pieces(text);
        var found = new List<(int, int)>();
        var row = new ScannedWord[11];
        scanner.Reset();
        for (int count; (count = scanner.Read(text, row)) > 0;)
        {
            foreach (var piece in row.AsSpan(0, count))
            {
                found.Add((piece.Start, piece.End));
                Assert.Equal(WordKey.Of(text.AsSpan(piece.Start, piece.End - piece.Start)), piece.Key);
            }
        }

        Assert.True(expected.SequenceEqual(found), $"{what}: {string.Concat(text.Take(300).Select(c => $"\\u{(int)c:X4}"))}");
    }

    private static List<(int Start, int End)> Pieces(string text)
    {
        var pieces = new List<(int, int)>();
        for (int start = 0; start < text.Length; start++)
        {
            if (IsBound(text, start))
            {
                continue;
            }

            int end = start;
            while (end < text.Length && !IsBound(text, end))
            {
                end++;
            }

            while (end - start > WrittenPiece.MostUnits)
            {
                int cut = start + WrittenPiece.MostUnits;
                cut -= char.IsSurrogatePair(text[cut - 1], text[cut]) ? 1 : 0;
                pieces.Add((start, cut));
                start = cut;
                while (start < end && PieceScanner.IsBound(text[start]))
                {
                    start++;
                }
            }

            if (start < end)
            {
                pieces.Add((start, end));
            }

            start = end;
        }

        return pieces;
    }

    private static bool IsBound(string text, int at)
    {
        char c = text[at];
        bool endsWord = c == '.' && at >= 2 && IsFrenchLetter(text[at - 1]) && IsFrenchLetter(text[at - 2]) && (at + 1 == text.Length || PieceScanner.IsBound(text[at + 1]));
        bool isGrouping = (c == ',' || FrenchSigns.IsDigitSpace(c)) && at > 0 && char.IsAsciiDigit(text[at - 1]) && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1]);
        return endsWord || (PieceScanner.IsBound(c) && !isGrouping);
    }

    private static bool IsFrenchLetter(char c) => WordCodes.CodeOf(c) is >= 0xC0 and not 0xD7 and not 0xF7 || char.IsAsciiLetter(c);
}
