using System.Globalization;

namespace ArticleSearch.TestKit;

/// <summary>The cultures under which results must be the same.</summary>
public static class Cultures
{
    /// <summary>French, Turkish (dotted and dotless i), invariant.</summary>
    public static IReadOnlyList<string> Names { get; } = ["fr-FR", "tr-TR", ""];

    /// <summary>Runs an action under a culture and restores the old one.</summary>
    public static void Run(string name, Action action)
    {
        var (culture, ui) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(name);
            action();
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, ui);
        }
    }
}
