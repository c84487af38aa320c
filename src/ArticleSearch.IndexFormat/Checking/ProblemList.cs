using System.Diagnostics.CodeAnalysis;

namespace ArticleSearch.IndexFormat.Checking;

/// <summary>
/// Collects the problems of one file or one part of a segment, no more than anybody would read. Turns what a reader throws
/// into a problem: a check never fails, it reports. A part of the part has a list of its own, at its place among the others, so
/// that the order is the same whatever thread comes first. Each list is for one thread at a time.
/// </summary>
internal sealed class ProblemList
{
    /// <summary>How many problems of one part are reported.</summary>
    public const int Limit = 20;

    // Problems, and lists of the parts of this one.
    private readonly List<object> _entries = [];
    private readonly bool _isLimited;
    private int _count;

    public ProblemList()
        : this(isLimited: true)
    {
    }

    private ProblemList(bool isLimited) => _isLimited = isLimited;

    /// <summary>The problems of this list and of the parts in it; to be read when all of them are done.</summary>
    public IReadOnlyList<IndexProblem> Problems
    {
        get
        {
            var all = _entries.SelectMany(entry => entry is ProblemList part ? part.Problems : [(IndexProblem)entry]);
            return [.. _isLimited ? all.Take(Limit) : all];
        }
    }

    /// <summary>How many problems this list took itself.</summary>
    public int Count => _count;

    /// <summary>No more problems are taken: the part can be left.</summary>
    public bool IsFull => _isLimited && _count >= Limit;

    /// <summary>A list without a limit, for lists of parts.</summary>
    public static ProblemList OfParts() => new(isLimited: false);

    /// <summary>A list for a part, whose problems come after those that are here now.</summary>
    public ProblemList Part()
    {
        var part = new ProblemList();
        _entries.Add(part);
        return part;
    }

    /// <summary>The same, without a limit of its own.</summary>
    public ProblemList PartOfParts()
    {
        var part = OfParts();
        _entries.Add(part);
        return part;
    }

    public void Add(string file, long position, string what) => Add(new IndexProblem(file, position, what));

    public void Add(IndexProblem problem)
    {
        if (!IsFull)
        {
            _entries.Add(problem);
            _count++;
        }
    }

    /// <summary>Runs a step; whatever it throws is a problem, except that it was cancelled.</summary>
    /// <param name="file">The file that is to blame where the exception names none.</param>
    /// <param name="step">What to do.</param>
    /// <returns>Whether the step came to its end.</returns>
    [SuppressMessage(
        "Design",
        "CA1031:Do not catch general exception types",
        Justification = "A defect of a reader that damage brings to light must be reported like the damage, with all other problems.")]
    public bool Try(string file, Action step)
    {
        try
        {
            step();
            return true;
        }
        catch (CorruptIndexException e)
        {
            Add(e.File, e.Position, e.Problem);
        }
        catch (UnsupportedIndexException e)
        {
            Add(new IndexProblem(e.File, -1, e.Problem) { Kind = ProblemKind.Unsupported });
        }
        catch (FileNotFoundException)
        {
            Add(file, -1, "the file is missing");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Add(new IndexProblem(file, -1, $"the file can not be read: {e.Message}") { Kind = ProblemKind.Unreadable });
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Add(new IndexProblem(file, -1, $"the reader fails: {e.GetType().Name}: {e.Message}") { Kind = ProblemKind.Failed });
        }

        return false;
    }
}
