using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.IndexFormat.Segments;

/// <summary>What all readers of a segment's file lists and small files share.</summary>
internal static class SegmentFiles
{
    /// <summary>Reads a set of names of files of one segment.</summary>
    /// <remarks>
    /// A segment that was copied into an index under another name keeps the names of its old one in its lists: as Java does, the
    /// segment's own name is put in the place of whatever stands there.
    /// </remarks>
    public static SortedSet<string> Read(ref ByteCursor cursor, string segment)
    {
        long position = cursor.Position;
        var files = new SortedSet<string>(StringComparer.Ordinal);
        foreach (string file in cursor.ReadStringSet())
        {
            if (!IndexFileNames.IsSegmentFile(file))
            {
                cursor.Throw($"\"{file}\" is no name of a segment's file", position);
            }

            files.Add(segment + IndexFileNames.WithoutSegment(file));
        }

        return files;
    }

    /// <summary>Opens a file that must be there.</summary>
    /// <exception cref="CorruptIndexException">It is not.</exception>
    public static IndexFile OpenNeeded(this IndexFolder folder, string name, string neededBy)
    {
        try
        {
            return folder.Open(name);
        }
        catch (FileNotFoundException e)
        {
            throw new CorruptIndexException($"the file is missing; {neededBy} needs it", name, inner: e);
        }
    }
}
