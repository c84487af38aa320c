using System.Diagnostics;
using System.Numerics;
using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.IndexFormat.Postings;

/// <summary>
/// Collects frequencies and norms of documents and keeps those that no other beats: frequency no lower and norm (unsigned) no
/// greater. Norms of text are bytes: a table of the greatest frequency for each of the 256 makes no object and hardly a branch.
/// </summary>
/// <remarks>
/// <code>
/// Impacts   (VInt code, ZLong? norm)… by ascending frequency and norm, each as the difference from the one before (from 0 and 0) less 1
/// code      frequency &lt;&lt; 1, norm = 0; frequency &lt;&lt; 1 | 1 where the norm's difference follows
/// </code>
/// Example: frequency 1 with norm 1 and frequency 3 with norm 12 are <c>00</c>, <c>03 14</c>.
/// </remarks>
internal sealed class ImpactAccumulator
{
    private readonly int[] _maxFrequencies = new int[256];
    private readonly ulong[] _present = new ulong[4];
    private Impact[] _others = []; // norms that are no bytes; competitive among themselves, ascending
    private int _otherCount;

    /// <summary>Adds a document whose norm is a byte.</summary>
    public void Add(int frequency, byte norm)
    {
        Debug.Assert(frequency > 0, "a document of a term has it at least once");
        ref int max = ref _maxFrequencies[norm];
        if (frequency > max)
        {
            max = frequency;
            _present[norm >> 6] |= 1UL << norm;
        }
    }

    public void Add(int frequency, long norm)
    {
        if (norm == (sbyte)norm)
        {
            Add(frequency, (byte)norm);
        }
        else
        {
            AddCompetitive(ref _others, ref _otherCount, new Impact(frequency, norm));
        }
    }

    public void AddAll(ImpactAccumulator other)
    {
        for (int word = 0; word < _present.Length; word++)
        {
            _present[word] |= other._present[word];
            for (ulong left = other._present[word]; left != 0; left &= left - 1)
            {
                int index = (word << 6) | BitOperations.TrailingZeroCount(left);
                _maxFrequencies[index] = Math.Max(_maxFrequencies[index], other._maxFrequencies[index]);
            }
        }

        foreach (var impact in other._others.AsSpan(0, other._otherCount))
        {
            AddCompetitive(ref _others, ref _otherCount, impact);
        }
    }

    public void Clear()
    {
        for (int word = 0; word < _present.Length; word++)
        {
            for (ulong left = _present[word]; left != 0; left &= left - 1)
            {
                _maxFrequencies[(word << 6) | BitOperations.TrailingZeroCount(left)] = 0;
            }

            _present[word] = 0;
        }

        _otherCount = 0;
    }

    /// <summary>Writes the impacts that no other beats.</summary>
    public void Write(DataOutput output)
    {
        if (_otherCount > 0)
        {
            WriteMixed(output);
            return;
        }

        var previous = default(Impact);
        for (int word = 0; word < _present.Length; word++)
        {
            for (ulong left = _present[word]; left != 0; left &= left - 1)
            {
                int index = (word << 6) | BitOperations.TrailingZeroCount(left);
                int frequency = _maxFrequencies[index];
                if (frequency > previous.Frequency)
                {
                    Write(output, new Impact(frequency, (sbyte)index), ref previous);
                }
            }
        }
    }

    private static void Write(DataOutput output, Impact impact, ref Impact previous)
    {
        int frequency = impact.Frequency - previous.Frequency - 1;
        long norm = impact.Norm - previous.Norm - 1;
        previous = impact;
        if (norm == 0)
        {
            output.WriteVInt(frequency << 1);
        }
        else
        {
            output.WriteVInt((frequency << 1) | 1);
            output.WriteZLong(norm);
        }
    }

    private void WriteMixed(DataOutput output)
    {
        var all = _others.AsSpan(0, _otherCount).ToArray();
        int count = all.Length;
        for (int index = 0; index < _maxFrequencies.Length; index++)
        {
            if (_maxFrequencies[index] > 0)
            {
                AddCompetitive(ref all, ref count, new Impact(_maxFrequencies[index], (sbyte)index));
            }
        }

        var previous = default(Impact);
        foreach (var impact in all.AsSpan(0, count))
        {
            Write(output, impact, ref previous);
        }
    }

    /// <summary>Adds an impact to an ascending list of impacts none of which beats another, and keeps it such.</summary>
    private static void AddCompetitive(ref Impact[] impacts, ref int count, Impact added)
    {
        int place = 0;
        while (place < count && impacts[place].Frequency < added.Frequency)
        {
            place++;
        }

        if (place < count && (ulong)impacts[place].Norm <= (ulong)added.Norm)
        {
            return;
        }

        int end = place < count && impacts[place].Frequency == added.Frequency ? place + 1 : place;
        int start = place;
        while (start > 0 && (ulong)impacts[start - 1].Norm >= (ulong)added.Norm)
        {
            start--;
        }

        if (count + 1 > impacts.Length)
        {
            Array.Resize(ref impacts, Math.Max(8, 2 * impacts.Length));
        }

        Array.Copy(impacts, end, impacts, start + 1, count - end);
        impacts[start] = added;
        count += start + 1 - end;
    }
}
