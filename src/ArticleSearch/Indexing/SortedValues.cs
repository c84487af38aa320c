using ArticleSearch.IndexFormat.DocValues;

namespace ArticleSearch.Indexing;

/// <summary>The column of a <see cref="KeywordField"/>: its distinct values in order, and which of them each document has.</summary>
internal sealed class SortedValues : SortedColumn
{
    private readonly KeywordField _field;
    private readonly List<int> _runs = []; // one run of each value
    private readonly int[] _ordinals;

    /// <param name="field">The field.</param>
    /// <param name="sorted">Its runs in order of their values.</param>
    /// <param name="documentCount">How many documents there are.</param>
    public SortedValues(KeywordField field, ReadOnlySpan<int> sorted, int documentCount)
    {
        _field = field;
        _ordinals = new int[documentCount];
        _ordinals.AsSpan().Fill(-1);
        foreach (int run in sorted)
        {
            if (_runs.Count == 0 || !field.Value(run).SequenceEqual(field.Value(_runs[^1])))
            {
                _runs.Add(run);
            }

            var (first, end) = field.Documents(run);
            _ordinals.AsSpan(first, end - first).Fill(_runs.Count - 1);
        }
    }

    public override long ValueCount => _runs.Count;

    public override ReadOnlySpan<byte> Value(long ordinal) => _field.Value(_runs[(int)ordinal]);

    public override int Ordinal(int document) => _ordinals[document];
}
