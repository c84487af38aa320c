using System.Diagnostics;
using System.Globalization;
using System.Text;
using ArticleSearch.Ingest;

namespace ArticleSearch.Console.Speech;

/// <summary>
/// What the program says to people, in one language: texts from a resource file, numbers as they are written there. The file is read
/// when the first text is asked for. It never speaks of data: those are the same in every language.
/// </summary>
/// <remarks>
/// A line of the file is <c>key = text</c>, with plain spaces where French has fixed ones; <c>\n</c> is a line break, a line that starts
/// with <c>#</c> a note. In a text, <c>{0}</c> is the first value, and <c>{0|article|articles}</c> the one or the other as the first value is
/// one or more. What the libraries report has names that start with <c>ingest</c>, <c>library</c>, <c>query</c> or <c>system</c>: their
/// English stands in the libraries' code, and no file has it.
/// </remarks>
internal sealed class Speaker
{
    public const string English = "en";
    public const string French = "fr";

    private readonly Lazy<Dictionary<string, string>> _texts;
    private readonly NumberFormatInfo _numbers;
    private readonly string _space;

    private Speaker(string language)
    {
        Language = language;
        _texts = new Lazy<Dictionary<string, string>>(() => Read(language));
        _numbers = language == French
            ? new NumberFormatInfo { NumberDecimalSeparator = ",", NumberGroupSeparator = "\u202F" }
            : NumberFormatInfo.InvariantInfo;
        _space = language == French ? "\u00A0" : " ";
    }

    /// <summary>The languages there are texts of; the first is the one of those who ask for none.</summary>
    public static IReadOnlyList<string> Languages { get; } = [English, French];

    /// <summary><c>en</c> or <c>fr</c>.</summary>
    public string Language { get; }

    /// <summary>The keys of all texts.</summary>
    public IReadOnlyCollection<string> Keys => _texts.Value.Keys;

    private bool IsFrench => Language == French;

    /// <summary>A text without values.</summary>
    public string this[string key] => Find(key) ?? Missing(key);

    /// <summary>Speaks a language; English where it is none of ours.</summary>
    public static Speaker Of(string language) => new(language == French ? French : English);

    /// <summary>A text without values, or null if there is none of the name.</summary>
    public string? Find(string key) => _texts.Value.GetValueOrDefault(key);

    /// <summary>A text with its values: numbers are written as the language writes them, all else as it is.</summary>
    public string Say(string key, params ReadOnlySpan<object?> values)
    {
        string text = this[key];
        var said = new StringBuilder(text.Length + 32);
        int at = 0;
        while (text.IndexOf('{', at) is >= 0 and var open && text.IndexOf('}', open) is >= 0 and var close)
        {
            said.Append(text, at, open - at).Append(Value(text[(open + 1)..close].Split('|'), values));
            at = close + 1;
        }

        return said.Append(text, at, text.Length - at).ToString();
    }

    public string Number(long value) => value.ToString("N0", _numbers);

    public string Seconds(TimeSpan time) => time.TotalSeconds.ToString(time.TotalSeconds < 10 ? "0.00" : "0.0", _numbers) + _space + "s";

    public string Milliseconds(TimeSpan time) =>
        time.TotalMilliseconds.ToString(time.TotalMilliseconds < 10 ? "0.0" : "0", _numbers) + _space + "ms";

    /// <summary>A size in decimal units: 1 kB (French: 1 ko) is 1,000 bytes.</summary>
    public string Bytes(long bytes) => bytes switch
    {
        < 1_000 => $"{Number(bytes)}{_space}{(IsFrench ? bytes < 2 ? "octet" : "octets" : bytes == 1 ? "byte" : "bytes")}",
        < 1_000_000 => (bytes / 1e3).ToString("0.0", _numbers) + _space + (IsFrench ? "ko" : "kB"),
        < 1_000_000_000 => (bytes / 1e6).ToString("0.0", _numbers) + _space + (IsFrench ? "Mo" : "MB"),
        _ => (bytes / 1e9).ToString("0.00", _numbers) + _space + (IsFrench ? "Go" : "GB"),
    };

    private static Dictionary<string, string> Read(string language)
    {
        using var stream = typeof(Speaker).Assembly.GetManifestResourceStream($"{language}.txt")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            int equals = line.IndexOf(" = ", StringComparison.Ordinal);
            if (equals > 0 && line[0] != '#')
            {
                string text = line[(equals + 3)..].Replace("\\n", "\n", StringComparison.Ordinal);
                texts.Add(line[..equals], language == French ? WithFixedSpaces(text) : text);
            }
        }

        return texts;
    }

    // The file has plain spaces, as they are typed; no line may break at these signs.
    private static string WithFixedSpaces(string text)
    {
        foreach (string sign in (ReadOnlySpan<string>)[" :", " ;", " ?", " !", " »"])
        {
            text = text.Replace(sign, $"\u202F{sign[1]}", StringComparison.Ordinal);
        }

        return text.Replace("« ", "«\u202F", StringComparison.Ordinal);
    }

    // A text that is missing is a mistake of ours: its name is better than nothing.
    private static string Missing(string key)
    {
        Debug.Fail($"There is no text {key}.");
        return key;
    }

    private string Value(string[] parts, ReadOnlySpan<object?> values)
    {
        object? value = values[int.Parse(parts[0], CultureInfo.InvariantCulture)];
        if (parts.Length == 3)
        {
            long count = Convert.ToInt64(value, CultureInfo.InvariantCulture);
            return (IsFrench ? count is 0 or 1 : count == 1) ? parts[1] : parts[2];
        }

        return value switch
        {
            Wording wording => Failures.Say(this, wording),
            long or int => Number(Convert.ToInt64(value, CultureInfo.InvariantCulture)),
            _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
        };
    }
}
