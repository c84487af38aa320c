using System.Globalization;
using System.Text;

namespace ArticleSearch.Analysis.Tests;

/// <summary>Writes the tokens of a text the way the Java oracle does: <c>term/start-end+increment</c>, separated by spaces.</summary>
internal static class TokenText
{
    /// <summary>All that a stream says of a text.</summary>
    public static string Of(TokenStream stream, string text)
    {
        var written = new StringBuilder();
        stream.Reset(text.AsMemory());
        while (stream.MoveNext())
        {
            written.Append(written.Length > 0 ? " " : "").Append(stream.Term).Append(CultureInfo.InvariantCulture,
                $"/{stream.StartOffset}-{stream.EndOffset}+{stream.PositionIncrement}");
        }

        return written.ToString();
    }

    /// <summary>All that the French analyser says of a text.</summary>
    public static string Of(string text) => Of(FrenchAnalyzer.Instance.CreateStream(), text);

    /// <summary>The terms alone.</summary>
    public static string[] Terms(string text)
    {
        var terms = new List<string>();
        var stream = FrenchAnalyzer.Instance.CreateStream();
        stream.Reset(text.AsMemory());
        while (stream.MoveNext())
        {
            terms.Add(stream.Term.ToString());
        }

        return [.. terms];
    }
}
