using System.Text;
using ArticleSearch.IndexFormat.Postings;
using ArticleSearch.IndexFormat.Terms;

namespace ArticleSearch.Tests.Automata;

/// <summary>A dictionary that is a sorted list.</summary>
internal sealed class ListedTerms(IEnumerable<byte[]> terms) : TermsCursor
{
    private readonly byte[][] _terms = [.. terms.Order(ByteOrder.Instance)];
    private int _at = -1;

    public static ListedTerms Of(IEnumerable<string> terms) => new(terms.Select(Encoding.UTF8.GetBytes));

    public int Seeks { get; private set; }

    public override ReadOnlySpan<byte> Term => _terms[_at];

    public override int DocumentFrequency => 1;

    public override long TotalTermFrequency => 1;

    public override TermState State => default;

    public override bool SeekExact(ReadOnlySpan<byte> term) => SeekCeiling(term) == SeekResult.Found;

    public override SeekResult SeekCeiling(ReadOnlySpan<byte> term)
    {
        Seeks++;
        int found = Array.BinarySearch(_terms, term.ToArray(), ByteOrder.Instance);
        _at = found < 0 ? ~found : found;
        return found >= 0 ? SeekResult.Found : _at < _terms.Length ? SeekResult.Next : SeekResult.End;
    }

    public override bool MoveNext() => ++_at < _terms.Length;

    internal sealed class ByteOrder : IComparer<byte[]>
    {
        public static ByteOrder Instance { get; } = new();

        public int Compare(byte[]? x, byte[]? y) => x.AsSpan().SequenceCompareTo(y);
    }
}
