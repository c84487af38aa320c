using Xunit;

namespace ArticleSearch.TestKit;

/// <summary>
/// A test that asks real Java Lucene. Skipped, with the reason, where Java or the jars are missing, except in CI (environment
/// variable CI is true), where it must run.
/// </summary>
public sealed class JavaFactAttribute : FactAttribute
{
    public JavaFactAttribute() => Skip = JavaSkip.Reason;
}

/// <summary>As <see cref="JavaFactAttribute"/>, for a test with data.</summary>
public sealed class JavaTheoryAttribute : TheoryAttribute
{
    public JavaTheoryAttribute() => Skip = JavaSkip.Reason;
}

internal static class JavaSkip
{
    public static string? Reason { get; } =
        string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase) ? null : JavaOracle.Missing;
}
