using ArticleSearch.TestKit;

namespace ArticleSearch.Console.Tests.Interactive;

/// <summary>The first five minutes of a new user, key by key.</summary>
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
    public async Task A_new_user_finds_the_right_paragraphs()
    {
        using var terminal = new TmuxSession(_folder.FolderPath, rows: 80);
        await terminal.WaitFor("❯");
        terminal.Type("fournitures d'armes à la Russie");
        terminal.Press("Enter");

        string screen = await terminal.WaitFor("the best 10 shown");

        string plain = TmuxSession.Plain(screen);
        Assert.Contains("Kim Jong Un se rendra probablement en Russie", plain, StringComparison.Ordinal);
        Assert.Contains("la fourniture d’armes à", plain, StringComparison.Ordinal);
        // Colour starts right before the word, behind the elided article.
        Assert.Matches("d’(\e\\[[0-9;]*m)+armes(\e\\[[0-9;]*m)+", screen);

        terminal.Press("Up");
        await terminal.WaitFor("❯ fournitures d'armes à la Russie");
        terminal.Press("C-u");
        terminal.Press("Enter");
        terminal.Type(".quit");
        terminal.Press("Enter");
        await terminal.WaitFor("ended with 0");
        Assert.Contains("fournitures d'armes à la Russie", File.ReadAllText(_folder["state/articlesearch/history"]), StringComparison.Ordinal);
    }

    [TerminalFact]
    public async Task Tab_completes_words_of_the_index()
    {
        using var terminal = new TmuxSession(_folder.FolderPath);
        await terminal.WaitFor("❯");
        terminal.Type("sommet +Vlad");
        terminal.Press("Tab");
        await terminal.WaitFor("❯ sommet +Vladimir");
        terminal.Press("Tab");
        await terminal.WaitFor("❯ sommet +Vladivostok");
        terminal.Press("C-d");
    }

    [TerminalFact]
    public async Task Control_d_leaves()
    {
        using var terminal = new TmuxSession(_folder.FolderPath, columns: 40);
        await terminal.WaitFor("❯");
        terminal.Press("C-d");
        await terminal.WaitFor("ended with 0");
    }

    [TerminalFact]
    public async Task Control_c_leaves_with_130()
    {
        using var terminal = new TmuxSession(_folder.FolderPath);
        await terminal.WaitFor("❯");
        terminal.Press("C-c");
        await terminal.WaitFor("ended with 130");
    }
}
