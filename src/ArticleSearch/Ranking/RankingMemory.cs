using System.Runtime.CompilerServices;
using ArticleSearch.Expanding;
using ArticleSearch.Matching;

namespace ArticleSearch.Ranking;

/// <summary>
/// What ranking keeps of an index from search to search: what lengths count, where the terms of words lie, and rooms to work in. It
/// never keeps what a search has found. Safe for many threads.
/// </summary>
internal sealed class RankingMemory(IndexView index)
{
    // More searches than this at once are rare; a room is some hundred kilobytes.
    private const int MostRooms = 4;

    private readonly ConditionalWeakTable<WordGroup, WordTerms> _words = [];
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
    public void Remember(WordGroup word, WordTerms terms) => _words.TryAdd(word, terms);

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

/// <summary>Where the variants of a word lie in an index.</summary>
/// <param name="Variants">Those that it has.</param>
/// <param name="Holding">About how many passages hold one.</param>
internal sealed record WordTerms(System.Collections.Immutable.ImmutableArray<EvidenceVariant> Variants, long Holding);
