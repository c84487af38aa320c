using System.Buffers;
using ArticleSearch.IndexFormat.Postings;
using ArticleSearch.IndexFormat.Terms;
using ArticleSearch.Matching.Automata;
using ArticleSearch.Queries;

namespace ArticleSearch.Matching;

/// <summary>
/// Walks over the terms of one field of one segment that a pattern means, ascending, by seeks from one possible place to the
/// next. For one thread.
/// </summary>
internal sealed class PatternTerms
{
    private readonly TermsCursor _cursor;
    private readonly TermMatcher _matcher;
    private readonly ArrayBufferWriter<byte> _target = new();
    private bool _started;

    private PatternTerms(TermsCursor cursor, TermMatcher matcher)
    {
        _cursor = cursor;
        _matcher = matcher;
    }

    /// <summary>The bytes of the current term; valid until the next move.</summary>
    public ReadOnlySpan<byte> Term => _cursor.Term;

    public TermState State => _cursor.State;

    public int DocumentFrequency => _cursor.DocumentFrequency;

    /// <summary>How many edits away from a fuzzy pattern's word the current term is; 0 for all other patterns.</summary>
    public int Edits => _matcher.Edits;

    /// <summary>Starts before the first term of a pattern.</summary>
    public static PatternTerms Open(Query pattern, FieldTerms terms) => Open(TermMatchers.For(pattern), terms);

    /// <summary>Starts before the first term of a matcher, which is the walk's own from then on.</summary>
    public static PatternTerms Open(TermMatcher matcher, FieldTerms terms) => new(terms.OpenCursor(), matcher);

    /// <summary>Moves to the next term that the pattern means; false after the last.</summary>
    public bool MoveNext()
    {
        bool there = _started ? _cursor.MoveNext() : _cursor.SeekCeiling(_matcher.CommonPrefix) != SeekResult.End;
        _started = true;
        while (there && !_matcher.Matches(_cursor.Term))
        {
            _target.ResetWrittenCount();
            if (!_matcher.TryNext(_cursor.Term, _target))
            {
                return false;
            }

            // The next term is often far enough already, and a tenth of the price of a seek.
            there = _cursor.MoveNext();
            if (there && _cursor.Term.SequenceCompareTo(_target.WrittenSpan) < 0)
            {
                there = _cursor.SeekCeiling(_target.WrittenSpan) != SeekResult.End;
            }
        }

        return there;
    }
}
