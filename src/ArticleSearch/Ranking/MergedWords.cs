using System.Collections.Immutable;
using ArticleSearch.Matching;

namespace ArticleSearch.Ranking;

/// <summary>
/// The merged postings of words that are asked for often, of an index, in so much room. A word takes the place of others only if it
/// was asked for last more recently than they, so that words asked for in turn, more than there is room for, do not drive out each
/// other. Safe for many threads.
/// </summary>
/// <param name="index">The index.</param>
/// <param name="room">How many bytes the lists take at most.</param>
internal sealed class MergedWords(IndexView index, long room)
{
    /// <summary>
    /// A word is merged when it is asked for so many times. That takes about as long as to read it three times: so it never costs twice what
    /// it would have cost without, however often it is asked for.
    /// </summary>
    public const int Often = 4;

    /// <summary>No word takes more than such a part of the room.</summary>
    private const int LeastWords = 16;

    private readonly Lock _lock = new();
    private readonly List<WordTerms> _kept = [];
    private long _bytes;
    private long _clock;

    /// <summary>How many bytes the lists take that are kept.</summary>
    public long Bytes
    {
        get
        {
            lock (_lock)
            {
                return _bytes;
            }
        }
    }

    /// <summary>A word is asked for the first time.</summary>
    public void Meet(WordTerms word)
    {
        word.LastAsked = Interlocked.Increment(ref _clock);
        word.TimesAsked = 1;
    }

    /// <summary>The postings of a word that is asked for again; null if they are not merged.</summary>
    /// <param name="word">The word.</param>
    /// <param name="lengths">By which it is bounded what it adds to scores.</param>
    /// <param name="memory">Where there is a room to read in.</param>
    public MergedWord? Of(WordTerms word, LengthTables lengths, RankingMemory memory)
    {
        long before = word.LastAsked;
        word.LastAsked = Interlocked.Increment(ref _clock);
        if (word.Merged is { } merged && ReferenceEquals(merged.Lengths, lengths))
        {
            return merged;
        }

        word.TimesAsked = Math.Min(Often, word.TimesAsked + 1);
        long about = AboutBytes(word);
        if (word.TimesAsked < Often || word.CanNotMerge || about > room / LeastWords || !MakeRoom(about, before))
        {
            return null;
        }

        return Merge(word, lengths, memory) is { } postings ? Keep(word, new MergedWord(lengths, postings, word.Variants)) : null;
    }

    private static long AboutBytes(WordTerms word)
    {
        long bytes = 0;
        foreach (var variant in word.Variants)
        {
            bytes += WordPostings.RowBytes * (variant.Term?.Statistics.DocumentFrequency ?? 0);
        }

        return bytes;
    }

    /// <summary>Lets words go that were asked for before a time, if that makes room enough.</summary>
    private bool MakeRoom(long bytes, long before)
    {
        lock (_lock)
        {
            while (_bytes + bytes > room)
            {
                int oldest = 0;
                for (int i = 1; i < _kept.Count; i++)
                {
                    oldest = _kept[i].LastAsked < _kept[oldest].LastAsked ? i : oldest;
                }

                if (_kept[oldest].LastAsked >= before)
                {
                    return false;
                }

                Forget(oldest);
            }

            return true;
        }
    }

    private WordPostings[]? Merge(WordTerms word, LengthTables lengths, RankingMemory memory)
    {
        var merged = new WordPostings[index.Segments.Length];
        var working = memory.Rent();
        for (int segment = 0; segment < merged.Length; segment++)
        {
            if (working.Merger.Merge(index.Segments[segment], segment, word.Variants, lengths, working) is not { } postings)
            {
                word.CanNotMerge = true;
                merged = null;
                break;
            }

            merged[segment] = postings;
            working.LeaveSegment();
        }

        memory.Return(working);
        return merged;
    }

    private MergedWord Keep(WordTerms word, MergedWord merged)
    {
        lock (_lock)
        {
            if (word.Merged is { } other)
            {
                if (ReferenceEquals(other.Lengths, merged.Lengths))
                {
                    return other; // another thread was first
                }

                Forget(_kept.IndexOf(word));
            }

            _bytes += merged.Bytes;
            word.Merged = merged;
            _kept.Add(word);
            return merged;
        }
    }

    private void Forget(int place)
    {
        _bytes -= _kept[place].Merged!.Bytes;
        _kept[place].Merged = null;
        _kept[place] = _kept[^1];
        _kept.RemoveAt(_kept.Count - 1);
    }
}

/// <summary>The merged postings of a word in an index, and its terms of the text, by which positions are read.</summary>
internal sealed class MergedWord
{
    private const int TermBytes = 12;

    /// <param name="lengths">By which it is bounded what the word adds to scores.</param>
    /// <param name="postings">The postings by the segments.</param>
    /// <param name="variants">The variants of the word.</param>
    public MergedWord(LengthTables lengths, WordPostings[] postings, ImmutableArray<EvidenceVariant> variants)
    {
        Lengths = lengths;
        Postings = postings;
        var terms = new List<EvidenceVariant>(variants.Length);
        foreach (var variant in variants)
        {
            if (WordMerger.IsTermOfText(variant))
            {
                terms.Add(variant);
            }
        }

        Terms = terms.ToArray();
        Units = new int[Terms.Length];
        for (int term = 0; term < Units.Length; term++)
        {
            Units[term] = Terms[term].Units;
        }

        Bytes = TermBytes * Terms.Length;
        foreach (var its in postings)
        {
            Bytes += its.Bytes;
        }
    }

    public LengthTables Lengths { get; }

    /// <summary>The postings by the segments.</summary>
    public WordPostings[] Postings { get; }

    /// <summary>The terms of the text, in the order of the variants.</summary>
    public EvidenceVariant[] Terms { get; }

    /// <summary>What an occurrence of each counts.</summary>
    public int[] Units { get; }

    /// <summary>About how much room it takes.</summary>
    public long Bytes { get; }
}
