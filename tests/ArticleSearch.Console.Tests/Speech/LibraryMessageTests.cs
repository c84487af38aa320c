using System.Globalization;
using System.IO.Compression;
using System.Text.RegularExpressions;
using ArticleSearch.Console.Speech;
using ArticleSearch.TestKit;

namespace ArticleSearch.Console.Tests.Speech;

/// <summary>What the libraries report is said in the user's language: every message has a text, every text a message, and users see it.</summary>
public sealed partial class LibraryMessageTests : IDisposable
{
    private const string French = "fr_FR.UTF-8";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>Whether a text has its English in the libraries.</summary>
    internal static bool IsOfLibraries(string key) => key.Split('.')[0] is "ingest" or "library" or "query" or "system";

    [Fact]
    public void Every_message_of_the_libraries_has_a_French_text_and_every_text_is_of_one()
    {
        var speaker = Speaker.Of(Speaker.French);
        var messages = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (string path in Directory.GetFiles(Repository.PathOf("src"), "*.cs", SearchOption.AllDirectories).Where(path => !path.Contains("/obj/", StringComparison.Ordinal)))
        {
            string code = File.ReadAllText(path);
            foreach (Match match in Name().Matches(code))
            {
                int values = CountValues(code, match.Index + match.Length, code.AsSpan(0, match.Index).EndsWith("Named(", StringComparison.Ordinal));
                Assert.True(messages.TryAdd(match.Groups["name"].Value, values) || messages[match.Groups["name"].Value] == values, $"{match.Value} has {values} values in {path}, and another number elsewhere.");
            }
        }

        Assert.Equal(messages.Keys.Order(StringComparer.Ordinal), speaker.Keys.Where(IsOfLibraries).Order(StringComparer.Ordinal));
        Assert.All(messages, message => Assert.All(
            Placeholder().Matches(speaker[message.Key]),
            place => Assert.InRange(int.Parse(place.Groups["number"].Value, CultureInfo.InvariantCulture), 0, message.Value - 1)));
        Assert.True(messages.Count > 100);
    }

    [Fact]
    public void What_is_wrong_with_files_is_said_in_French()
    {
        File.WriteAllText(_folder["vide.txt"], "");
        File.WriteAllText(_folder["a.json"], "{\"text\": \"a\", }");
        File.WriteAllText(_folder["b.jsonl"], "{\"text\": 1}\n{\"id\": \"x\", \"text\": \"un\"}\n{\"id\": \"x\", \"text\": \"deux\"}\n");
        File.WriteAllBytes(_folder["c.txt"], [.. "Été à l’étang, où rêve le héron.\nUn été\n"u8, 0xC3, .. " coupé, plus tôt que prévu."u8]);
        File.WriteAllText(_folder["d.csv"], "nom,prix\nun,2\n");
        File.WriteAllText(_folder["e.xml"], "<?xml version=\"1.0\"?><rss><channel><item><title>a</item></rss>");
        using (var archive = ZipFile.Open(_folder["f.zip"], ZipArchiveMode.Create))
        {
            archive.CreateEntry("vide.txt");
        }

        var arguments = new[] { "index", "vide.txt", "a.json", "b.jsonl", "c.txt", "d.csv", "e.xml", "f.zip", "rien.txt" };
        string[] french = Lines(ProgramRun.WithEnvironment(_folder.FolderPath, new Dictionary<string, string>(StringComparer.Ordinal) { ["LC_ALL"] = French }, arguments));
        string[] english = Lines(ProgramRun.ArticleSearch(_folder.FolderPath, arguments));

        Assert.Equal(
            [
                "rien.txt: il n’y a pas de tel fichier ou dossier",
                "vide.txt: le fichier est vide",
                "a.json:1: JSON mal formé",
                "b.jsonl:1: «\u202Ftext\u202F» n’est pas une chaîne",
                "b.jsonl:3: l’identifiant «\u202Fx\u202F» est aussi en b.jsonl:2\u202F; cet article-ci remplace celui-là",
                "c.txt:3:1: l’octet 51 (0xC3) n’est pas de l’UTF-8",
                "d.csv:1: aucune colonne ne s’appelle text\u202F; dites laquelle l’est\u202F: --map text=COLONNE (il y a nom, prix)",
                "e.xml:1:52: XML mal formé",
                "f.zip!/vide.txt: le fichier est vide",
            ],
            french);
        Assert.Equal("rien.txt: there is no such file or folder", english[0]);
        Assert.StartsWith("a.json:1: broken JSON: ", english[2], StringComparison.Ordinal);
        Assert.Equal("b.jsonl:3: the id \"x\" stands at b.jsonl:2 too; this article replaces that one", english[4]);
        Assert.Equal(french.Length, english.Length);
    }

