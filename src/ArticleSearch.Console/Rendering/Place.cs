using System.Globalization;

namespace ArticleSearch.Console.Rendering;

/// <summary>Where a hit is to be found, as one cites it: source, file and line, article, paragraph; and as a link that opens it.</summary>
internal static class Place
{
    /// <summary>Source, file and article, what is known of them, each once.</summary>
    public static IEnumerable<string> Parts(Hit hit)
    {
        string place = hit.Place == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $":{hit.Place}");
        bool hasFile = hit.File is { Length: > 0 };

        // A source that is the path of the file says it already.
        bool isPath = hasFile && hit.Source?.EndsWith(hit.File!, StringComparison.Ordinal) == true;
        if (hit.Source is { Length: > 0 } source)
        {
            yield return OneLine(isPath ? source + place : source);
        }

        if (hasFile && !isPath)
        {
            yield return OneLine(hit.File + place);
        }

        yield return OneLine(hit.Article);
    }

    /// <summary>What opens the source of a hit: its address on the web, or its file where that is found from here; null if nothing does.</summary>
    public static string? Link(Hit hit)
    {
        if (hit.Source is { } source && (source.StartsWith("https://", StringComparison.Ordinal) || source.StartsWith("http://", StringComparison.Ordinal)))
        {
            return Uri.TryCreate(source, UriKind.Absolute, out var address) ? address.AbsoluteUri : null;
        }

        foreach (string? path in (ReadOnlySpan<string?>)[hit.Source, hit.File])
        {
            if (path is { Length: > 0 } && !path.Contains('\0', StringComparison.Ordinal) && File.Exists(path))
            {
                return new UriBuilder(Uri.UriSchemeFile, Environment.MachineName) { Path = Path.GetFullPath(path) }.Uri.AbsoluteUri;
            }
        }

        return null;
    }

    /// <summary>Line breaks and control characters (an escape sequence in an article must not steer the terminal) become spaces.</summary>
    public static string OneLine(string text) =>
        text.Any(char.IsControl) ? string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)) : text;
}
