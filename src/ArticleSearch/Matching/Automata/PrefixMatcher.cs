using System.Buffers;
using System.Text;

namespace ArticleSearch.Matching.Automata;

/// <summary>Terms that begin with given letters.</summary>
internal sealed class PrefixMatcher(string prefix) : TermMatcher
{
    private readonly byte[] _prefix = Encoding.UTF8.GetBytes(prefix);

    public override ReadOnlySpan<byte> CommonPrefix => _prefix;

    public override bool Matches(ReadOnlySpan<byte> utf8Term) => utf8Term.StartsWith(_prefix);

    public override bool TryNext(ReadOnlySpan<byte> term, ArrayBufferWriter<byte> target)
    {
        if (term.SequenceCompareTo(_prefix) < 0)
        {
            target.Write(_prefix);
            return true;
        }

        return term.StartsWith(_prefix);
    }
}
