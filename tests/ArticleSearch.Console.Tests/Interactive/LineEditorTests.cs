using ArticleSearch.Console.Interactive;
using ArticleSearch.TestKit;

namespace ArticleSearch.Console.Tests.Interactive;

/// <summary>Keys go in, a line comes out: the keys that shells have, in this process and without a terminal.</summary>
public sealed class LineEditorTests : IDisposable
{
    private static readonly string[] Words = ["sommet", "somme", "sombre"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("armes", "armes")]
    [InlineData("armes <Home>des <End>!", "des armes !")]
    [InlineData("armes^A+^E^B^Bé", "+armées")]
    [InlineData("une^Hx<Left><Left><Delete>", "ux")]
    [InlineData("guerre en Ukraine^W^Wde ", "guerre de ")]
    [InlineData("guerre en Ukraine<Alt-b><Alt-b>^K", "guerre ")]
    [InlineData("guerre en Ukraine<Alt-b><Alt-b>^U", "en Ukraine")]
    [InlineData("en <Home>guerre ^K^E^Y", "guerre en ")]
    [InlineData("l'armée<Home><Alt-f>^Dx", "lxarmée")]
    [InlineData("l'armée rouge<Home><Alt-f><Alt-d> ", "l  rouge")]
    [InlineData("amres<Left><Left><Left>^T", "armes")]
    [InlineData("e\u0301te\u0301^H^H!", "e\u0301!")]
    [InlineData("a\U0001F600b<Left>^H", "ab")]
    [InlineData("^H<Delete>^W^U^K^Y<Left><Right>^T<Esc><F5>", "")]
    public void Keys_edit_the_line(string keys, string expected) => Assert.Equal(new TypedLine(expected, TypedEnd.Enter), Type(keys + "<Enter>"));

    [Theory]
    [InlineData("abc^C", "abc", nameof(TypedEnd.Interrupted))]
    [InlineData("^C", "", nameof(TypedEnd.Interrupted))]
    [InlineData("^D", "", nameof(TypedEnd.EndOfInput))]
    [InlineData("ab<Home>^D<Enter>", "b", nameof(TypedEnd.Enter))]
    public void A_line_can_be_given_up(string keys, string text, string end) => Assert.Equal(new TypedLine(text, Enum.Parse<TypedEnd>(end)), Type(keys));

    [Theory]
    [InlineData("<Up>", "trois")]
    [InlineData("<Up><Up><Up><Up>", "un deux")]
    [InlineData("quat<Up><Up><Down><Down>re", "quatre")]
    [InlineData("^P^P!", "deux!")]
    [InlineData("<PageUp>", "un deux")]
    [InlineData("^Rdeux", "deux")]
    [InlineData("^Rdeux^R", "un deux")]
    [InlineData("^Rdeux^R^R", "un deux")]
    [InlineData("^Rdeux<End>?", "deux?")]
    [InlineData("^Run dex<Backspace>", "un deux")]
    [InlineData("abc^Rdeux^Gd", "abcd")]
    [InlineData("^Rzzz<Esc>", "")]
    [InlineData("^Rtrois<Up>", "deux")]
    public void Older_lines_come_back(string keys, string expected) => Assert.Equal(expected, Type(keys + "<Enter>", "un deux", "deux", "trois").Text);

    [Theory]
    [InlineData("so<Tab>", "sommet")]
    [InlineData("so<Tab><Tab>", "somme")]
    [InlineData("so<Tab><Tab><Tab><Tab>", "sommet")]
    [InlineData("so<S-Tab>", "sombre")]
    [InlineData("so<Tab><Tab> +somb<Tab>!", "somme +sombre!")]
    [InlineData("zz<Tab>", "zz")]
    public void Tab_goes_through_what_may_stand_there(string keys, string expected) => Assert.Equal(expected, Type(keys + "<Enter>").Text);

