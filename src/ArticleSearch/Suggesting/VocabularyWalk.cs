using System.Collections.Immutable;
using ArticleSearch.IndexFormat.Terms;
using ArticleSearch.Matching;

namespace ArticleSearch.Suggesting;

/// <summary>
/// The terms of an index that a typed word may stand for, ascending, each once, whatever segments and fields have it. It seeks from
/// one to the next and never reads what lies between; it reads no postings. For one thread.
/// </summary>
internal sealed class VocabularyWalk
{
    private const int CancellationInterval = 256;

    private readonly List<Source> _sources = [];
    private readonly long[] _passages;
    private readonly CancellationToken _cancellation;
    private byte[] _term = new byte[32];
    private int _length;
    private int _untilCheck = CancellationInterval;

    /// <param name="index">The index.</param>
    /// <param name="fields">The fields whose terms are walked over, as one vocabulary.</param>
    /// <param name="states">Which terms are met.</param>
    /// <param name="cancellation">Stops the walk soon.</param>
    public VocabularyWalk(IndexView index, ImmutableArray<string> fields, ErrorStates states, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        _cancellation = cancellation;
        _passages = new long[fields.Length];
        for (int field = 0; field < fields.Length; field++)
        {
            foreach (var segment in index.Segments)
            {
                if (segment.Terms(fields[field]) is { } terms)
                {
                    var source = new Source(terms, new ErrorMatcher(states), field);
                    if (source.MoveNext())
                    {
                        _sources.Add(source);
                    }
                }
            }
        }
    }

    /// <summary>The bytes of the current term; valid until the next move.</summary>
    public ReadOnlySpan<byte> Term => _term.AsSpan(0, _length);

    /// <summary>What the errors of the typed word cost if the term was meant.</summary>
    public int Cost { get; private set; }

    /// <summary>
    /// How many passages have the term in the field that has it most often; those of articles that were deleted count until their
    /// segment is merged.
    /// </summary>
    public long Passages { get; private set; }

    /// <summary>Moves to the next term; false after the last.</summary>
    public bool MoveNext()
    {
        if (--_untilCheck == 0)
        {
            _untilCheck = CancellationInterval;
            _cancellation.ThrowIfCancellationRequested();
        }

        if (_sources.Count == 0)
        {
            return false;
        }

        var least = _sources[0];
        for (int i = 1; i < _sources.Count; i++)
        {
            if (_sources[i].Term.SequenceCompareTo(least.Term) < 0)
            {
                least = _sources[i];
            }
        }

        Take(least);
        return true;
    }

    private void Take(Source least)
    {
        if (_term.Length < least.Term.Length)
        {
            _term = new byte[2 * least.Term.Length];
        }

        least.Term.CopyTo(_term);
        _length = least.Term.Length;
        Cost = least.Cost;
        _passages.AsSpan().Clear();
        for (int i = _sources.Count - 1; i >= 0; i--)
        {
            var source = _sources[i];
            if (source.Term.SequenceEqual(Term))
            {
                _passages[source.Field] += source.DocumentFrequency;
                if (!source.MoveNext())
                {
                    _sources.RemoveAt(i);
                }
            }
        }

        Passages = 0;
        foreach (long passages in _passages)
        {
            Passages = Math.Max(Passages, passages);
        }
    }

    /// <summary>The terms of one field of one segment.</summary>
    private sealed class Source(FieldTerms terms, ErrorMatcher matcher, int column)
    {
        private readonly PatternTerms _terms = PatternTerms.Open(matcher, terms);

        public int Field => column;

        public ReadOnlySpan<byte> Term => _terms.Term;

        public int Cost => matcher.Cost;

        public int DocumentFrequency => _terms.DocumentFrequency;

        public bool MoveNext() => _terms.MoveNext();
    }
}
