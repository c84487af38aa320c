using ArticleSearch.TestKit;

namespace ArticleSearch.Console.Tests.Interactive;

/// <summary>The console in a real terminal, key by key. A session takes many steps, for each costs the start of a program.</summary>
public sealed class QueryConsoleTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public QueryConsoleTests()
    {
        Directory.CreateDirectory(_folder["seeds"]);
        foreach (string file in Directory.GetFiles(Repository.PathOf("seeds")))
        {
            File.Copy(file, Path.Combine(_folder["seeds"], Path.GetFileName(file)));
        }
    }

    public void Dispose() => _folder.Dispose();

    [TerminalFact]
    public async Task A_new_user_finds_the_right_paragraphs_opens_the_article_and_comes_back()
    {
        using (var terminal = new TmuxSession(_folder.FolderPath, rows: 160, environment: "LC_ALL=C.UTF-8 PAGER=cat"))
        {
            await terminal.WaitFor("❯");
            terminal.Enter("fournitures d'armes à la Russie");
            string screen = await terminal.WaitFor("the best 10 shown");
            string plain = TmuxSession.Plain(screen);
            Assert.Contains("Kim Jong Un se rendra probablement en Russie", plain, StringComparison.Ordinal);
            Assert.Contains("la fourniture d’armes à", plain, StringComparison.Ordinal);
            // Colour starts right before the word, behind the elided article.
            Assert.Matches("d’(\e\\[[0-9;]*m)+armes(\e\\[[0-9;]*m)+", screen);

            terminal.Press("C-l");
            terminal.Enter(".more");
            screen = TmuxSession.Plain(await terminal.WaitFor("11 to 19 shown"));
            Assert.Contains("\n11. seeds/", screen, StringComparison.Ordinal);
            Assert.Single(screen.Split('\n'), line => line.Contains("Kim Jong Un se rendra probablement en Russie pour", StringComparison.Ordinal));

            // Tab writes the command, and what was typed wrong is told.
            terminal.Press("C-l");
            terminal.Type(".op");
            terminal.Press("Tab");
            terminal.Enter("12");
            screen = await terminal.WaitFor(" paragraphs");
            Assert.Contains("❯ .open 12\nKim Jong Un se rendra", TmuxSession.Plain(screen), StringComparison.Ordinal);
            Assert.Matches("[0-9]+ matches in [0-9]+ of [0-9]+ paragraphs", TmuxSession.Plain(screen));
            terminal.Enter(".opne");
            await terminal.WaitFor("\nThere is no command .opne; did you mean .open?\n");

            // Ctrl-C clears a line; one that begins with a space is not kept; Ctrl-D leaves.
            terminal.Type("xyz");
            terminal.Press("C-c");
            await terminal.WaitFor("❯ xyz^C\n❯");
            terminal.Enter(" .top");
            await terminal.WaitFor("❯  .top\n10\n❯");
            terminal.Press("C-d");
            await terminal.WaitFor("ended with 0");
        }

        Assert.Equal(["fournitures d'armes à la Russie", ".more", ".open 12", ".opne"], File.ReadAllLines(_folder["state/articlesearch/history"]));
        using (var terminal = new TmuxSession(_folder.FolderPath))
        {
            await terminal.WaitFor("❯");
            terminal.Press("Up");
            await terminal.WaitFor("❯ .opne");
            terminal.Press("C-r");
            terminal.Type("fourn");
            await terminal.WaitFor("(earlier line with \"fourn\") fournitures d'armes à la Russie");
            terminal.Press("C-u");
            terminal.Type("sommet +Vlad");
            terminal.Press("Tab");
            await terminal.WaitFor("❯ sommet +Vladimir\nVladimir  Vladivostok\n");
            terminal.Press("Tab");
            await terminal.WaitFor("❯ sommet +Vladivostok\nVladivostok  Vladimir\n");
            terminal.Press("C-c");
            terminal.Press("C-c");
            await terminal.WaitFor("❯ ^C\nTo leave: Ctrl-C again, Ctrl-D, or .quit\n❯");
            terminal.Press("C-c");
            await terminal.WaitFor("ended with 130");
        }
    }

    [TerminalFact]
    public async Task In_forty_columns_without_colour_in_French_while_the_index_changes()
    {
        using var terminal = new TmuxSession(_folder.FolderPath, columns: 40, environment: "LC_ALL=fr_FR.UTF-8 NO_COLOR=1");
        await terminal.WaitFor("❯");
        terminal.Enter(".top 1");
        terminal.Enter("armes");
        string screen = await terminal.WaitFor("1 affiché, le meilleur");
        Assert.Contains("[armes]", screen, StringComparison.Ordinal);
        Assert.DoesNotMatch("\e\\[[0-9;]*[345][0-9;]*m", screen);

        File.WriteAllText(_folder["new.jsonl"], "{\"text\":\"Des pommes.\\nDes poires.\"}\n");
        var run = ProgramRun.ArticleSearch(_folder.FolderPath, "index", "new.jsonl");
        Assert.True(run.ExitCode == 0, run.Error);
        terminal.Press("C-l");
        terminal.Enter("poires");
        await terminal.WaitFor("❯ poires\nL’index a changé : 2 passages de plus.\n");

        // A line that is longer than the screen goes on below, and what is said is cut at its spaces.
        terminal.Press("C-l");
        terminal.Type("quarante colonnes ne suffisent pas à toutes les questions");
        await terminal.WaitFor("❯ quarante colonnes ne suffisent pas à t\noutes les questions");
        terminal.Press("Home");
        terminal.Type("+");
        await terminal.WaitFor("❯ +quarante colonnes ne suffisent pas à\ntoutes les questions");
        terminal.Press("C-k");
        terminal.Press("BSpace");
        terminal.Enter(".since hier");
        await terminal.WaitFor("❯ .since hier\n.since : « hier » n’est pas une date ;\nune date s’écrit");
        terminal.Enter(".q");
        await terminal.WaitFor("ended with 0");
    }

    [TerminalFact]
    public async Task A_terminal_that_can_only_write_gets_letters_alone()
    {
        using var terminal = new TmuxSession(_folder.FolderPath, environment: "LC_ALL=C.UTF-8 TERM=dumb");
        await terminal.WaitFor("❯");
        terminal.Enter("armes");
        string screen = await terminal.WaitFor("7 passages (");
        Assert.Contains("[armes]", screen, StringComparison.Ordinal);
        Assert.DoesNotContain("\e", screen, StringComparison.Ordinal);
        terminal.Press("C-c");
        await terminal.WaitFor("To leave: Ctrl-C again");
        terminal.Enter(".top");
        await terminal.WaitFor("\n10\n");
        terminal.Press("C-d");
        await terminal.WaitFor("ended with 0");
    }
}
