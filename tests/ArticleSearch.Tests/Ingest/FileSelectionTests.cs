using System.Diagnostics;
using ArticleSearch.Ingest;
using ArticleSearch.Ingest.Selecting;
using ArticleSearch.TestKit;

namespace ArticleSearch.Tests.Ingest;

/// <summary>Patterns of paths and the files that leave files out, held to what git does with the same ones.</summary>
public sealed class FileSelectionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("*.txt", "a.txt", true)]
    [InlineData("*.txt", "b/c/a.txt", true)]
    [InlineData("*.txt", "a.txt.gz", false)]
    [InlineData("/a.txt", "a.txt", true)]
    [InlineData("/a.txt", "b/a.txt", false)]
    [InlineData("b/*.txt", "b/a.txt", true)]
    [InlineData("b/*.txt", "b/c/a.txt", false)]
    [InlineData("b/**/a.txt", "b/a.txt", true)]
    [InlineData("b/**/a.txt", "b/c/d/a.txt", true)]
    [InlineData("**/c", "c", true)]
    [InlineData("**/c", "bc", false)]
    [InlineData("b/**", "b/c/a.txt", true)]
    [InlineData("b/**", "b", false)]
    [InlineData("a?c", "abc", true)]
    [InlineData("a?c", "a/c", false)]
    [InlineData("[a-c]x", "bx", true)]
    [InlineData("[!a-c]x", "bx", false)]
    [InlineData("[!a-c]x", "dx", true)]
    [InlineData("\\*", "*", true)]
    [InlineData("\\*", "a", false)]
    [InlineData("\\!a", "!a", true)]
    [InlineData("été*", "été.txt", true)]
    [InlineData("[", "[", true)]
    [InlineData("drafts/", "drafts", false)]
    public void A_pattern_matches_files(string pattern, string path, bool expected) =>
        Assert.Equal(expected, GlobPattern.Parse(pattern)!.Matches(path, isFolder: false));

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("# a note")]
    [InlineData("/")]
    [InlineData("!")]
    public void A_line_may_be_no_pattern(string line) => Assert.Null(GlobPattern.Parse(line));

    [Fact]
    public void Many_stars_take_no_more_time_than_there_are_letters()
    {
        var pattern = GlobPattern.Parse(string.Concat(Enumerable.Repeat("a*", 500)) + "b")!;
        Assert.False(pattern.Matches(new string('a', 5000), isFolder: false));
    }

    [Fact]
    public void Files_are_left_out_as_git_leaves_them_out()
    {
        if (Git(".", "--version") is null)
        {
            return;
        }

        string[] names = ["a", "b", "ab", "a.txt", "b.txt", "drafts", "x"];
        string[] patterns = ["a", "*.txt", "!a.txt", "drafts/", "/b", "a/b", "**/x", "a/**", "!x", "b/**/a.txt", "?", "[ab]", "# note", "", "*", "!*.txt", "a*/", "!drafts/"];
        const int Seed = 20260;
        var random = new Random(Seed);
        for (int round = 0; round < 12; round++)
        {
            string root = _folder[$"r{round}"];
            Directory.CreateDirectory(root);
            foreach (string path in Enumerable.Range(0, 25).Select(_ => string.Join('/', Enumerable.Range(0, 1 + random.Next(3)).Select(_ => names[random.Next(names.Length)]))))
            {
                string full = Path.Combine(root, path);
                if (!Directory.Exists(full) && !path.Split('/').SkipLast(1).Select((_, i) => string.Join('/', path.Split('/').Take(i + 1))).Any(folder => File.Exists(Path.Combine(root, folder))))
                {
                    Directory.CreateDirectory(Path.GetDirectoryName(full)!);
                    File.WriteAllText(full, "Titre\n\nTexte.\n");
                }
            }

            foreach (string folder in Directory.GetDirectories(root, "*", SearchOption.AllDirectories).Prepend(root).Where(_ => random.Next(3) > 0))
            {
                string text = string.Join('\n', Enumerable.Range(0, 1 + random.Next(3)).Select(_ => patterns[random.Next(patterns.Length)])) + "\n";
                File.WriteAllText(Path.Combine(folder, ".gitignore"), text);
                File.WriteAllText(Path.Combine(folder, IgnoreRules.FileName), text);
            }

            Git(root, "init", "-q");
            string[] expected = [.. Git(root, "-c", "core.excludesFile=/dev/null", "ls-files", "-z", "--others", "--exclude-standard")!.Split('\0', StringSplitOptions.RemoveEmptyEntries).Where(path => !path.Contains("ignore", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
            var files = new List<SourceFile>();
            Assert.Empty(new FolderWalk().Collect([root], files, default));
            Assert.True(
                expected.SequenceEqual(files.Select(file => file.RelativeName).Order(StringComparer.Ordinal)),
                $"Seed {Seed}, round {round} in {root}:\n{string.Join('\n', expected)}\n---\n{string.Join('\n', files.Select(file => file.RelativeName))}");
        }
    }

    [Fact]
    public void What_the_user_wants_and_what_he_does_not()
    {
        foreach (string path in (string[])["a.txt", "b.md", "drafts/c.txt", "2023/d.txt"])
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_folder[path])!);
            File.WriteAllText(_folder[path], "Titre\n\nTexte.\n");
        }

        Assert.Equal(["2023/d.txt", "a.txt", "drafts/c.txt"], Files(["*.txt"], []));
        Assert.Equal(["2023/d.txt", "a.txt", "b.md"], Files([], ["drafts/"]));
        Assert.Equal(["2023/d.txt"], Files(["2023/**"], []));
        Assert.Equal(["b.md"], Files(["*.md", "*.txt"], ["*.txt"]));

        // What is named by the user himself is tested by its name alone.
        var walk = new FolderWalk(null, new FileSelection { Exclude = [GlobPattern.Parse("*.txt")!] });
        var files = new List<SourceFile>();
        Assert.Empty(walk.Collect([_folder["a.txt"], _folder["b.md"]], files, default));
        Assert.Equal(("b.md", 1), (Assert.Single(files).RelativeName, walk.Skipped));
    }

    private string[] Files(string[] include, string[] exclude)
    {
        var files = new List<SourceFile>();
        var selection = new FileSelection { Include = [.. include.Select(glob => GlobPattern.Parse(glob)!)], Exclude = [.. exclude.Select(glob => GlobPattern.Parse(glob)!)] };
        Assert.Empty(new FolderWalk(null, selection).Collect([_folder.FolderPath], files, default));
        return [.. files.Select(file => file.RelativeName)];
    }

    private static string? Git(string folder, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("git", arguments) { UseShellExecute = false, WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return output;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null; // there is none
        }
    }
}
