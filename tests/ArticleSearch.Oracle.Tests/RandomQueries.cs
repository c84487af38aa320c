using System.Globalization;
using System.Text;
using ArticleSearch.Analysis;

namespace ArticleSearch.Oracle.Tests;

/// <summary>
/// Queries of every kind in Lucene's classic syntax, made of words that stand in some texts (and some that do not). The same
/// seed makes the same queries.
/// </summary>
internal sealed class RandomQueries
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyzéèçàô";

    private readonly Random _random;
    private readonly string[][] _texts;

    /// <param name="texts">Texts whose words are asked for; words of frequent and of rare terms come from any of them.</param>
    /// <param name="seed">The seed of the run.</param>
    public RandomQueries(IEnumerable<string> texts, int seed)
    {
        _random = new Random(seed);
        _texts = [.. texts.Select(Words).Where(words => words.Length >= 8)];
    }

    /// <summary>The kinds of query, and how each is made.</summary>
    public IReadOnlyList<(string Kind, Func<string> Make)> Kinds =>
    [
        ("term", Word),
        ("two terms", () => $"{Word()} {Word()}"),
        ("many terms", () => string.Join(' ', Enumerable.Range(0, _random.Next(3, 12)).Select(_ => Word()))),
        ("required", () => $"+{Word()} +{Word()} {Word()}"),
        ("prohibited", () => $"{Word()} {Word()} -{Word()}"),
        ("operators", () => $"{Word()} AND {Word()} OR {Word()} NOT {Word()}"),
        ("groups", () => $"({Word()} OR {Word()}) AND ({Word()} {Clause()})"),
        ("nested", () => $"+({Word()} +({Word()} {Clause()} -{Word()})) {Clause()}"),
        ("boosts", () => $"{Word()}^{Boost()} ({Word()} {Clause()})^{Boost()}"),
        ("phrase", () => $"\"{Phrase(_random.Next(2, 5))}\""),
        ("sloppy phrase", () => $"\"{Phrase(_random.Next(2, 5), shuffle: true)}\"~{_random.Next(1, 8)}"),
        ("phrase and terms", () => $"\"{Phrase(2)}\" {Word()} +{Word()}"),
        ("prefix", () => $"{Start(Word())}*"),
        ("wildcard", Wildcard),
        ("fuzzy", () => $"{Misspelt(Word())}~{_random.Next(1, 3)}"),
        ("range", () => $"text:[{Start(Word())} TO {Start(Word())}]"),
        ("open range", () => $"{{{Start(Word())} TO *}}"),
        ("title", () => $"title:{Word()} {Word()}"),
        ("title phrase", () => $"title:\"{Phrase(2)}\"~2 OR {Word()}"),
        ("everything", () => $"*:* -{Word()} +({Word()} {Word()} {Word()} {Word()})"),
        ("constant and scored", () => $"+{Start(Word())}* {Word()} {Word()}^{Boost()}"),
        ("fuzzy among others", () => $"{Misspelt(Word())}~1 {Word()} \"{Phrase(2)}\""),
    ];

    private static string[] Words(string text)
    {
        var words = new List<string>();
        var stream = AnalysisChain.Named("lucene-french").CreateStream();
        stream.Reset(text.AsMemory());
        while (stream.MoveNext())
        {
            string word = text[stream.StartOffset..stream.EndOffset];
            if (word.All(c => char.IsLetterOrDigit(c) || c is '\'' or '’'))
            {
                words.Add(word);
            }
        }

        return [.. words];
    }

    private string Word()
    {
        string[] text = _texts[_random.Next(_texts.Length)];
        return text[_random.Next(text.Length)];
    }

    private string Clause() => _random.Next(4) switch
    {
        0 => $"\"{Phrase(2)}\"",
        1 => $"{Start(Word())}*",
        2 => $"{Misspelt(Word())}~1",
        _ => Word(),
    };

    private string Boost() => (_random.Next(1, 40) / 8.0).ToString(CultureInfo.InvariantCulture);

    private string Phrase(int length, bool shuffle = false)
    {
        string[] text = _texts[_random.Next(_texts.Length)];
        int start = _random.Next(text.Length - length + 1);
        var words = text.Skip(start).Take(length).ToArray();
        if (shuffle && _random.Next(2) == 0)
        {
            _random.Shuffle(words);
        }

        return string.Join(' ', words);
    }

    private string Start(string word)
    {
        string letters = new([.. word.Where(char.IsLetterOrDigit)]);
        return letters.Length <= 2 ? "pre" : letters[..Math.Min(letters.Length, _random.Next(2, 6))];
    }

    private string Wildcard()
    {
        var pattern = new StringBuilder(Start(Word()));
        int at = _random.Next(1, pattern.Length);
        pattern[at] = _random.Next(2) == 0 ? '?' : '*';
        return pattern.Append(_random.Next(2) == 0 ? "*" : "?*").ToString();
    }

    private string Misspelt(string word)
    {
        var letters = new StringBuilder(new string([.. word.Where(char.IsLetterOrDigit)]));
        if (letters.Length < 4)
        {
            letters.Append("ment");
        }

        int at = _random.Next(1, letters.Length - 1);
        switch (_random.Next(4))
        {
            case 0: letters[at] = Letters[_random.Next(Letters.Length)]; break;
            case 1: letters.Remove(at, 1); break;
            case 2: letters.Insert(at, Letters[_random.Next(Letters.Length)]); break;
            default: (letters[at], letters[at - 1]) = (letters[at - 1], letters[at]); break;
        }

        return letters.ToString();
    }
}
