namespace ArticleSearch.Ingest.Selecting;

/// <summary>
/// A pattern of paths as <c>.gitignore</c> has them. It looks at names alone, never at a disk, and takes time in proportion to the
/// lengths of pattern and path whatever they are.
/// </summary>
/// <remarks>
/// <c>*</c> any letters of one name, <c>?</c> one of them, <c>[a-z]</c> and <c>[!a-z]</c> one of or none of some; <c>**/</c> any folders,
/// <c>/**</c> all that is in one; <c>\</c> takes the next sign literally. A pattern with a slash that is not its last sign is of the whole
/// path, any other of a name at any depth. A slash at the end means folders alone; <c>!</c> at the start takes back what was said before.
/// </remarks>
internal sealed class GlobPattern
{
    private readonly List<Part> _parts = [];
    private readonly bool _ofWholePath;
    private readonly bool _ofFolders;

    private GlobPattern(string text)
    {
        Takes = text.StartsWith('!');
        text = Takes ? text[1..] : text;
        _ofFolders = text.EndsWith('/');
        text = _ofFolders ? text[..^1] : text;
        _ofWholePath = text.Contains('/', StringComparison.Ordinal);
        Read(text.StartsWith('/') ? text[1..] : text);
    }

    private enum Kind
    {
        Letter,
        AnyLetter,
        OneOf,
        NoneOf,
        Name, // *
        Folders, // **/
        All, // **
    }

    /// <summary>Whether it takes back in what patterns before it left out.</summary>
    public bool Takes { get; }

    /// <summary>Reads a pattern; null for a blank line and a note.</summary>
    public static GlobPattern? Parse(string line)
    {
        string text = line.TrimEnd('\r', '\n');
        while (text.EndsWith(' ') && !text.EndsWith("\\ ", StringComparison.Ordinal))
        {
            text = text[..^1];
        }

        return text.Length == 0 || text[0] == '#' || text is "/" or "!" ? null : new GlobPattern(text);
    }

    /// <summary>Whether a path is of the pattern.</summary>
    /// <param name="path">The path below the folder of the pattern, separated by <c>/</c>.</param>
    /// <param name="isFolder">Whether it is a folder.</param>
    public bool Matches(ReadOnlySpan<char> path, bool isFolder)
    {
        if (_ofFolders && !isFolder)
        {
            return false;
        }

        if (!_ofWholePath)
        {
            path = path[(path.LastIndexOf('/') + 1)..];
        }

        // Where in the pattern one may be after so many letters of the path.
        bool[] now = new bool[_parts.Count + 1];
        bool[] next = new bool[_parts.Count + 1];
        now[0] = true;
        PassOver(now, path, 0);
        for (int at = 0; at < path.Length; at++)
        {
            Array.Clear(next);
            for (int part = 0; part < _parts.Count; part++)
            {
                if (now[part])
                {
                    Step(part, path[at], next);
                }
            }

            (now, next) = (next, now);
            PassOver(now, path, at + 1);
        }

        return now[^1];
    }

    private void Step(int at, char c, bool[] next)
    {
        var part = _parts[at];
        switch (part.Kind)
        {
            case Kind.Name:
                next[at] |= c != '/';
                break;
            case Kind.Folders or Kind.All:
                next[at] = true;
                break;
            default:
                next[at + 1] |= part.Takes(c);
                break;
        }
    }

    // What may be nothing may be passed over; folders only where a name begins.
    private void PassOver(bool[] places, ReadOnlySpan<char> path, int at)
    {
        for (int part = 0; part < _parts.Count; part++)
        {
            places[part + 1] |= places[part]
                && (_parts[part].Kind is Kind.Name or Kind.All || (_parts[part].Kind == Kind.Folders && (at == 0 || path[at - 1] == '/')));
        }
    }

    private void Read(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            bool startsName = i == 0 || text[i - 1] == '/';
            switch (text[i])
            {
                case '*' when startsName && text.AsSpan(i).StartsWith("**/"):
                    _parts.Add(new Part(Kind.Folders));
                    i += 2;
                    break;
                case '*' when startsName && i == text.Length - 2 && text[^1] == '*':
                    _parts.Add(new Part(Kind.All));
                    i++;
                    break;
                case '*':
                    _parts.Add(new Part(Kind.Name));
                    break;
                case '?':
                    _parts.Add(new Part(Kind.AnyLetter));
                    break;
                case '[' when text.IndexOf(']', Math.Min(i + 2, text.Length)) is > 0 and var end:
                    bool isNot = text[i + 1] is '!' or '^';
                    _parts.Add(new Part(isNot ? Kind.NoneOf : Kind.OneOf, text[(isNot ? i + 2 : i + 1)..end]));
                    i = end;
                    break;
                case '\\' when i + 1 < text.Length:
                    _parts.Add(new Part(Kind.Letter, text[++i].ToString()));
                    break;
                default:
                    _parts.Add(new Part(Kind.Letter, text[i].ToString()));
                    break;
            }
        }
    }

    private readonly record struct Part(Kind Kind, string Letters = "")
    {
        public bool Takes(char c) => Kind switch
        {
            Kind.Letter => Letters[0] == c,
            Kind.OneOf => c != '/' && Has(c),
            Kind.NoneOf => c != '/' && !Has(c),
            _ => c != '/',
        };

        private bool Has(char c)
        {
            for (int i = 0; i < Letters.Length; i++)
            {
                if (i + 2 < Letters.Length && Letters[i + 1] == '-')
                {
                    if (c >= Letters[i] && c <= Letters[i + 2])
                    {
                        return true;
                    }

                    i += 2;
                }
                else if (Letters[i] == c)
                {
                    return true;
                }
            }

            return false;
        }
    }
}
