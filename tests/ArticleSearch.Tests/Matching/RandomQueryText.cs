using System.Globalization;

namespace ArticleSearch.Tests.Matching;

/// <summary>Random queries in Lucene's classic syntax, of every kind, from given words.</summary>
internal sealed class RandomQueryText(Random random, string[] words)
{
    public string Query(int depth = 2)
    {
        if (depth == 2 && random.Next(8) == 0)
        {
            return Fuzzy();
        }

        int clauses = random.Next(4) == 0 ? 1 : random.Next(1, 5);
        var parts = Enumerable.Range(0, clauses).Select(_ => Sign() + Field() + Clause(depth) + Boost());
        return string.Join(random.Next(5) switch { 0 => " AND ", 1 => " OR ", _ => " " }, parts);
    }

    private string Clause(int depth) => random.Next(depth > 0 ? 16 : 13) switch
    {
        < 6 => Word(),
        6 => $"\"{Words(random.Next(2, 4))}\"",
        7 => $"\"{Words(random.Next(2, 4))}\"~{random.Next(1, 8).ToString(CultureInfo.InvariantCulture)}",
        8 => Start(Lower()) + "*",
        9 => Pattern(Lower()),
        10 => Range(),
        11 or 12 => $"/{Start(Lower())}.*/",
        _ => $"({Query(depth - 1)})",
    };

    /// <summary>One fuzzy word alone, or beside what is not merged with it: if a term came from two, Lucene's clock would decide how it scores.</summary>
    private string Fuzzy() =>
        $"{Field()}{Lower()}~{random.Next(1, 3).ToString(CultureInfo.InvariantCulture)}{Boost()}"
        + random.Next(4) switch { 0 => $" -{Word()}", 1 => $" +{Word()}", 2 => $" \"{Words(2)}\"", _ => "" };

    private string Word() => words[random.Next(words.Length)].Replace("-", "\\-", StringComparison.Ordinal);

    private string Words(int count) => string.Join(' ', Enumerable.Range(0, count).Select(_ => words[random.Next(words.Length)]));

    private string Lower() => words[random.Next(words.Length)].ToLowerInvariant().Replace("-", "", StringComparison.Ordinal).Replace("’", "", StringComparison.Ordinal);

    private string Start(string word) => word[..Math.Min(word.Length, random.Next(1, 5))];

    private string Pattern(string word)
    {
        int at = random.Next(1, word.Length + 1);
        return random.Next(3) switch
        {
            0 => word[..1] + "*" + word[^1..],
            1 => word[..at] + "?" + word[Math.Min(at + 1, word.Length)..] + "*",
            _ => word[..1] + "*" + word[(word.Length / 2)..] + "*",
        };
    }

    private string Range()
    {
        string[] ends = [Lower(), Lower()];
        Array.Sort(ends, StringComparer.Ordinal);
        return random.Next(4) switch
        {
            0 => $"[{ends[0]} TO {ends[1]}]",
            1 => $"{{{ends[0]} TO {ends[1]}}}",
            2 => $"[{ends[0]} TO *]",
            _ => $"{{* TO {ends[1]}]",
        };
    }

    private string Sign() => random.Next(12) switch { 0 => "+", 1 => "-", 2 => "+", _ => "" };

    private string Field() => random.Next(7) == 0 ? "title:" : "";

    private string Boost() => random.Next(8) == 0 ? "^" + (random.Next(1, 40) / 10.0).ToString(CultureInfo.InvariantCulture) : "";
}
