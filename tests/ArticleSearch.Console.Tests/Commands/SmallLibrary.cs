using ArticleSearch.TestKit;

namespace ArticleSearch.Console.Tests.Commands;

/// <summary>Five articles with dates and sources, in an index called <c>index</c> made by the program itself.</summary>
public sealed class SmallLibrary : IDisposable
{
    private const string Lines = """
        {"id":"a1","title":"Un sommet à Vladivostok","date":"2023-09-04","source":"Le Monde","text":"Kim Jong Un se rendra en Russie.\nIl y sera question de fournitures d’armes.\nLe voyage se ferait en train."}
        {"id":"a2","title":"Des armes, encore","date":"2023-09","source":"Libération","text":"Les armes passent la frontière.\nAucune arme ne revient."}
        {"id":"a3","title":"La récolte","date":"2022","source":"Le Monde","text":"Les pommes sont mûres.\nLa récolte est bonne, \"exceptionnelle\", sans armes."}
        {"id":"a4","title":"Sans date","source":"https://exemple.fr/armes","text":"Des armes sans date."}
        {"id":"a5","date":"2024-01-15","source":"Le Monde","text":"Un [crochet] *étoile* et des armes\tde bois.\nLe train de Vladivostok est en retard, dit Kim."}

        """;

    private readonly TemporaryFolder _folder = new();

    public SmallLibrary()
    {
        File.WriteAllText(_folder["articles.jsonl"], Lines);
        var run = ProgramRun.ArticleSearch(Folder, "index", "articles.jsonl");
        Assert.True(run.ExitCode == 0, run.Error);
    }

    public string Folder => _folder.FolderPath;

    public void Dispose() => _folder.Dispose();

    /// <summary>Runs a command that takes <c>--index</c> on the index, in this process.</summary>
    internal ProgramRun Ask(params string[] arguments) =>
        ProgramRun.InProcess([arguments[0], "--index", Path.Combine(Folder, "index"), .. arguments[1..]]);

    /// <summary>Runs <c>articlesearch</c> beside the index.</summary>
    internal ProgramRun Run(params string[] arguments) => ProgramRun.ArticleSearch(Folder, arguments).WithoutStackTrace();

    /// <summary>Runs <c>articlesearch</c> beside the index, with a variable set.</summary>
    internal ProgramRun RunWith(string variable, string value, params string[] arguments) =>
        ProgramRun.WithEnvironment(Folder, new Dictionary<string, string>(StringComparer.Ordinal) { [variable] = value }, arguments).WithoutStackTrace();
}
