using System.Text;

namespace ArticleSearch.Dictee;

/// <summary>
/// Reads a file of pairs. The file is for teachers as much as for programs: UTF-8, a head of comments (<c># …</c>) whose first
/// line is the area's title, a line that names the columns, then one pair a line in four columns separated by tabs:
/// expectation, level, query, texts; texts are separated by <c> | </c>. Never guesses: a line that is not a pair is an error.
/// </summary>
internal static class PairFile
{
    public const string Columns = "attente\tniveau\trequête\ttextes";

    /// <summary>Reads all files of a folder, in the order of their names.</summary>
    /// <exception cref="FormatException">A line is not a pair; the message names file and line.</exception>
    public static IReadOnlyList<Area> ReadAll(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*.tsv").Order(StringComparer.Ordinal).Select(Read)];

    private static Area Read(string path)
    {
        string[] lines = File.ReadAllLines(path, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
        string name = Path.GetFileNameWithoutExtension(path);
        string[] head = [.. lines.TakeWhile(line => line.StartsWith('#')).Select(line => line[1..].Trim())];
        if (head.Length < 2 || head[0].Length == 0 || head.Length == lines.Length || lines[head.Length] != Columns)
        {
            throw new FormatException($"{name}.tsv: a title and what is tested, as comments, then the names of the columns are to come first.");
        }

        var pairs = new List<Pair>(lines.Length);
        for (int i = head.Length + 1; i < lines.Length; i++)
        {
            try
            {
                pairs.Add(ReadPair(lines[i], i + 1));
            }
            catch (FormatException e)
            {
                throw new FormatException($"{name}.tsv, line {i + 1}: {e.Message}", e);
            }
        }

        return new Area(name, head[0], string.Join(' ', head.Skip(1)).Trim(), pairs);
    }

    private static Pair ReadPair(string line, int number)
    {
        string[] cells = line.Split('\t');
        if (cells.Length != 4 || cells.Any(string.IsNullOrWhiteSpace))
        {
            throw new FormatException("a pair has four columns: " + Columns.Replace("\t", ", ", StringComparison.Ordinal));
        }

        var expectation = ReadExpectation(cells[0]);
        string[] texts = [.. cells[3].Split(" | ").Select(VisibleText.Decode)];
        IReadOnlyList<TextRange> marks = [];
        if (expectation == Expectation.Marked)
        {
            (texts[0], marks) = VisibleText.ReadMarks(texts[0]);
            if (marks.Count == 0)
            {
                throw new FormatException("nothing stands in brackets");
            }
        }

        if (expectation == Expectation.First && texts.Length < 2)
        {
            throw new FormatException("the first of one text is no finding");
        }

        return new Pair(number, expectation, ReadLevel(cells[1]), VisibleText.Decode(cells[2]), texts, marks, line);
    }

    private static Expectation ReadExpectation(string word) => word switch
    {
        "trouve" => Expectation.Found,
        "ne trouve pas" => Expectation.NotFound,
        "d’abord" => Expectation.First,
        "marque" => Expectation.Marked,
        _ => throw new FormatException($"“{word}” is none of trouve, ne trouve pas, d’abord, marque"),
    };

    private static Level ReadLevel(string word) => word switch
    {
        "-" => Level.None,
        "exact" => Level.Exact,
        "accent" => Level.Accent,
        "flexion" => Level.Inflection,
        "dérivation" => Level.Derivation,
        "son" => Level.Sound,
        _ => throw new FormatException($"“{word}” is none of exact, accent, flexion, dérivation, son, -"),
    };
}
