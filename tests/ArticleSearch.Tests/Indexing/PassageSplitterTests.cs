using System.Text;
using ArticleSearch.Indexing;

namespace ArticleSearch.Tests.Indexing;

public sealed class PassageSplitterTests
{
    private static readonly string[] Pieces =
    [
        "a", "mot", "œuvre", "😀", "\uD83D", "\n", "\n", "\r", "\r\n", "\u2028", "\u2029", " ", "\t", "\u00A0", "\u202F", "\u3000", "\uFEFF", "\u200B", "\u0085", "\f", "\0",
    ];

    private static readonly char[] Blanks = [.. Enumerable.Range(0, 0x10000).Select(c => (char)c).Where(PassageSplitter.IsBlank)];

    [Theory]
    [InlineData("", 0)]
    [InlineData(" \n\u00A0\r\n\t", 0)]
    [InlineData("un", 1)]
    [InlineData("un\ndeux", 2)]
    [InlineData("un\r\ndeux\r\n\r\ntrois", 3)]
    [InlineData("un\u2028deux\u2029trois", 3)]
    public void Lines_are_paragraphs_and_blank_lines_are_none(string text, int count) =>
        Assert.Equal(count, Split(text, ParagraphBreak.Line).Count);

    [Theory]
    [InlineData("un\ndeux", "un\ndeux")]
    [InlineData("un\r\ndeux\r\n\r\ntrois", "un\r\ndeux|trois")]
    [InlineData("un\r\rdeux", "un|deux")]
    [InlineData("\n\n  un \n\u00A0\u202F\n deux  \n", "un|deux")]
    [InlineData("un\u2029deux", "un|deux")]
    [InlineData("un\u2028deux", "un\u2028deux")]
    [InlineData("\uFEFFun\n\uFEFF\ndeux", "un|deux")]
    public void Blank_lines_separate_paragraphs(string text, string paragraphs) =>
        Assert.Equal(paragraphs.Split('|'), Split(text, ParagraphBreak.BlankLine).Select(p => text[p.Start..p.End]));

    [Theory]
    [InlineData(ParagraphBreak.Line)]
    [InlineData(ParagraphBreak.BlankLine)]
    public void Paragraphs_cover_all_ink_in_order_and_have_none_at_their_edges(ParagraphBreak breaks)
    {
        for (int seed = 0; seed < 2000; seed++)
        {
            var random = new Random(seed);
            var builder = new StringBuilder();
            for (int i = random.Next(30); i > 0; i--)
            {
                builder.Append(Pieces[random.Next(Pieces.Length)]);
            }

            string text = builder.ToString();
            var passages = Split(text, breaks);
            int end = 0;
            for (int i = 0; i < passages.Count; i++)
            {
                var passage = passages[i];
                Assert.True(passage.Number == i + 1 && passage.Start >= end && passage.End > passage.Start, $"seed {seed}");
                Assert.True(text[end..passage.Start].All(PassageSplitter.IsBlank), $"seed {seed}: ink between paragraphs");
                Assert.False(PassageSplitter.IsBlank(text[passage.Start]) || PassageSplitter.IsBlank(text[passage.End - 1]), $"seed {seed}");
                end = passage.End;
            }

            Assert.True(text[end..].All(PassageSplitter.IsBlank), $"seed {seed}: ink after the last paragraph");
            Assert.Equal(Naive(text, breaks), passages.Select(p => text[p.Start..p.End]));
        }
    }

    internal static List<PassageRange> Split(string text, ParagraphBreak breaks)
    {
        var passages = new List<PassageRange>();
        foreach (var passage in new PassageSplitter(text, breaks))
        {
            passages.Add(passage);
        }

        return passages;
    }

    // The definition, by whole strings.
    private static IEnumerable<string> Naive(string text, ParagraphBreak breaks)
    {
        string lines = text.Replace("\r\n", "\n\uE000", StringComparison.Ordinal).Replace('\r', '\n').Replace('\u2028', '\n');
        var parts = lines.Split('\u2029').SelectMany(part => breaks == ParagraphBreak.Line ? part.Split('\n') : Blocks(part));
        int from = 0;
        foreach (string part in parts)
        {
            string trimmed = part.Replace("\uE000", "", StringComparison.Ordinal).Trim(Blanks);
            if (trimmed.Length > 0)
            {
                // The same letters in the text, with whatever line ends it has.
                int start = from;
                while (PassageSplitter.IsBlank(text[start]))
                {
                    start++;
                }

                int end = start;
                int ink = trimmed.Count(c => !PassageSplitter.IsBlank(c));
                while (ink > 0)
                {
                    ink -= PassageSplitter.IsBlank(text[end++]) ? 0 : 1;
                }

                from = end;
                yield return text[start..end];
            }
        }
    }

    private static IEnumerable<string> Blocks(string part)
    {
        var block = new StringBuilder();
        foreach (string line in part.Split('\n'))
        {
            if (line.Replace("\uE000", "", StringComparison.Ordinal).All(PassageSplitter.IsBlank))
            {
                yield return block.ToString();
                block.Clear();
            }
            else
            {
                block.Append(line).Append('\n');
            }
        }

        yield return block.ToString();
    }
}
