namespace ArticleSearch.Ingest;

/// <summary>
/// A file of which nothing more can be taken. It never leaves the assembly: <see cref="ArticleFormat.ReadAny"/> makes it an
/// <see cref="IngestProblem"/>.
/// </summary>
/// <param name="wording">What is wrong, in one line.</param>
/// <param name="line">The line, from 1; 0 where it is not known.</param>
/// <param name="column">The column, from 1; 0 where it is not known.</param>
internal sealed class UnreadableInputException(Wording wording, int line = 0, int column = 0) : Exception(wording.ToString())
{
    public UnreadableInputException(string name, FormattableString text, int line = 0, int column = 0)
        : this(new Wording(name, text), line, column)
    {
    }

    public Wording Wording { get; } = wording;

    public int Line { get; } = line;

    public int Column { get; } = column;
}
