namespace ArticleSearch.IndexFormat.Segments;

/// <summary>
/// The grammar of the names of index files: builds them and takes them apart. Knows nothing of what the files hold.
/// </summary>
/// <remarks>
/// <code>
/// Commit          segments_N              N: generation of the commit, base 36 (0-9a-z)
/// PendingCommit   pending_segments_N      a commit that is being written; readers never look at it
/// Segment         _M                      M: the segment's number, base 36
/// SegmentFile     Segment[_SUFFIX].EXT    SUFFIX: format and number (Lucene84_0), a generation (2), or both (2_Lucene80_0)
/// </code>
/// Example: <c>_1c_3.liv</c> holds the live documents of segment 48 as its third deletion generation left them.
/// </remarks>
internal static class IndexFileNames
{
    private const string Digits = "0123456789abcdefghijklmnopqrstuvwxyz";

    public static string Commit(long generation) => $"{FormatNames.CommitPrefix}_{Base36(generation)}";

    public static string PendingCommit(long generation) => $"{FormatNames.PendingCommitPrefix}_{Base36(generation)}";

    public static string Segment(long number) => "_" + Base36(number);

    /// <summary>The file of one generation of a segment: <c>_0_1.liv</c>.</summary>
    public static string OfGeneration(string segment, string extension, long generation) =>
        SegmentContext.FileName(segment, Base36(generation), extension);

    /// <summary>The generation of a commit's file name; false if it is not one.</summary>
    public static bool TryParseCommit(string name, out long generation) =>
        TryParseAfter(name, FormatNames.CommitPrefix, out generation);

    /// <summary>The generation of a pending commit's file name; false if it is not one.</summary>
    public static bool TryParsePendingCommit(string name, out long generation) =>
        TryParseAfter(name, FormatNames.PendingCommitPrefix, out generation);

    /// <summary>The number of a segment name <c>_N</c>; false if it is not one.</summary>
    public static bool TryParseSegment(ReadOnlySpan<char> name, out long number)
    {
        number = 0;
        return name.Length > 1 && name[0] == '_' && TryParseBase36(name[1..], out number);
    }

    /// <summary>Whether a name has the form of a segment's file, and of nothing outside the index folder.</summary>
    public static bool IsSegmentFile(string file) =>
        TryParseSegment(SegmentOf(file), out _)
        && file.Contains('.', StringComparison.Ordinal)
        && file.AsSpan().IndexOfAny('/', '\\', '\0') < 0;

    /// <summary>The segment that a file belongs to by its name; the whole name where it has no further part.</summary>
    public static ReadOnlySpan<char> SegmentOf(string file) => file.AsSpan(0, SuffixStart(file));

    /// <summary>The name without its segment: <c>_Lucene84_0.doc</c> of <c>_0_Lucene84_0.doc</c>.</summary>
    public static string WithoutSegment(string file) => file[SuffixStart(file)..];

    /// <summary>The number above every number of a segment with a file among <paramref name="files"/>, at least <paramref name="counter"/>.</summary>
    /// <remarks>A crash may leave files of segments that no commit counts; their names must not be given again.</remarks>
    public static long NextSegmentNumber(IEnumerable<string> files, long counter)
    {
        foreach (string file in files)
        {
            if (TryParseSegment(SegmentOf(file), out long number))
            {
                counter = Math.Max(counter, number + 1);
            }
        }

        return counter;
    }

    /// <summary>The number in base 36, as Java's <c>Long.toString(n, 36)</c>.</summary>
    public static string Base36(long value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        Span<char> buffer = stackalloc char[13];
        int start = buffer.Length;
        do
        {
            buffer[--start] = Digits[(int)(value % 36)];
            value /= 36;
        }
        while (value > 0);

        return new string(buffer[start..]);
    }

    /// <summary>Reads a number in base 36; false for anything else and for what does not fit.</summary>
    public static bool TryParseBase36(ReadOnlySpan<char> text, out long value)
    {
        value = 0;
        foreach (char c in text)
        {
            int digit = char.IsAsciiDigit(c) ? c - '0' : char.IsAsciiLetterLower(c) ? c - 'a' + 10 : -1;
            if (digit < 0 || value > (long.MaxValue - digit) / 36)
            {
                return false;
            }

            value = value * 36 + digit;
        }

        return text.Length > 0;
    }

    private static int SuffixStart(string file)
    {
        int underscore = file.Length > 1 ? file.IndexOf('_', 1) : -1;
        int end = underscore >= 0 ? underscore : file.IndexOf('.', StringComparison.Ordinal);
        return end >= 0 ? end : file.Length;
    }

    private static bool TryParseAfter(string name, string prefix, out long generation)
    {
        generation = 0;
        return name.Length > prefix.Length + 1
            && name.StartsWith(prefix, StringComparison.Ordinal)
            && name[prefix.Length] == '_'
            && TryParseBase36(name.AsSpan(prefix.Length + 1), out generation)
            && generation > 0;
    }
}
