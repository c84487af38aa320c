namespace ArticleSearch.Tests.Parsing;

/// <summary>Random queries in Lucene's classic syntax, and what a slip of the hand makes of them.</summary>
internal sealed class QueryGrammar(Random random)
{
    private static readonly string[] Words =
    [
        "armes", "d'armes", "l’Armée", "Russie", "le", "la", "de", "chat", "chiens", "aujourd'hui", "C#", "2023", "10", "a", "et", "AND", "contre-offensive",
        "l'", "été", "ÉTÉ", "œuvre", "10:30", "a&&b", "&&a", "1.5", "foo_bar", "Ελλάς", "日本語", "😀", "qu'", "TO", "x+y", "n-1", "don't", "e\u0301t\u00e9", "ſ", "İ",
    ];

    private static readonly string[] Fields = ["title", "text", "date", "source", "id", "article", "autre", "paragraph", "*", "TITLE", "ti\\tle"];

    public string Query(int depth)
    {
        string query = "";
        for (int clauses = 1 + random.Next(4); clauses > 0; clauses--)
        {
            query += (query.Length == 0 ? "" : Pick(" ", " ", "  ", " AND ", " OR ", " && ", " || ", "\t")) + Pick("", "", "", "", "+", "-", "!", "NOT ") + Clause(depth);
        }

        return query;
    }

    public string Mutate(string query, int times)
    {
        for (; times > 0; times--)
        {
            int at = random.Next(query.Length + 1);
            int length = Math.Min(random.Next(3), query.Length - at);
            query = random.Next(3) switch
            {
                0 => query.Remove(at, length),
                1 => query.Insert(at, Pick("\"", "(", ")", "[", "]", "{", "}", "~", "^", "*", "?", "\\", "/", ":", "+", "-", "!", " ", "AND", "u", "0", ".", "TO", "|", "&", "#", "@", "<", ">")),
                _ => query.Insert(at, query.Substring(at, length)),
            };
        }

        return query;
    }

    private string Clause(int depth)
    {
        string field = random.Next(4) == 0 ? Pick(Fields) + ":" : "";
        return depth > 0 && random.Next(5) == 0 ? $"{field}({Query(depth - 1)}){Boost()}" : field + Item();
    }

    private string Item() => random.Next(14) switch
    {
        0 => Phrase() + Suffixes(),
        1 => Phrase() + (random.Next(2) == 0 ? "~" + random.Next(4) : ""),
        2 => Word() + "*" + Suffixes(),
        3 => Word() + Pick("*", "?", "*?", "**") + Word() + Pick("", "*", "?") + Suffixes(),
        4 => Word() + "~" + Pick("", "0", "1", "2", "3", "0.3", "0.5", "0.75", "1.0", "x"),
        5 => $"{Pick("[", "{")}{Bound()} TO {Bound()}{Pick("]", "}")}{Boost()}",
        6 => $"/{Regexp(2)}/{Suffixes()}",
        7 => Pick("*", "*:*", "+ ", "- ", "! "),
        8 => Escaped() + Suffixes(),
        _ => Word() + (random.Next(4) == 0 ? Suffixes() : ""),
    };

    private string Word() => Pick(Words);

    private string Phrase() => "\"" + string.Join(Pick(" ", "  ", ", "), Enumerable.Range(0, random.Next(5)).Select(_ => random.Next(8) == 0 ? Escaped() : Word())) + "\"";

    private string Bound() => random.Next(4) switch
    {
        0 => "*",
        1 => "\"" + Word() + Pick("", " x", "\\\"", "*") + "\"",
        2 => Pick("2023-01", "TO", "l'Été", "\\*", "a[b", "a\tb"),
        _ => Word(),
    };

    private string Escaped() => Pick("\\+a", "a\\:b", "\\u0041b", "\\u00e9t\\u00e9", "\\\\", "C\\#", "a\\ b", "\\*", "\\(x\\)", "a\\\"b", "\\u12", "\\ud83d", "\\😀");

    private string Suffixes() => Pick("", "", "~", "~1", "^2", "^0.5", "~2^3", "^3~1", "^0", "^10.25");

    private string Boost() => Pick("", "", "", "^2", "^1.5", "^007");

    private string Regexp(int depth) => random.Next(depth == 0 ? 4 : 9) switch
    {
        0 => Pick("a", "b", "é", "L'", ".", "\\/", "\\.", "😀"),
        1 => Pick("[a-c]", "[^ab]", "[é-ü]", "[]a]", "[a", "[b-a]"),
        2 => Pick("\"ab\"", "<1-20>", "<01-12>", "#", "@", "()", "<x>", "<5-"),
        3 => Pick("arm.*", "ar?mes+", "x{2}", "x{1,3}", "x{2,}", "x{3,1}", "x{"),
        4 => $"({Regexp(depth - 1)})",
        5 => $"{Regexp(depth - 1)}|{Regexp(depth - 1)}",
        6 => $"{Regexp(depth - 1)}&{Regexp(depth - 1)}",
        7 => $"~{Regexp(depth - 1)}",
        _ => Regexp(depth - 1) + Regexp(depth - 1) + Pick("", "*", "+", "?"),
    };

    private string Pick(params string[] choices) => choices[random.Next(choices.Length)];
}
