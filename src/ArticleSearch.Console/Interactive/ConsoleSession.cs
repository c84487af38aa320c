using System.Diagnostics;
using System.Globalization;
using ArticleSearch.Console.Commands;
using ArticleSearch.Console.Rendering;
using ArticleSearch.Console.Speech;

namespace ArticleSearch.Console.Interactive;

/// <summary>
/// What the lines of a console are about: an index, what is set, and the results that were shown last, by their numbers. Only a new
/// question moves it on to a newer commit, so that the numbers on the screen stay true.
/// </summary>
internal sealed class ConsoleSession : IDisposable
{
    private readonly Terminal _terminal;
    private readonly List<Hit> _results = [];
    private Searcher _searcher;
    private AnswerWriter _writer;
    private Question? _question;
    private int _questions;

    /// <param name="index">The folder of the index.</param>
    /// <param name="state">What holds at first.</param>
    /// <param name="terminal">The streams.</param>
    /// <param name="complain">Says what is wrong.</param>
    /// <exception cref="UserException">There is no index.</exception>
    public ConsoleSession(string index, ConsoleState state, Terminal terminal, Action<string> complain)
    {
        _searcher = Indexes.Open(index);
        _terminal = terminal;
        _writer = new AnswerWriter(state.Format, terminal);
        Index = index;
        State = state;
        Complain = complain;
    }

    /// <summary>The folder of the index.</summary>
    public string Index { get; private set; }

    /// <summary>What holds now.</summary>
    public ConsoleState State { get; private set; }

    /// <summary>Says what is wrong, in one line.</summary>
    public Action<string> Complain { get; }

    /// <summary>The index, as it was when the last question was asked.</summary>
    public Searcher Searcher => _searcher;

    /// <summary>How the last query may have been meant; null where nothing was said of that.</summary>
    public string? Suggested { get; private set; }

    public void Dispose() => _searcher.Dispose();

    /// <summary>Asks a query.</summary>
    public LineOutcome Search(string query, CancellationToken cancellation) => Ask(new Question(query, null), cancellation);

    /// <summary>Asks for passages like a result.</summary>
    public LineOutcome Similar(string typed, CancellationToken cancellation)
    {
        // Numbers are those of the screen: the passage is looked up before the index moves on.
        string passage = Result(".similar", typed) is { } hit ? hit.Id : SimilarCommand.Name(_searcher, typed, cancellation);
        return Ask(new Question(null, passage), cancellation);
    }

    /// <summary>The next results of the last question.</summary>
    public LineOutcome More(CancellationToken cancellation)
    {
        var answer = Answer(Asked(".more"), State.Options with { Offset = _results.Count, Suggest = false }, cancellation);
        if (answer.Result.Hits.Count == 0 && State.Options.Top > 0)
        {
            _terminal.Tell("console.nomore", _results.Count);
            return LineOutcome.NothingFound;
        }

        return Show(answer);
    }

    /// <summary>The results of the last question by month and source.</summary>
    public LineOutcome Facets(CancellationToken cancellation)
    {
        var answer = Answer(Asked(".facets"), State.Options with { Facets = true, Top = 0, Suggest = false }, cancellation);
        if (State.Format is ResultFormat.Json)
        {
            _terminal.Out.WriteLine(HitJson.Render(answer));
        }
        else
        {
            FacetBars.Render(answer.Result, _terminal);
            _terminal.Out.Flush();
            _terminal.Remark(HitText.Summary(answer, _terminal));
        }

        return OutcomeOf(answer);
    }

    /// <summary>The whole article of a result, with its matches.</summary>
    public LineOutcome Open(string typed, CancellationToken cancellation)
    {
        string? query = _question?.Query;
        string article = Result(".open", typed) is { } hit ? hit.Article : typed;
        var passages = ShowCommand.Find(_searcher, article, query, State.Options, cancellation);
        ShowCommand.Show(passages, query, json: State.Format is ResultFormat.Json or ResultFormat.Jsonl, noPager: false, _terminal);
        return LineOutcome.Found;
    }

    /// <summary>How the score of a result came about.</summary>
    public LineOutcome Explain(string typed, CancellationToken cancellation)
    {
        var hit = Result(".explain", typed) ?? throw new UserException("console.number", ".explain", typed);
        string query = _question!.Query ?? throw new UserException("console.noscore");
        if (State.Format is ResultFormat.Json or ResultFormat.Jsonl)
        {
            HitJson.RenderLines(
                new Answer
                {
                    Query = query,
                    Result = new SearchResult([hit], new TotalHits(1, true)),
                    Elapsed = TimeSpan.Zero,
                    Options = State.Options,
                    Explain = found => _searcher.Explain(query, found.Id, State.Options, cancellation),
                },
                _terminal.Out);
        }
        else
        {
            _terminal.Out.WriteLine($"{hit.Rank.ToString(CultureInfo.InvariantCulture)}. {HitText.Citation(hit)}");
            _terminal.Out.Write(_searcher.Explain(query, hit.Id, State.Options, cancellation).ToString());
        }

        return LineOutcome.Found;
    }

