using System.CommandLine;
using ArticleSearch.Console.Rendering;

namespace ArticleSearch.Console.Arguments;

/// <summary>The options of all commands that show passages: which of them, in what order, how many, and how they are written.</summary>
internal sealed class ResultArguments
{
    private readonly ValueOption _top;
    private readonly ValueOption _offset;
    private readonly ValueOption _format;
    private readonly Option<bool> _json = new("--json");
    private readonly ValueOption _by;
    private readonly ValueOption _sort;
    private readonly ValueOption _since;
    private readonly ValueOption _until;
    private readonly Option<string[]> _source = new("--source") { HelpName = "SOURCE", Arity = ArgumentArity.OneOrMore };
    private readonly ValueOption _context;
    private readonly ValueOption _fragment;
    private readonly Option<bool> _facets = new("--facets");
    private readonly Option<bool> _exact = new("--exact-total");
    private readonly ValueOption _strictness;
    private readonly Option<bool> _noVariants = new("--no-variants");
    private readonly Terminal _terminal;

    public ResultArguments(Terminal terminal)
    {
        _terminal = terminal;
        _top = ValueOption.Settable("top", "N", "10", terminal);
        _offset = new ValueOption("--offset", "N", terminal) { Least = 0 };
        _format = ValueOption.Settable("format", null, "text", terminal);
        _by = ValueOption.Settable("by", null, "passage", terminal);
        _sort = ValueOption.Settable("sort", null, "score", terminal);
        _since = new ValueOption("--since", "DATE", terminal) { Refuses = NoDate };
        _until = new ValueOption("--until", "DATE", terminal) { Refuses = NoDate };
        _context = ValueOption.Settable("context", "N", null, terminal);
        _fragment = ValueOption.Settable("fragment", "LENGTH", null, terminal);
        _strictness = ValueOption.Settable("strictness", null, "derivation", terminal);
    }

    /// <summary>Gives a command these options.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in (ReadOnlySpan<Option>)[_top, _offset, _format, _json, _by, _sort, _since, _until, _source, _context, _fragment, _facets, _exact, _strictness, _noVariants])
        {
            command.Add(option);
        }
    }

    /// <summary>How results are to be written.</summary>
    public ResultFormat Format(ParseResult parsed) => parsed.GetValue(_json) ? ResultFormat.Json : _format.ReadChoice<ResultFormat>(parsed);

    /// <summary>How the search is to be done.</summary>
    public SearchOptions Read(ParseResult parsed) => new()
    {
        Top = _top.ReadNumber(parsed) ?? 0,
        Offset = _offset.ReadNumber(parsed) ?? 0,
        Unit = _by.ReadChoice<ResultUnit>(parsed),
        NewestFirst = _sort.Read(parsed) == "date",
        Since = _since.Read(parsed),
        Until = _until.Read(parsed),
        Sources = parsed.GetValue(_source) ?? [],
        Context = _context.ReadNumber(parsed) ?? 0,
        FragmentLength = _fragment.ReadNumber(parsed),
        Facets = parsed.GetValue(_facets),
        ExactTotal = parsed.GetValue(_exact),
        Strictness = _strictness.ReadChoice<MatchLevel>(parsed),
        Variants = !parsed.GetValue(_noVariants) && _terminal.Settings.Find("variants") is not { Value: "no" },
    };

    private static string? NoDate(string value)
    {
        try
        {
            _ = new SearchOptions { Since = value };
            return null;
        }
        catch (ArgumentException)
        {
            return "option.date";
        }
    }
}
