using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using ArticleSearch.Expanding;
using ArticleSearch.Matching;

namespace ArticleSearch.Ranking;

/// <summary>
/// What ranking keeps of an index from search to search: what lengths count, where the terms of words lie, the merged postings of words
/// that are asked for often, and rooms to work in. It never keeps what a search has found. Safe for many threads.
/// </summary>
internal sealed class RankingMemory(IndexView index)
{
    // As much as Lucene keeps of the documents of queries. A word in ten thousand documents takes 70 kilobytes.
    private const long MostMerged = 32 << 20;

    // More searches than this at once are rare; a room is some hundred kilobytes.
    private const int MostRooms = 4;

    private readonly ConditionalWeakTable<WordGroup, WordTerms> _words = [];
    private readonly MergedWords _merged = new(index, MostMerged);
    private readonly Lock _lock = new();
    private readonly Stack<SearchRoom> _rooms = new(MostRooms);
    private volatile LengthTables? _lengths;

    /// <summary>What lengths count by a set of parameters; those asked for last are remembered.</summary>
    public LengthTables Lengths(RankingParameters parameters)
    {
        var lengths = _lengths;
        if (lengths is null || !(ReferenceEquals(lengths.Parameters, parameters) || lengths.Parameters == parameters))
        {
            _lengths = lengths = new LengthTables(index, parameters);
        }

        return lengths;
    }

    /// <summary>Where the terms of a word lie, as long as the word is remembered itself.</summary>
    public WordTerms? TermsOf(WordGroup word) => _words.TryGetValue(word, out var terms) ? terms : null;

    /// <summary>Remembers where the terms of a word lie.</summary>
    public void Remember(WordGroup word, WordTerms terms)
    {
        _merged.Meet(terms);
        _words.TryAdd(word, terms);
    }

    /// <summary>The merged postings of a word that is asked for again; null if they are not merged.</summary>
    public MergedWord? MergedOf(WordTerms word, LengthTables lengths) => _merged.Of(word, lengths, this);

    /// <summary>A room to search in that nobody else is in.</summary>
    public SearchRoom Rent()
    {
        lock (_lock)
        {
            return _rooms.TryPop(out var room) ? room : new SearchRoom(index.Segments.Length);
        }
    }

    /// <summary>Gives a room back.</summary>
    public void Return(SearchRoom room)
    {
        room.Leave();
        lock (_lock)
        {
            if (_rooms.Count < MostRooms && room.IsOfUsualSize)
            {
                _rooms.Push(room);
            }
        }
    }
}

/// <summary>Where the variants of a word lie in an index, and what is remembered of it. Safe for many threads.</summary>
/// <param name="variants">Those that the index has.</param>
/// <param name="holding">About how many passages hold one.</param>
internal sealed class WordTerms(ImmutableArray<EvidenceVariant> variants, long holding)
{
    private volatile MergedWord? _merged;

    public ImmutableArray<EvidenceVariant> Variants => variants;

    public long Holding => holding;

    /// <summary>Its merged postings, as long as <see cref="MergedWords"/> keeps them.</summary>
    public MergedWord? Merged
    {
        get => _merged;
        set => _merged = value;
    }

    /// <summary>When it was asked for last, by the clock of <see cref="MergedWords"/>.</summary>
    public long LastAsked { get; set; }

    /// <summary>How often it was asked for, up to <see cref="MergedWords.Often"/> times.</summary>
    public int TimesAsked { get; set; }

    /// <summary>Whether merged postings have no room for what it is.</summary>
    public bool CanNotMerge { get; set; }
}