    [Theory]
    [InlineData("prix AND (", "Colonne 11\u202F: la requête finit là où un mot, une expression ou un groupe devrait suivre.", "Column 11: the query ends where a word, a phrase or a group should follow.")]
    [InlineData("a \"b", "Colonne 3\u202F: il manque le guillemet fermant de cette expression.", "Column 3: the closing quotation mark of this phrase is missing.")]
    [InlineData("(a", "Colonne 3\u202F: il manque la «\u202F)\u202F» de la «\u202F(\u202F» de la colonne 1.", "Column 3: the \")\" to the \"(\" at column 1 is missing.")]
    [InlineData("ab /x{/", "Colonne 7\u202F: il manque un nombre de répétitions après «\u202F{\u202F».", "Column 7: a number of repetitions is missing after \"{\".")]
    [InlineData("*a", "Colonne 1\u202F: un mot ne peut commencer par un joker.", "Column 1: a word may not begin with a wildcard.")]
    public void What_is_wrong_with_a_query_is_said_in_French(string query, string french, string english)
    {
        string index = MakeIndex();

        Assert.Equal($"articlesearch: {french}\n", ProgramRun.InLanguage(French, "search", "--index", index, "--syntax", "lucene", query).Error);
        Assert.Equal($"articlesearch: {english}\n", ProgramRun.InLanguage("C", "search", "--index", index, "--syntax", "lucene", query).Error);
    }

    [Fact]
    public void What_is_wrong_with_an_index_is_said_in_French()
    {
        string index = MakeIndex();

        Tells("L’index a été créé avec la chaîne «\u202Ffrench\u202F»\u202F; rien ne peut y être écrit avec «\u202Flucene-french\u202F».", "The index was made with the chain", "index", _folder["a.jsonl"], "--index", index, "--chain", "lucene-french");
        Tells($"{index} contient un index, non des articles.", $"{index} holds an index, not articles.", "index", "--sync", index, "--index", _folder["other"]);
        Tells($"{index} serait à la fois l’index et sa sauvegarde\u202F: choisissez un autre dossier pour la sauvegarde.", $"{index} is the index and its backup at once", "backup", index, "--index", index);
        Tells("«\u202Ftext\u202F» ne dit pas quel champ est quoi\u202F; title=headline,text=body le dit.", "\"text\" does not say which field is what", "index", "a.jsonl", "--map", "text");
        using (IndexBuilder.Open(index))
        {
            Tells($"Ce processus écrit déjà dans l’index ({index}/write.lock).", "The index is being written by another writer of this process", "index", _folder["a.jsonl"], "--index", index);
        }

        string commit = Directory.GetFiles(index, "segments_*")[0];
        File.WriteAllBytes(commit, File.ReadAllBytes(commit)[..^9]);
        Tells($"l’index est endommagé\u202F: {Path.GetFileName(commit)}, octet ", $"the index is damaged: {Path.GetFileName(commit)} at byte ", "search", "prix", "--index", index);
    }

    private void Tells(string french, string english, params string[] arguments)
    {
        Assert.StartsWith($"articlesearch: {french}", ProgramRun.InLanguage(French, arguments).Error, StringComparison.Ordinal);
        Assert.StartsWith($"articlesearch: {english}", ProgramRun.InLanguage("C", arguments).Error, StringComparison.Ordinal);
    }

    private string MakeIndex()
    {
        File.WriteAllText(_folder["a.jsonl"], "{\"text\": \"un prix\"}\n");
        var run = ProgramRun.InProcess("index", _folder["a.jsonl"], "--index", _folder["index"]);
        Assert.True(run.ExitCode == 0, run.Error);
        return _folder["index"];
    }

    // What was complained of, without the program's name.
    private static string[] Lines(ProgramRun run)
    {
        const string Prefix = "articlesearch: ";
        return [.. run.WithoutStackTrace().Error.Split('\n').Where(line => line.StartsWith(Prefix, StringComparison.Ordinal)).Select(line => line[Prefix.Length..])];
    }

    // How many values follow the name of a message: holes of its English, or arguments.
    private static int CountValues(string code, int at, bool areArguments)
    {
        int depth = 0;
        int values = 0;
        bool isText = code.AsSpan(at).StartsWith(", $\"", StringComparison.Ordinal);
        if (!isText && !areArguments)
        {
            return 1; // a name in a table, of a message with one value
        }

        at += isText ? 4 : 0;
        for (; depth > 0 || code[at] != (isText ? '"' : ')'); at++)
        {
            bool isDoubled = isText && code[at] is '{' or '}' && code[at] == code[at + 1] && depth == 0;
            switch (code[at])
            {
                case '\\' when isText && depth == 0:
                    at++;
                    break;
                case '{' or '}' when isDoubled:
                    at++;
                    break;
                case '{' when isText:
                    values += depth++ == 0 ? 1 : 0;
                    break;
                case '}' when isText:
                    depth--;
                    break;
                case '(' or '{' when !isText:
                    depth++;
                    break;
                case ')' or '}' when !isText:
                    depth--;
                    break;
                case ',' when !isText && depth == 0:
                    values++;
                    break;
            }
        }

        return values;
    }

    [GeneratedRegex("\"(?<name>(ingest|library|query|system)\\.[a-z]+(\\.[a-z]+)*)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();

    [GeneratedRegex(@"\{(?<number>\d+)[|}]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}
