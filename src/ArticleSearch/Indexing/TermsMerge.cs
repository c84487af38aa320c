using System.Numerics;
using ArticleSearch.IndexFormat.Norms;
using ArticleSearch.IndexFormat.Postings;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Terms;

namespace ArticleSearch.Indexing;

/// <summary>
/// Merges the terms of one field over several segments, each term's postings in order of the segments, renumbered. It goes once
/// through all of them and keeps one term of each in sight.
/// </summary>
internal static class TermsMerge
{
    /// <summary>Writes the field.</summary>
    public static void Write(
        FieldInfo field, NormsColumn? norms, IReadOnlyList<MergeSource> sources, MergedDocuments documents, SegmentWriter writer, CancellationToken cancellation)
    {
        var inputs = new List<Input>();
        bool hasDeletions = false;
        int documentCount = 0;
        for (int segment = 0; segment < sources.Count; segment++)
        {
            if (sources[segment].Reader.Terms(field.Name) is { } terms)
            {
                var input = new Input(segment, terms, documents);
                hasDeletions |= input.Map is not null;
                documentCount += terms.DocumentCount;
                if (input.Terms.MoveNext())
                {
                    inputs.Add(input);
                }
            }
        }

        var features = field.IndexOptions switch
        {
            IndexOptions.Documents => PostingsFeatures.Documents,
            IndexOptions.Frequencies => PostingsFeatures.Frequencies,
            IndexOptions.Positions => PostingsFeatures.Positions,
            _ => PostingsFeatures.Offsets,
        };
        ulong[]? seen = hasDeletions ? new ulong[(documents.Count + 63) >> 6] : null;
        var queue = new InputQueue(inputs);
        writer.Terms.StartField(field, norms);
        int untilLook = 0;
        while (!queue.IsEmpty)
        {
            if (--untilLook < 0)
            {
                cancellation.ThrowIfCancellationRequested();
                untilLook = 1024;
            }

            WriteTerm(queue, writer, features, seen);
        }

        writer.Terms.FinishField(seen is null ? documentCount : CountBits(seen));
    }

    private static void WriteTerm(InputQueue queue, SegmentWriter writer, PostingsFeatures features, ulong[]? seen)
    {
        int documentFrequency = 0;
        long totalFrequency = 0;
        writer.Terms.StartTerm(queue.First.Terms.Term);
        bool isSame;
        do
        {
            var input = queue.First;
            var postings = input.OpenPostings(features);
            WritePostings(postings, input, writer.Postings, features, seen, ref documentFrequency, ref totalFrequency);
            isSame = queue.MoveFirst();
        }
        while (isSame);

        writer.Terms.FinishTerm(documentFrequency, totalFrequency);
    }

    private static void WritePostings(
        PostingsCursor postings, Input input, PostingsWriter output, PostingsFeatures features, ulong[]? seen, ref int documentFrequency, ref long totalFrequency)
    {
        int document;
        while ((document = postings.NextDocument()) != PostingsCursor.NoMoreDocuments)
        {
            int merged = input.Map is { } map ? map[document] : input.Base + document;
            if (merged < 0)
            {
                continue;
            }

            int frequency = features == PostingsFeatures.Documents ? 1 : postings.Frequency;
            output.StartDocument(merged, frequency);
            if (features >= PostingsFeatures.Positions)
            {
                for (int i = 0; i < frequency; i++)
                {
                    int position = postings.NextPosition();
                    output.AddPosition(position, postings.StartOffset, postings.EndOffset);
                }
            }

            output.FinishDocument();
            documentFrequency++;
            totalFrequency += frequency;
            if (seen is not null)
            {
                seen[merged >> 6] |= 1UL << merged;
            }
        }
    }

    private static int CountBits(ulong[] words)
    {
        int count = 0;
        foreach (ulong word in words)
        {
            count += BitOperations.PopCount(word);
        }

        return count;
    }

    private sealed class Input(int segment, FieldTerms terms, MergedDocuments documents)
    {
        private PostingsCursor? _postings;

        public int Segment => segment;

        public TermsCursor Terms { get; } = terms.OpenCursor();

        public int[]? Map { get; } = documents.MapOf(segment);

        public int Base { get; } = documents.Base(segment);

        public PostingsCursor OpenPostings(PostingsFeatures features) => _postings = terms.OpenPostings(Terms.State, features, _postings);
    }

    /// <summary>A heap of the segments by their current terms, equal terms by the order of the segments.</summary>
    private sealed class InputQueue
    {
        private readonly Input[] _heap;
        private int _count;

        public InputQueue(List<Input> inputs)
        {
            _heap = [.. inputs];
            _count = _heap.Length;
            for (int i = _count / 2 - 1; i >= 0; i--)
            {
                Sink(i);
            }
        }

        public bool IsEmpty => _count == 0;

        public Input First => _heap[0];

        /// <summary>Moves the first segment to its next term; says whether the segment that is first then has the same term.</summary>
        public bool MoveFirst()
        {
            // The next in the queue stands right below the first one; only if its term is equal does the old one matter.
            bool isSame = (_count > 1 && HasTermOfFirst(1)) || (_count > 2 && HasTermOfFirst(2));
            if (!_heap[0].Terms.MoveNext())
            {
                _heap[0] = _heap[--_count];
            }

            if (_count > 0)
            {
                Sink(0);
            }

            return isSame;
        }

        private bool HasTermOfFirst(int i) => _heap[i].Terms.Term.SequenceEqual(_heap[0].Terms.Term);

        private void Sink(int i)
        {
            var input = _heap[i];
            while (true)
            {
                int child = 2 * i + 1;
                if (child >= _count)
                {
                    break;
                }

                if (child + 1 < _count && IsBefore(_heap[child + 1], _heap[child]))
                {
                    child++;
                }

                if (!IsBefore(_heap[child], input))
                {
                    break;
                }

                _heap[i] = _heap[child];
                i = child;
            }

            _heap[i] = input;
        }

        private static bool IsBefore(Input a, Input b)
        {
            int order = a.Terms.Term.SequenceCompareTo(b.Terms.Term);
            return order != 0 ? order < 0 : a.Segment < b.Segment;
        }
    }
}
