using System.Reflection;
using ArticleSearch.TestKit;

namespace ArticleSearch.Tests.Architecture;

/// <summary>Which assembly may know which: data, compared with what was built.</summary>
public sealed class AssemblyTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["ArticleSearch.Analysis"] = [],
        ["ArticleSearch.IndexFormat"] = [],
        ["ArticleSearch"] = ["ArticleSearch.Analysis", "ArticleSearch.IndexFormat"],
        ["ArticleSearch.Ingest"] = ["ArticleSearch"],
    };

    // Packages that an assembly stands on beside the base library.
    private static readonly Dictionary<string, string[]> Packages = new(StringComparer.Ordinal)
    {
        ["ArticleSearch.Ingest"] = ["AngleSharp", "CsvHelper", "Markdig", "YamlDotNet"],
    };

    public static TheoryData<string> Assemblies => [.. Allowed.Keys];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void An_assembly_knows_only_those_it_may_and_the_base_library(string name)
    {
        var references = Assembly.Load(name).GetReferencedAssemblies().Select(reference => reference.Name!).ToList();
        var own = references.Where(reference => reference.StartsWith("ArticleSearch", StringComparison.Ordinal));
        var foreign = references.Where(reference => !reference.StartsWith("ArticleSearch", StringComparison.Ordinal)
            && !reference.StartsWith("System.", StringComparison.Ordinal) && !reference.StartsWith("Microsoft.Win32.", StringComparison.Ordinal) && reference != "netstandard");

        Assert.Empty(own.Except(Allowed[name], StringComparer.Ordinal));
        Assert.Empty(foreign.Except(Packages.GetValueOrDefault(name, []), StringComparer.Ordinal));
    }

    [Fact]
    public void Pointers_live_in_two_files_that_hand_out_spans()
    {
        string source = Repository.PathOf("src");
        var unsafeFiles = Directory.EnumerateFiles(source, "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Where(path => File.ReadLines(path).Any(line => line.Contains("unsafe ", StringComparison.Ordinal) && !line.TrimStart().StartsWith("//", StringComparison.Ordinal)))
            .Select(path => Path.GetFileName(path))
            .Order(StringComparer.Ordinal);

        Assert.Equal(["FixedBytes.cs", "MappedFile.cs"], unsafeFiles);
    }
}
