using System.Globalization;

namespace ArticleSearch.Console.Settings;

/// <summary>What can be set once for all commands, in a settings file or the environment: the one table of names and values.</summary>
internal sealed record SettingKey
{
    private static readonly string[] Yes = ["yes", "true", "on", "1", "oui"];
    private static readonly string[] No = ["no", "false", "off", "0", "non"];

    /// <summary>All of them, in the order of the help.</summary>
    public static IReadOnlyList<SettingKey> All { get; } =
    [
        new() { Name = "index" },
        new() { Name = "top", Least = 0 },
        new() { Name = "format", Values = ["text", "json", "jsonl", "csv", "markdown", "trec"] },
        new() { Name = "by", Values = ["passage", "article"] },
        new() { Name = "sort", Values = ["score", "date"] },
        new() { Name = "context", Least = 0 },
        new() { Name = "fragment", Least = 20 },
        new() { Name = "syntax", Values = ["simple", "lucene"] },
        new() { Name = "strictness", Values = ["exact", "accent", "inflection", "derivation", "sound"] },
        new() { Name = "variants", IsSwitch = true },
        new() { Name = "threads", Least = 1 },
        new() { Name = "chain" },
        new() { Name = "language", Values = ["auto", "en", "fr"] },
        new() { Name = "color", Values = ["auto", "never"] },
        new() { Name = "pager", IsProgram = true },
    ];

    /// <summary>The name in a settings file.</summary>
    public required string Name { get; init; }

    /// <summary>The name of the environment variable.</summary>
    public string Variable => "ARTICLESEARCH_" + Name.ToUpperInvariant();

    /// <summary>The values there are; empty where any will do.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>Whether it is a number, and the least one.</summary>
    public int? Least { get; init; }

    /// <summary>Whether it is yes or no.</summary>
    public bool IsSwitch { get; init; }

    /// <summary>Whether it names a program that will be run. A folder that one happens to be in must not have a say in that.</summary>
    public bool IsProgram { get; init; }

    /// <summary>The key of a name; null if there is none.</summary>
    public static SettingKey? Named(string name) => All.FirstOrDefault(key => key.Name == name);

    /// <summary>The value as options take it; null if it is none.</summary>
    public string? Read(string value)
    {
        if (IsSwitch)
        {
            return Yes.Contains(value, StringComparer.OrdinalIgnoreCase) ? "yes" : No.Contains(value, StringComparer.OrdinalIgnoreCase) ? "no" : null;
        }

        if (Least is { } least)
        {
            return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= least ? value : null;
        }

        return Values.Count == 0 ? value : Values.FirstOrDefault(known => string.Equals(known, value, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>What may stand there, for people.</summary>
    public string Describe() =>
        IsSwitch ? "yes|no" : Least is { } least ? $"{least.ToString(CultureInfo.InvariantCulture)}…" : Values.Count > 0 ? string.Join('|', Values) : IsProgram ? "PROGRAM" : "TEXT";
}
