using ArticleSearch.Indexing;

namespace ArticleSearch.Ingest;

/// <summary>The ids that were met in one reading of the input, and where: of two articles of one id the later wins, and that is said.</summary>
internal sealed class MetArticles
{
    private readonly TermTable _ids = new();
    private readonly List<Place> _places = [];
    private readonly List<string> _files = [];

    /// <summary>Notes an article; returns what is to be said if its id was met before.</summary>
    public IngestProblem? Meet(IngestedArticle article)
    {
        if (_files.Count == 0 || !string.Equals(_files[^1], article.File, StringComparison.Ordinal))
        {
            _files.Add(article.File);
        }

        string id = article.Article.Id!;
        var place = new Place(_files.Count - 1, article.Line);
        int number = _ids.FindOrAdd(id);
        if (number == _places.Count)
        {
            _places.Add(place);
            return null;
        }

        var (file, line) = _places[number];
        _places[number] = place;
        string first = line == 0 ? _files[file] : $"{_files[file]}:{line}";
        return new IngestProblem(article.File, article.Line, 0, "ingest.sameid", $"the id \"{id}\" stands at {first} too; this article replaces that one");
    }

    // Small and without references: there is one for each article.
    private readonly record struct Place(int File, int Line);
}
