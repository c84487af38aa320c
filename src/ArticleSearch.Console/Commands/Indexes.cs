namespace ArticleSearch.Console.Commands;

/// <summary>Opens the index that a command is about, or says what is to be done where there is none.</summary>
internal static class Indexes
{
    /// <exception cref="UserException">There is no index.</exception>
    public static Searcher Open(string folder)
    {
        Require(folder);
        return Searcher.Open(folder);
    }

    /// <exception cref="UserException">There is no index.</exception>
    public static void Require(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new UserException("index.nofolder", folder);
        }

        if (!Searcher.Exists(folder))
        {
            throw new UserException("index.none", folder);
        }
    }
}
