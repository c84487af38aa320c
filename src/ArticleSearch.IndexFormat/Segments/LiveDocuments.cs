using System.Numerics;

namespace ArticleSearch.IndexFormat.Segments;

/// <summary>Which documents of a segment are not deleted: one bit a document. Immutable, so that readers share it.</summary>
internal sealed class LiveDocuments
{
    private readonly ulong[] _words;

    /// <param name="words">Bit d%64 of word d/64 says that document d lives; bits past the length are 0.</param>
    /// <param name="length">How many documents there are.</param>
    private LiveDocuments(ulong[] words, int length)
    {
        _words = words;
        Length = length;
        Count = CountOf(words);
    }

    /// <summary>How many documents the segment has, deleted ones included.</summary>
    public int Length { get; }

    /// <summary>How many documents live.</summary>
    public int Count { get; }

    public int DeletedCount => Length - Count;

    /// <summary>Bit d%64 of word d/64 says that document d lives; bits past the length are 0.</summary>
    public ReadOnlySpan<ulong> Words => _words;

    /// <summary>Whether a document, 0 to <see cref="Length"/>, lives.</summary>
    public bool this[int document] => (_words[document >> 6] >> document & 1) != 0;

    public static LiveDocuments All(int length)
    {
        ulong[] words = new ulong[WordCount(length)];
        words.AsSpan().Fill(ulong.MaxValue);
        if ((length & 63) != 0)
        {
            words[^1] = ~(ulong.MaxValue << length);
        }

        return new LiveDocuments(words, length);
    }

    /// <summary>Takes the words as they are; false if they do not fit the length or have bits past it.</summary>
    public static bool TryCreate(ulong[] words, int length, out LiveDocuments? live)
    {
        bool fits = words.Length == WordCount(length) && ((length & 63) == 0 || words[^1] >> length == 0);
        live = fits ? new LiveDocuments(words, length) : null;
        return fits;
    }

    public static int WordCount(int length) => (length + 63) >>> 6;

    /// <summary>How many bits are set.</summary>
    public static int CountOf(ReadOnlySpan<ulong> words)
    {
        int count = 0;
        foreach (ulong word in words)
        {
            count += BitOperations.PopCount(word);
        }

        return count;
    }

    /// <summary>These without some documents, which may be deleted already.</summary>
    public LiveDocuments WithDeleted(IEnumerable<int> documents)
    {
        ulong[] words = [.. _words];
        foreach (int document in documents)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(document);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(document, Length);
            words[document >> 6] &= ~(1UL << document);
        }

        return new LiveDocuments(words, Length);
    }
}
