using ArticleSearch.Analysis;
namespace ArticleSearch.Matching.Automata;

/// <summary>
/// A set of spellings, letters without accents, as a graph that is built by hand: words, patterns, or sounds that can be written
/// in several ways. It may have several ways for a letter. From every place an end must be in reach.
/// </summary>
internal sealed class SpellingGraph
{
    /// <summary>The place where every spelling starts.</summary>
    public const int Start = 0;

    /// <summary>The letter of a step that any letter takes.</summary>
    public const int Any = -1;

    private readonly GrowingArray<Place> _places = new(64);
    private readonly GrowingArray<Step> _steps = new(64);

    public SpellingGraph() => Add();

    /// <summary>Whether nothing was added at all.</summary>
    public bool IsEmpty => _steps.Count == 0 && !_places[Start].IsEnd;

    /// <summary>How many places there are; a place is a number below.</summary>
    public int Count => _places.Count;

    /// <summary>A new place that nothing leads to as yet.</summary>
    public int Add()
    {
        _places.Add(new Place(-1, false));
        return _places.Count - 1;
    }

    /// <summary>Leads from a place to another by a letter without accent, or by <see cref="Any"/>.</summary>
    public void Connect(int from, int letter, int to) => Connect(from, letter, to, isShared: false);

    /// <summary>Leads from a place to another by letters without accents, through places of their own.</summary>
    public void Connect(int from, ReadOnlySpan<char> letters, int to)
    {
        foreach (char letter in letters[..^1])
        {
            int next = Add();
            Connect(from, letter, next);
            from = next;
        }

        Connect(from, letters[^1], to);
    }

    /// <summary>Lets spellings end at a place.</summary>
    public void End(int place) => _places[place] = _places[place] with { IsEnd = true };

    /// <summary>Adds a word without accents; words that begin alike share their beginning.</summary>
    public void AddWord(ReadOnlySpan<char> folded)
    {
        int place = Start;
        foreach (char letter in folded)
        {
            int next = Shared(place, letter);
            if (next < 0)
            {
                next = Add();
                Connect(place, letter, next, isShared: true);
            }

            place = next;
        }

        End(place);
    }

    public bool IsEnd(int place) => _places[place].IsEnd;

    /// <summary>The first step from a place; -1 if there is none.</summary>
    public int FirstStep(int place) => _places[place].FirstStep;

    /// <summary>A step's letter, where it leads, and the next step from the same place; -1 if that was the last.</summary>
    public (int Letter, int To, int NextStep) StepAt(int step) => (_steps[step].Letter, _steps[step].To, _steps[step].Next);

    private void Connect(int from, int letter, int to, bool isShared)
    {
        _steps.Add(new Step(letter, to, _places[from].FirstStep, isShared));
        _places[from] = _places[from] with { FirstStep = _steps.Count - 1 };
    }

    private int Shared(int place, int letter)
    {
        for (int step = _places[place].FirstStep; step >= 0; step = _steps[step].Next)
        {
            if (_steps[step].Letter == letter && _steps[step].IsShared)
            {
                return _steps[step].To;
            }
        }

        return -1;
    }

    private readonly record struct Place(int FirstStep, bool IsEnd);

    private readonly record struct Step(int Letter, int To, int Next, bool IsShared);
}
