using System.Text;

namespace ArticleSearch.Console.Interactive;

/// <summary>
/// The lines that were typed, kept between runs in <c>articlesearch/history</c> of the user's state folder. A history that can
/// not be read or written is no error: the console works without.
/// </summary>
internal sealed class History
{
    private const int Limit = 1000;

    private readonly string? _path;
    private readonly List<string> _lines = [];

    public History()
    {
        string? state = Environment.GetEnvironmentVariable("XDG_STATE_HOME");
        if (string.IsNullOrEmpty(state))
        {
            string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
            state = home.Length == 0 ? null : Path.Combine(home, ".local", "state");
        }

        _path = state is null ? null : Path.Combine(state, "articlesearch", "history");
        Load();
    }

    /// <summary>The lines, oldest first.</summary>
    public IReadOnlyList<string> Lines => _lines;

    /// <summary>Remembers a line, unless it is the one before.</summary>
    public void Add(string line)
    {
        if (_lines.Count > 0 && string.Equals(_lines[^1], line, StringComparison.Ordinal))
        {
            return;
        }

        _lines.Add(line);
        if (_path is null)
        {
            return;
        }

        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
            File.AppendAllText(_path, line + "\n", new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // works without
        }
    }

    private void Load()
    {
        try
        {
            if (_path is not null && File.Exists(_path))
            {
                string[] lines = File.ReadAllLines(_path);
                _lines.AddRange(lines.AsSpan(Math.Max(0, lines.Length - Limit)));
                if (lines.Length > 2 * Limit)
                {
                    File.WriteAllLines(_path, _lines);
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // works without
        }
    }
}
