using System.Diagnostics;
using System.Runtime.Intrinsics;

namespace ArticleSearch.Ranking;

/// <summary>
/// What stands for a word in a segment: the documents that have any of its variants, ascending, with what these count there together.
/// Merged once by a <see cref="WordMerger"/>, so that searches read one list instead of one a variant. Knows nothing of deletions.
/// Immutable, safe for many threads.
/// </summary>
/// <remarks>
/// A document is a row of six bytes: three for its number; one for what share of the most that a word can add to a score it adds at most
/// (see <see cref="LengthTables.Share"/>); and two for the number of what stands there, of which there are few kinds.
/// </remarks>
internal sealed class WordPostings
{
    /// <summary>How many bytes a row takes.</summary>
    public const int RowBytes = sizeof(uint) + sizeof(ushort);

    /// <summary>How many kinds of what stands in documents can be told apart.</summary>
    public const int MostKinds = ushort.MaxValue + 1;

    /// <summary>A segment has fewer documents than this, or its postings are not merged.</summary>
    public const int MostDocuments = 1 << (32 - ShareBits);

    private const int KindBytes = 16;
    private const int ShareBits = 8;

    private readonly uint[] _rows;
    private readonly ushort[] _kindOf;
    private readonly WordOccurrences[] _kinds;

    /// <param name="rows">The documents, ascending, with their shares: <see cref="Row"/>.</param>
    /// <param name="kindOf">The number of what stands in each.</param>
    /// <param name="kinds">The kinds of what stands there.</param>
    public WordPostings(uint[] rows, ushort[] kindOf, WordOccurrences[] kinds)
    {
        Debug.Assert(rows.Length == kindOf.Length, "two columns");
        _rows = rows;
        _kindOf = kindOf;
        _kinds = kinds;
    }

    /// <summary>A word that the segment does not have.</summary>
    public static WordPostings None { get; } = new([], [], []);

    /// <summary>The documents, ascending, with their shares.</summary>
    public ReadOnlySpan<uint> Rows => _rows;

    /// <summary>About how much room it takes.</summary>
    public long Bytes => ((long)RowBytes * _rows.Length) + ((long)KindBytes * _kinds.Length);

    /// <summary>A document and its share as one number: in the order of documents.</summary>
    /// <param name="document">The document.</param>
    /// <param name="share">What share of the most the word adds at most to its score, in 255ths; 0 where that is not known.</param>
    public static uint Row(int document, byte share) => ((uint)document << ShareBits) | share;

    public static int Document(uint row) => (int)(row >> ShareBits);

    public static Vector256<int> Documents(Vector256<uint> rows) => (rows >>> ShareBits).AsInt32();

    public static int Share(uint row) => (byte)row;

    /// <summary>What stands in the document of a row.</summary>
    public ref readonly WordOccurrences Occurrences(int row) => ref _kinds[_kindOf[row]];

    /// <summary>The first row, from one on, whose document is at or after another: the nearer it is the sooner it is found.</summary>
    /// <param name="from">Documents of the rows before it are before the target.</param>
    /// <param name="document">The document, at most as many as the segment has.</param>
    public int FirstRow(int from, int document)
    {
        uint[] rows = _rows;
        uint target = Row(document, 0);
        int step = 1;
        int low = from;
        int high = from;
        while (high < rows.Length && rows[high] < target)
        {
            low = high + 1;
            high += step;
            step <<= 1;
        }

        high = Math.Min(high, rows.Length);
        while (low < high)
        {
            int middle = (int)((uint)(low + high) >> 1);
            if (rows[middle] < target)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}

/// <summary>What stands for a word in a document.</summary>
/// <param name="Text">The weighted occurrences in its text.</param>
/// <param name="Title">Those in its title.</param>
/// <param name="Terms">
/// The terms that may stand in its text, a bit a term of the text in the order of the variants, so that whoever needs positions opens the
/// postings of no other; all, those behind the 64th as well, if that is not known.
/// </param>
internal readonly record struct WordOccurrences(int Text, int Title, ulong Terms);
