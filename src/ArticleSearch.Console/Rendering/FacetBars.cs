namespace ArticleSearch.Console.Rendering;

/// <summary>How many results there are of each month and source: with bars on a terminal, as values and counts elsewhere.</summary>
internal static class FacetBars
{
    private const int MostSources = 20;
    private const int MostMonths = 60;
    private const char Bar = '█';
    private static readonly char[] Eighths = ['▏', '▎', '▍', '▌', '▋', '▊', '▉', Bar];

    public static void Render(SearchResult result, Terminal terminal)
    {
        if (result.Months.Count == 0 && result.Sources.Count == 0)
        {
            return;
        }

        Render("facets.months", result.Months, latest: true, MostMonths, terminal);
        terminal.Out.WriteLine();
        Render("facets.sources", result.Sources, latest: false, MostSources, terminal);
    }

    /// <summary>A bar for a count: as many eighths of a column as are its share of the greatest count; none but for a count of 0.</summary>
    public static string Draw(long count, long greatest, int width)
    {
        long eighths = count == 0 ? 0 : Math.Max(1, count * width * 8 / greatest);
        string bar = new(Bar, (int)(eighths / 8));
        return eighths % 8 == 0 ? bar : bar + Eighths[(eighths % 8) - 1];
    }

    private static void Render(string heading, IReadOnlyList<FacetCount> counts, bool latest, int most, Terminal terminal)
    {
        var speaker = terminal.DataSpeaker;
        terminal.Out.WriteLine(speaker[heading]);
        if (!terminal.OutputIsTerminal)
        {
            foreach (var (value, count) in counts)
            {
                terminal.Out.WriteLine($"{Name(value, speaker)}\t{count}");
            }

            return;
        }

        int left = Math.Max(0, counts.Count - most);
        var shown = latest ? counts.Skip(left).ToList() : counts.Take(most).ToList();
        int names = Math.Min(shown.Max(item => Name(item.Value, speaker).Length), Math.Max(8, terminal.Width / 2));
        int numbers = shown.Max(item => speaker.Number(item.Count).Length);
        int width = Math.Max(4, terminal.Width - names - numbers - 5);
        long greatest = shown.Max(item => item.Count);
        foreach (var (value, count) in shown)
        {
            string name = Name(value, speaker);
            name = name.Length > names ? name[..(names - 1)] + "…" : name.PadRight(names);
            terminal.Out.WriteLine($"  {name} {speaker.Number(count).PadLeft(numbers)} {Draw(count, greatest, width)}");
        }

        if (left > 0)
        {
            terminal.Out.WriteLine("  " + speaker.Say("facets.more", left));
        }
    }

    private static string Name(string value, Speech.Speaker speaker) => value.Length == 0 ? speaker["facets.none"] : Place.OneLine(value);
}
