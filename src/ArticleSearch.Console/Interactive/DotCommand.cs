namespace ArticleSearch.Console.Interactive;

/// <summary>
/// A line of the console that is no query: <c>.open 3</c>. The one table of their names, which dispatch, help, completion and « did you
/// mean » read; what each is for stands in the texts, as <c>dot.NAME</c>.
/// </summary>
/// <param name="Name">The name, with its dot.</param>
/// <param name="Takes">What may stand behind it, for people; empty where nothing may.</param>
/// <param name="Do">Does it, with what was typed behind the name.</param>
internal sealed record DotCommand(string Name, string Takes, Func<ConsoleSession, string, CancellationToken, LineOutcome> Do)
{
    /// <summary>All of them, in the order of the help.</summary>
    public static IReadOnlyList<DotCommand> All { get; } =
    [
        new(".open", "N", static (session, typed, cancellation) => session.Open(typed, cancellation)),
        new(".more", "", static (session, _, cancellation) => session.More(cancellation)),
        Setting("context"),
        new(".facets", "", static (session, _, cancellation) => session.Facets(cancellation)),
        new(".explain", "N", static (session, typed, cancellation) => session.Explain(typed, cancellation)),
        new(".similar", "N", static (session, typed, cancellation) => session.Similar(typed, cancellation)),
        .. ConsoleSetting.All.Where(setting => setting.Name != "context").Select(setting => Setting(setting.Name)),
        new(".index", "[DIR]", static (session, typed, _) => session.Move(typed)) { TakesFolder = true },
        new(".show", "", static (session, _, _) => session.ShowState()),
        new(".help", "[COMMAND]", static (session, typed, _) => session.Help(typed)),
        new(".quit", "", static (_, _, _) => LineOutcome.Quit),
    ];

    /// <summary>Other names, from other programs of the kind.</summary>
    private static readonly Dictionary<string, string> Aliases = new(StringComparer.OrdinalIgnoreCase)
    {
        [".exit"] = ".quit",
        [".q"] = ".quit",
        [".format"] = ".mode",
    };

    /// <summary>The name of its text.</summary>
    public string Key => "dot." + Name[1..];

    /// <summary>The values that may stand behind it; empty where others may.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>Whether a folder may stand behind it.</summary>
    public bool TakesFolder { get; init; }

    /// <summary>Whether a line is a command, not words: a dot and a letter come first.</summary>
    public static bool IsCommand(string line) => line is ['.', var letter, ..] && char.IsAsciiLetter(letter);

    /// <summary>The command of a name, or of the beginning of one and no other.</summary>
    /// <exception cref="UserException">There is none.</exception>
    public static DotCommand Find(string name)
    {
        string sought = Aliases.GetValueOrDefault(name, name);
        var found = All.Where(command => command.Name.StartsWith(sought, StringComparison.OrdinalIgnoreCase)).ToList();
        return found.Find(command => command.Name.Length == sought.Length) ?? found switch
        {
            [var only] => only,
            [] when Nearest.To(name, All.Select(command => command.Name)) is { } near => throw new UserException("console.unknown.near", name, near),
            [] => throw new UserException("console.unknown", name),
            _ => throw new UserException("console.ambiguous", name, string.Join(", ", found.Select(command => command.Name))),
        };
    }

    private static DotCommand Setting(string name)
    {
        var setting = ConsoleSetting.Named(name);
        return new("." + name, $"[{setting.Takes}{(setting.MayBeOff ? "|" + ConsoleSetting.Off : "")}]", (session, typed, cancellation) => session.Set(setting, typed, cancellation))
        {
            Values = setting.MayBeOff ? [.. setting.Values, ConsoleSetting.Off] : setting.Values,
        };
    }
}
