using System.Text.RegularExpressions;
using ArticleSearch.TestKit;

namespace ArticleSearch.Console.Tests.Packaging;

/// <summary>The library as those who embed it get it: packed, restored from a folder, used by a fresh program.</summary>
public sealed partial class PackageTests
{
    private static readonly string[] Libraries = ["ArticleSearch", "ArticleSearch.Analysis", "ArticleSearch.IndexFormat"];

    [Fact]
    public void The_readme_sample_runs_on_the_packages()
    {
        using var folder = new TemporaryFolder();
        string packages = folder["packages"];
        foreach (string library in Libraries)
        {
            // Packed from what was built for this run: nothing is built twice.
            Run(Repository.Folder, "pack", Repository.PathOf("src", library), "--no-build", "-c", Configuration, "-o", packages, "--nologo", "-v", "q");
        }

        string program = folder["program"];
        Directory.CreateDirectory(program);
        string sample = Sample();
        Assert.InRange(sample.Split('\n').Count(line => line.Trim() is not ("" or "{" or "}")), 5, 15);
        File.WriteAllText(Path.Combine(program, "Program.cs"), sample);
        File.WriteAllText(Path.Combine(program, "program.csproj"), """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="ArticleSearch" Version="0.1.0" />
              </ItemGroup>
            </Project>
            """);
        // Only the folder of packages, and a cache of its own: an earlier package of the same version must not answer.
        File.WriteAllText(Path.Combine(program, "nuget.config"), $"""
            <configuration>
              <packageSources><clear /><add key="local" value="{packages}" /></packageSources>
              <config><add key="globalPackagesFolder" value="{folder["cache"]}" /></config>
            </configuration>
            """);
        string output = Run(program, "run", "--project", program);

        Assert.Contains("1. Un sommet à Vladivostok, § 2: Il y sera question de [fournitures] d’[armes].", output, StringComparison.Ordinal);
        Assert.Contains("2. Un sommet à Vladivostok, § 1: Kim Jong Un se rendra en [Russie].", output, StringComparison.Ordinal);
        Assert.DoesNotContain("pommes", output, StringComparison.Ordinal);
    }

#if DEBUG
    private const string Configuration = "Debug";
#else
    private const string Configuration = "Release";
#endif

    private static string Sample()
    {
        string readme = File.ReadAllText(Repository.PathOf("README.md"));
        return CSharpBlock().Match(readme).Groups["code"].Value;
    }

    private static string Run(string folder, params string[] arguments)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["MSBUILDDISABLENODEREUSE"] = "1", ["DOTNET_NOLOGO"] = "1" };
        var run = ProgramRun.Run("dotnet", folder, null, environment, arguments);
        Assert.True(run.ExitCode == 0, $"dotnet {string.Join(' ', arguments)}:\n{run.Output}\n{run.Error}");
        return run.Output;
    }

    [GeneratedRegex("^```csharp\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CSharpBlock();
}
