using System.Globalization;
using ArticleSearch.Console.Arguments;
using ArticleSearch.Console.Rendering;
using ArticleSearch.Console.Settings;

namespace ArticleSearch.Console.Interactive;

/// <summary>
/// Something that a line of the console can set: <c>.sort date</c> sets it, <c>.sort</c> tells what it is. The one table of their
/// names, values and meaning; what a value may be is the same as for the options and settings of that name.
/// </summary>
internal sealed record ConsoleSetting
{
    /// <summary>What unsets a setting that need not be set.</summary>
    public const string Off = "off";

    private static readonly SettingKey Switch = new() { Name = "timer", IsSwitch = true };
    private static readonly string[] SwitchValues = ["on", Off];

    /// <summary>All of them, in the order of the help.</summary>
    public static IReadOnlyList<ConsoleSetting> All { get; } =
    [
        Number("context", state => state.Options.Context, (options, number) => options with { Context = number }),
        Number("top", state => state.Options.Top, (options, number) => options with { Top = number }),
        Choice("sort", state => state.Options.NewestFirst ? "date" : "score", (options, value) => options with { NewestFirst = value == "date" }),
        Choice("by", state => Word(state.Options.Unit), (options, value) => options with { Unit = Enum.Parse<ResultUnit>(value, ignoreCase: true) }),
        new()
        {
            Name = "in",
            Takes = "FIELD",
            Values = SearchArguments.Fields,
            MayBeOff = true,
            Read = state => state.Options.Field,
            Set = (state, value) => state with { Options = state.Options with { Field = value } },
        },
        Date("since", state => state.Options.Since, (options, value) => options with { Since = value }),
        Date("until", state => state.Options.Until, (options, value) => options with { Until = value }),
        new()
        {
            Name = "source",
            Takes = "SOURCE",
            MayBeOff = true,
            Read = state => state.Options.Sources.Count == 0 ? null : string.Join(" | ", state.Options.Sources),
            Set = (state, value) => state with { Options = state.Options with { Sources = value?.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [] } },
        },
        Choice("strictness", state => Word(state.Options.Strictness), (options, value) => options with { Strictness = Enum.Parse<MatchLevel>(value, ignoreCase: true) }),
        Choice("syntax", state => Word(state.Options.Syntax), (options, value) => options with { Syntax = Enum.Parse<QuerySyntax>(value, ignoreCase: true) }),
        new()
        {
            Name = "mode",
            Takes = string.Join('|', SettingKey.Named("format")!.Values),
            Values = SettingKey.Named("format")!.Values,
            ChangesAnswers = false,
            Read = state => Word(state.Format),
            Set = (state, value) => state with { Format = Enum.Parse<ResultFormat>(value!, ignoreCase: true) },
        },
        new()
        {
            Name = "timer",
            Takes = string.Join('|', SwitchValues),
            Values = SwitchValues,
            ChangesAnswers = false,
            Read = state => state.Timer ? "on" : Off,
            Set = (state, value) => state with { Timer = value == "on" },
        },
    ];

    /// <summary>The name, without its dot.</summary>
    public required string Name { get; init; }

    /// <summary>What it takes, for people.</summary>
    public required string Takes { get; init; }

    /// <summary>The values there are; empty where others will do.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>The least number, where the value is one.</summary>
    public int? Least { get; init; }

    /// <summary>Whether it is a date.</summary>
    public bool IsDate { get; init; }

    /// <summary>Whether <c>off</c> unsets it.</summary>
    public bool MayBeOff { get; init; }

    /// <summary>Whether another value gives the last query another answer, which is then shown.</summary>
    public bool ChangesAnswers { get; init; } = true;

    /// <summary>What is set; null where nothing is.</summary>
    public required Func<ConsoleState, string?> Read { get; init; }

    /// <summary>Sets it to a value that has been checked; null unsets it.</summary>
    public required Func<ConsoleState, string?, ConsoleState> Set { get; init; }

    /// <summary>The setting of a name.</summary>
    public static ConsoleSetting Named(string name) => All.First(setting => setting.Name == name);

    /// <summary>Sets what was typed.</summary>
    /// <exception cref="UserException">It is no value of this setting.</exception>
    public ConsoleState Change(ConsoleState state, string typed)
    {
        if (MayBeOff && string.Equals(typed, Off, StringComparison.OrdinalIgnoreCase))
        {
            return Set(state, null);
        }

        string name = "." + Name;
        if (Least is { } least)
        {
            return int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= least
                ? Set(state, typed)
                : throw new UserException("option.number", name, least, typed);
        }

        if (Values.Count > 0)
        {
            string? value = ReferenceEquals(Values, SwitchValues)
                ? Switch.Read(typed) switch { "yes" => "on", "no" => Off, _ => null }
                : Values.FirstOrDefault(known => string.Equals(known, typed, StringComparison.OrdinalIgnoreCase));
            return value is not null ? Set(state, value) : throw Nearest.To(typed, Values) switch
            {
                { } near => new UserException("option.choice.near", name, typed, near),
                _ => new UserException("option.choice", name, typed, string.Join(", ", MayBeOff ? Values.Append(Off) : Values)),
            };
        }

        try
        {
            return Set(state, typed);
        }
        catch (ArgumentException) when (IsDate)
        {
            throw new UserException("option.date", name, typed);
        }
    }

    private static ConsoleSetting Number(string name, Func<ConsoleState, int> read, Func<SearchOptions, int, SearchOptions> set) => new()
    {
        Name = name,
        Takes = "N",
        Least = SettingKey.Named(name)!.Least,
        Read = state => read(state).ToString(CultureInfo.InvariantCulture),
        Set = (state, value) => state with { Options = set(state.Options, int.Parse(value!, CultureInfo.InvariantCulture)) },
    };

    private static ConsoleSetting Choice(string name, Func<ConsoleState, string> read, Func<SearchOptions, string, SearchOptions> set) => new()
    {
        Name = name,
        Takes = string.Join('|', SettingKey.Named(name)!.Values),
        Values = SettingKey.Named(name)!.Values,
        Read = read,
        Set = (state, value) => state with { Options = set(state.Options, value!) },
    };

    private static ConsoleSetting Date(string name, Func<ConsoleState, string?> read, Func<SearchOptions, string?, SearchOptions> set) => new()
    {
        Name = name,
        Takes = "DATE",
        IsDate = true,
        MayBeOff = true,
        Read = read,
        Set = (state, value) => state with { Options = set(state.Options, value) },
    };

    private static string Word<T>(T value)
        where T : struct, Enum =>
        value.ToString().ToLowerInvariant();
}