    [Fact]
    public void What_is_drawn_is_the_line_where_it_stands()
    {
        using var output = new StringWriter();
        var screen = new LineScreen(output, () => 10, colour: false);
        screen.Draw("❯ ", "quatorze lettres", 16, "un deux trois");
        Assert.Equal("\r\e[J❯ quatorze lettres\r\nun deux t\e[1A\r\e[8C", output.ToString());
        output.GetStringBuilder().Clear();

        // Full rows: the cursor stands at the beginning of the next.
        screen.Draw("❯ ", "huit ici", 8, "");
        Assert.Equal("\e[1A\r\e[J❯ huit ici\r\n\r", output.ToString());
        output.GetStringBuilder().Clear();
        screen.Draw("❯ ", "会議", 1, "");
        Assert.Equal("\e[1A\r\e[J❯ 会議\r\e[4C", output.ToString());
        output.GetStringBuilder().Clear();
        screen.Leave("❯ ", "fin", "^C");
        Assert.Equal("\r\e[J❯ fin^C\r\e[7C\r\n", output.ToString());
    }

    private TypedLine Type(string keys, params string[] before)
    {
        var history = new History(name => name == "XDG_STATE_HOME" ? _folder.FolderPath : null);
        foreach (string line in before)
        {
            history.Add(line);
        }

        var typed = new Queue<ConsoleKeyInfo>(KeysOf(keys));
        var editor = new LineEditor(
            "❯ ",
            history,
            (line, cursor) =>
            {
                int start = line.LastIndexOfAny([' ', '+'], Math.Max(0, cursor - 1)) + 1;
                return new Completion(start, [.. Words.Where(word => word.StartsWith(line[start..cursor], StringComparison.Ordinal))]);
            },
            new LineScreen(TextWriter.Null, () => 40, colour: false),
            sought => $"({sought}) ");
        var result = editor.Read(typed.Dequeue);
        Assert.Empty(typed);
        return result;
    }

    /// <summary>Keys as they are written in the tests: letters, ^X for Ctrl-X, names between angle brackets.</summary>
    private static IEnumerable<ConsoleKeyInfo> KeysOf(string keys)
    {
        for (int i = 0; i < keys.Length; i++)
        {
            if (keys[i] == '^')
            {
                char letter = keys[++i];
                yield return new ConsoleKeyInfo((char)(letter - '@'), (ConsoleKey)letter, shift: false, alt: false, control: true);
            }
            else if (keys[i] == '<')
            {
                int end = keys.IndexOf('>', i);
                yield return Named(keys[(i + 1)..end]);
                i = end;
            }
            else
            {
                yield return new ConsoleKeyInfo(keys[i], char.IsAsciiLetter(keys[i]) ? (ConsoleKey)char.ToUpperInvariant(keys[i]) : default, shift: false, alt: false, control: false);
            }
        }
    }

    private static ConsoleKeyInfo Named(string name) => name switch
    {
        ['A', 'l', 't', '-', var letter] => new ConsoleKeyInfo(letter, (ConsoleKey)char.ToUpperInvariant(letter), shift: false, alt: true, control: false),
        "S-Tab" => new ConsoleKeyInfo('\t', ConsoleKey.Tab, shift: true, alt: false, control: false),
        "Left" or "Right" or "Up" or "Down" => new ConsoleKeyInfo('\0', Enum.Parse<ConsoleKey>(name + "Arrow"), shift: false, alt: false, control: false),
        "Esc" => new ConsoleKeyInfo('\e', ConsoleKey.Escape, shift: false, alt: false, control: false),
        "Enter" => new ConsoleKeyInfo('\r', ConsoleKey.Enter, shift: false, alt: false, control: false),
        "Backspace" => new ConsoleKeyInfo('\b', ConsoleKey.Backspace, shift: false, alt: false, control: false),
        _ => new ConsoleKeyInfo('\0', Enum.Parse<ConsoleKey>(name), shift: false, alt: false, control: false),
    };
}
