using System.Diagnostics.CodeAnalysis;

namespace ArticleSearch.IndexFormat.Checking;

/// <summary>
/// Collects the problems of one file or one part of a segment, no more than anybody would read. Turns what a reader throws
/// into a problem: a check never fails, it reports.
/// </summary>
internal sealed class ProblemList
{
    /// <summary>How many problems of one part are reported.</summary>
    public const int Limit = 20;

    private readonly List<IndexProblem> _problems = [];

    public IReadOnlyList<IndexProblem> Problems => _problems;

    public int Count => _problems.Count;

    /// <summary>No more problems are taken: the part can be left.</summary>
    public bool IsFull => _problems.Count >= Limit;

    public void Add(string file, long position, string what)
    {
        if (!IsFull)
        {
            _problems.Add(new IndexProblem(file, position, what));
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
            Add(e.File, -1, e.Problem);
        }
        catch (FileNotFoundException)
        {
            Add(file, -1, "the file is missing");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Add(file, -1, $"the file can not be read: {e.Message}");
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Add(file, -1, $"the reader fails: {e.GetType().Name}: {e.Message}");
        }

        return false;
    }
}
