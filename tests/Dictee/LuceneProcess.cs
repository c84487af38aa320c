namespace ArticleSearch.Dictee;

/// <summary>
/// Real Java Lucene 8 as an engine: <c>Lucene/LuceneDictee.java</c>, which Java compiles as it starts. It is there only where a
/// JDK and the Lucene jars are.
/// </summary>
internal static class LuceneProcess
{
    /// <summary>Where Debian puts the jars.</summary>
    public const string DefaultJars = "/usr/share/java";

    private static readonly string[] JarNames = ["core", "analyzers-common", "queryparser", "queries", "highlighter", "memory"];

    /// <summary>Starts Lucene, if it is installed.</summary>
    /// <param name="jars">The folder of the jars.</param>
    /// <returns>The engine, or null where Java or a jar is missing.</returns>
    public static IEngine? Start(string jars = DefaultJars)
    {
        string?[] found = [.. JarNames.Select(name => Find(jars, name))];
        string[] path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        if (found.Contains(null) || !path.Any(folder => File.Exists(Path.Combine(folder, "javac")) || File.Exists(Path.Combine(folder, "javac.exe"))))
        {
            return null;
        }

        string program = Path.Combine(AppContext.BaseDirectory, "Lucene", "LuceneDictee.java");
        return new ProcessEngine("Lucene 8", "java", ["-Xmx512m", "-XX:+UseSerialGC", "-cp", string.Join(Path.PathSeparator, found), program]);
    }

    private static string? Find(string folder, string name) => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder, $"lucene-{name}-8.*.jar").Order(StringComparer.Ordinal).FirstOrDefault()
        : null;
}
