using System.CommandLine;
using System.CommandLine.Parsing;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using ArticleSearch.Console.Settings;
using ArticleSearch.Console.Speech;
using ArticleSearch.Ingest;

namespace ArticleSearch.Console.Arguments;

/// <summary>
/// An option with a value, checked where it is typed. Where it is not typed, the setting of its name holds, and where nothing is set,
/// its default. All values are strings to the parser: one type of option costs less at the start than many.
/// </summary>
internal sealed class ValueOption : Option<string?>
{
    private readonly Terminal _terminal;

    /// <param name="name">The name, with its two dashes.</param>
    /// <param name="valueName">What its value is called in the help.</param>
    /// <param name="terminal">Whose settings hold.</param>
    public ValueOption(string name, string valueName, Terminal terminal)
        : base(name)
    {
        HelpName = valueName;
        _terminal = terminal;
        Validators.Add(Check);
    }

    /// <summary>The setting that holds where the option is not typed; null if there is none.</summary>
    public string? Setting { get; init; }

    /// <summary>What holds where neither is given.</summary>
    public string? Default { get; init; }

    /// <summary>The values there are; empty where any will do.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>The least number, where the value is one.</summary>
    public int? Least { get; init; }

    /// <summary>What says what is wrong with a value (a text's name), or null.</summary>
    public Func<string, string?>? Refuses { get; init; }

    /// <summary>What says what is wrong with a value in words of its own, or null.</summary>
    public Func<string, Wording?>? RefusesWith { get; init; }

    /// <summary>An option that can be set, with the values that the setting has.</summary>
    public static ValueOption Settable(string setting, string? valueName, string? fallback, Terminal terminal)
    {
        var key = SettingKey.Named(setting)!;
        return new ValueOption("--" + setting, valueName ?? string.Join('|', key.Values), terminal)
        {
            Setting = setting,
            Default = fallback,
            Values = key.Values,
            Least = key.Least,
        };
    }

    /// <summary>Whether it was typed or set: then it is what the user wants, and not what happens to be usual.</summary>
    public bool IsGiven(ParseResult parsed) =>
        parsed.GetResult(this) is { Implicit: false } || (Setting is not null && _terminal.Settings.Find(Setting) is not null);

    /// <summary>What holds; null if nothing does.</summary>
    public string? Read(ParseResult parsed)
    {
        if (parsed.GetResult(this) is { Implicit: false, Tokens: [var token] })
        {
            return Values.FirstOrDefault(value => string.Equals(value, token.Value, StringComparison.OrdinalIgnoreCase)) ?? token.Value;
        }

        return Setting is not null && _terminal.Settings.Find(Setting) is { } set ? set.Value : Default;
    }

    /// <summary>The number that holds; null if none does.</summary>
    public int? ReadNumber(ParseResult parsed) => Read(parsed) is { } value ? int.Parse(value, CultureInfo.InvariantCulture) : null;

    /// <summary>The value that holds, by its name; the first there is where none does.</summary>
    [SuppressMessage("Usage", "CA2263:Prefer generic overload", Justification = "That one is compiled for each enumeration when a command runs.")]
    public T ReadChoice<T>(ParseResult parsed)
        where T : struct, Enum =>
        Read(parsed) is { } value ? (T)Enum.Parse(typeof(T), value, ignoreCase: true) : default;

    private void Check(OptionResult result)
    {
        if (result.Tokens is not [var token])
        {
            return; // the parser has its own words for that
        }

        string value = token.Value;
        if (Least is { } least && !(int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) && number >= least))
        {
            result.AddError(_terminal.Speaker.Say("option.number", Name, least, value));
        }
        else if (Values.Count > 0 && !Values.Contains(value, StringComparer.OrdinalIgnoreCase))
        {
            result.AddError(Nearest.To(value, Values) is { } near
                ? _terminal.Speaker.Say("option.choice.near", Name, value, near)
                : _terminal.Speaker.Say("option.choice", Name, value, string.Join(", ", Values)));
        }
        else if (Refuses?.Invoke(value) is { } reason)
        {
            result.AddError(_terminal.Speaker.Say(reason, Name, value));
        }
        else if (RefusesWith?.Invoke(value) is { } words)
        {
            result.AddError(_terminal.Speaker.Say(words));
        }
    }
}
