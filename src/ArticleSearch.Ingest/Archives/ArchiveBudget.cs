namespace ArticleSearch.Ingest.Archives;

/// <summary>
/// How much may come out of an archive and of the archives in it: more than any archive of texts gives, and less than a bomb. One for an
/// outermost archive; for one thread.
/// </summary>
/// <param name="length">The bytes of the archive; a growing number where it is read as it comes.</param>
internal sealed class ArchiveBudget(Func<long> length)
{
    /// <summary>What any archive may give: 64 MiB.</summary>
    public const long Free = 1L << 26;

    /// <summary>How many bytes may come out for one that goes in.</summary>
    public const int MaxRatio = 200;

    private long _spent;

    /// <summary>Notes that so many bytes came out.</summary>
    /// <exception cref="UnreadableInputException">They are too many.</exception>
    public void Spend(int bytes)
    {
        _spent += bytes;
        long allowed = Free + (MaxRatio * length());
        if (_spent > allowed)
        {
            throw new UnreadableInputException("ingest.bomb", $"the archive unpacks to more than {allowed} bytes: it is read no further");
        }
    }
}