    /// <summary>Sets something, and shows the last question's answer again where that is another one now; or tells what is set.</summary>
    public LineOutcome Set(ConsoleSetting setting, string typed, CancellationToken cancellation)
    {
        if (typed.Length == 0)
        {
            _terminal.Out.WriteLine(setting.Read(State) ?? ConsoleSetting.Off);
            return LineOutcome.Done;
        }

        var state = setting.Change(State, typed);
        if (state.Format != State.Format)
        {
            _writer = new AnswerWriter(state.Format, _terminal);
        }

        State = state;
        return setting.ChangesAnswers && _question is { } question ? Ask(question, cancellation) : LineOutcome.Done;
    }

    /// <summary>Goes to another index, or tells which one this is. One that can not be opened leaves all as it is.</summary>
    public LineOutcome Move(string folder)
    {
        if (folder.Length > 0)
        {
            folder = FolderNames.Typed(folder);
            var searcher = Indexes.Open(folder);
            _searcher.Dispose();
            (_searcher, Index, _question, Suggested) = (searcher, folder, null, null);
            _results.Clear();
        }

        _terminal.Tell("console.index", _searcher.PassageCount, Index);
        return LineOutcome.Done;
    }

    /// <summary>All that is set.</summary>
    public LineOutcome ShowState()
    {
        ConsoleHelp.ShowState(this, _terminal);
        return LineOutcome.Done;
    }

    /// <summary>What can be typed, or what one command is for.</summary>
    public LineOutcome Help(string typed)
    {
        ConsoleHelp.Show(typed, _terminal);
        return LineOutcome.Done;
    }

    private LineOutcome Ask(Question question, CancellationToken cancellation)
    {
        bool isRenewed = Renew();
        var answer = Answer(question, State.Options, cancellation);
        _questions++;
        _question = question;
        _results.Clear();
        Suggested = answer.Result.Suggestion?.Query;
        var outcome = Show(answer with { Id = State.Format == ResultFormat.Trec ? _questions.ToString(CultureInfo.InvariantCulture) : null });
        return isRenewed ? outcome : LineOutcome.Wrong;
    }

    private Answer Answer(Question question, SearchOptions options, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        options = options with { Suggest = options.Suggest && State.Format is ResultFormat.Text or ResultFormat.Json };
        return new Answer
        {
            Id = State.Format == ResultFormat.Trec ? _questions.ToString(CultureInfo.InvariantCulture) : null,
            Query = question.Query,
            SimilarTo = question.SimilarTo,
            Result = question.Query is { } query ? _searcher.Search(query, options, cancellation) : _searcher.FindSimilar(question.SimilarTo!, options, cancellation),
            Elapsed = Stopwatch.GetElapsedTime(start),
            Options = options,
            Cancellation = cancellation,
        };
    }

    private LineOutcome Show(Answer answer)
    {
        _results.AddRange(answer.Result.Hits);
        SearchCommand.Show(answer, _writer, _terminal);
        return OutcomeOf(answer);
    }

    /// <summary>Moves on to what was committed meanwhile; false where that can not be read: then it goes on with what was open.</summary>
    private bool Renew()
    {
        int before = _searcher.PassageCount;
        try
        {
            Indexes.Require(Index);
            if (_searcher.Refresh())
            {
                int more = _searcher.PassageCount - before;
                _terminal.Tell(more > 0 ? "console.grown" : more < 0 ? "console.shrunk" : "console.changed", Math.Abs(more));
            }

            return true;
        }
        catch (Exception e) when (Execution.IsOfTheUser(e))
        {
            Complain(e is UserException ? _terminal.Speaker.Say("console.gone", Index, before) : _terminal.Speaker.Say("console.behind", _terminal.Speaker.Say(e)));
            return false;
        }
    }

    private Question Asked(string command) => _question ?? throw new UserException("console.noquestion", command);

    /// <summary>The result of a number; null where it is no number.</summary>
    private Hit? Result(string command, string typed)
    {
        if (typed.Length == 0)
        {
            throw new UserException("console.which", command);
        }

        if (!int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out int number))
        {
            return null;
        }

        _ = Asked(command);
        return _results.Find(hit => hit.Rank == number) ?? (_results.Count == 0
            ? throw new UserException("console.noresults", number)
            : throw new UserException("console.noresult", number, _results.Count));
    }

    private static LineOutcome OutcomeOf(Answer answer) => answer.IsFound ? LineOutcome.Found : LineOutcome.NothingFound;

    /// <summary>What was asked last: a query, or the passage that others are to be like.</summary>
    private sealed record Question(string? Query, string? SimilarTo);
}
