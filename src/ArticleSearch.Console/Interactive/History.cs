using System.Text;

namespace ArticleSearch.Console.Interactive;

/// <summary>
/// The lines that were typed, kept between runs in <c>articlesearch/history</c> of the user's state folder, which he alone can read.
/// Consoles that run at once add to one file, and none loses what another wrote. A history that can not be read or written is no
/// error: the console works without.
/// </summary>
internal sealed class History
{
    /// <summary>How many lines are recalled; the file holds up to twice as many.</summary>
    internal const int Limit = 1000;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly string? _path;
    private readonly List<string> _lines = [];

    /// <param name="environment">Gives the environment's variables.</param>
    public History(Func<string, string?> environment)
    {
        string? state = environment("XDG_STATE_HOME");
        if (string.IsNullOrEmpty(state) || !Path.IsPathRooted(state))
        {
            string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
            state = home.Length == 0 ? null : Path.Combine(home, ".local", "state");
        }

        _path = state is null ? null : Path.Combine(state, "articlesearch", "history");
        Load();
    }

    /// <summary>The lines, oldest first.</summary>
    public IReadOnlyList<string> Lines => _lines;

    /// <summary>Remembers a line, unless it is the one before, or begins with a space: that is how one asks not to be remembered.</summary>
    public void Add(string line)
    {
        if (line.Length == 0 || char.IsWhiteSpace(line[0]))
        {
            return;
        }

        line = line.TrimEnd();
        if (_lines.Count > 0 && string.Equals(_lines[^1], line, StringComparison.Ordinal))
        {
            return;
        }

        _lines.Add(line);
        Use(file =>
        {
            file.Seek(0, SeekOrigin.End);
            file.Write(Utf8.GetBytes(line + "\n"));
        });
    }

    private void Load() => Use(file =>
    {
        using var reader = new StreamReader(file, Utf8, detectEncodingFromByteOrderMarks: false, leaveOpen: true);
        while (reader.ReadLine() is { } line)
        {
            _lines.Add(line);
        }

        bool isLong = _lines.Count > 2 * Limit;
        _lines.RemoveRange(0, Math.Max(0, _lines.Count - Limit));
        if (isLong)
        {
            file.SetLength(0);
            file.Write(Utf8.GetBytes(string.Concat(_lines.Select(line => line + "\n"))));
        }
    });

    /// <summary>Does something with the file while no other console does.</summary>
    private void Use(Action<FileStream> use)
    {
        const int Attempts = 40;
        const int SharingViolation = unchecked((int)0x80070020);
        const int WouldBlock = 11;
        for (int attempt = 1; _path is not null; attempt++)
        {
            try
            {
                Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
                var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None };
                if (!OperatingSystem.IsWindows())
                {
                    options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
                }

                using var file = new FileStream(_path, options);
                use(file);
                return;
            }
            catch (IOException e) when (e.HResult is SharingViolation or WouldBlock && attempt < Attempts)
            {
                CancellationToken.None.WaitHandle.WaitOne(5); // another console has it, for as long as a line takes
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return; // works without
            }
        }
    }
}
