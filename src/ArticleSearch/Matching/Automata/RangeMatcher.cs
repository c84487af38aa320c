using System.Buffers;
using System.Text;
using ArticleSearch.Queries;

namespace ArticleSearch.Matching.Automata;

/// <summary>Terms between two bounds in the order of their bytes.</summary>
internal sealed class RangeMatcher(TermRangeQuery range) : TermMatcher
{
    private readonly byte[] _lower = Encoding.UTF8.GetBytes(range.Lower ?? "");
    private readonly byte[]? _upper = range.Upper is null ? null : Encoding.UTF8.GetBytes(range.Upper);
    private readonly bool _includesLower = range.Lower is null || range.IncludesLower;

    public override ReadOnlySpan<byte> CommonPrefix => _lower;

    public override bool Matches(ReadOnlySpan<byte> utf8Term)
    {
        int order = utf8Term.SequenceCompareTo(_lower);
        return (order > 0 || (order == 0 && _includesLower)) && IsBelowUpper(utf8Term);
    }

    public override bool TryNext(ReadOnlySpan<byte> term, ArrayBufferWriter<byte> target)
    {
        if (term.SequenceCompareTo(_lower) < 0)
        {
            target.Write(_lower);
            return IsBelowUpper(_lower);
        }

        return IsBelowUpper(term);
    }

    private bool IsBelowUpper(ReadOnlySpan<byte> term)
    {
        int order = _upper is null ? -1 : term.SequenceCompareTo(_upper);
        return order < 0 || (order == 0 && range.IncludesUpper);
    }
}
