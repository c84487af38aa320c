using ArticleSearch.TestKit;

namespace ArticleSearch.Analysis.Tests;

/// <summary>Compares the tokens of texts with those of real Lucene: term, start, end, position increment.</summary>
internal static class LuceneTokens
{
    private const int BatchLength = 1 << 22;

    /// <summary>Fails at the first text whose tokens differ; says how many texts and tokens were the same.</summary>
    public static (int Texts, long Tokens) AssertSame(IEnumerable<string> texts)
    {
        var stream = FrenchAnalyzer.Instance.CreateStream();
        var batch = new List<string>();
        int length = 0, count = 0;
        long tokens = 0;
        foreach (string text in texts)
        {
            batch.Add(text);
            length += text.Length + 16;
            if (length > BatchLength)
            {
                tokens += AssertSame(stream, batch);
                count += batch.Count;
                batch.Clear();
                length = 0;
            }
        }

        return (count + batch.Count, tokens + AssertSame(stream, batch));
    }

    private static long AssertSame(TokenStream stream, List<string> texts)
    {
        long tokens = 0;
        var answers = JavaOracle.Shared.AskAll([.. texts.Select(text => (IReadOnlyList<string>)["tokens", text])]);
        for (int i = 0; i < texts.Count; i++)
        {
            string expected = answers[i][0];
            string actual = TokenText.Of(stream, texts[i]);
            if (!string.Equals(expected, actual, StringComparison.Ordinal))
            {
                Assert.Fail($"Text {i}, {Show(texts[i])}\nLucene: {Show(expected)}\nours:   {Show(actual)}");
            }

            tokens += actual.Count(c => c == '+');
        }

        return tokens;
    }

    /// <summary>A text with everything but printable ASCII as escapes, cut where it is long.</summary>
    private static string Show(string text)
    {
        string escaped = string.Concat(text.Take(2000).Select(c => c is >= ' ' and <= '~' ? c.ToString() : $"\\u{(int)c:X4}"));
        return text.Length > 2000 ? $"{escaped}… ({text.Length})" : escaped;
    }
}
