using System.Text;
using ArticleSearch.Analysis;

namespace ArticleSearch.Highlighting;

/// <summary>
/// The tokens of a passage's stored text. They say which terms are worth looking up in the index, and where a position stands if
/// the index does not know; what matched is said by the index alone. Analysed when first asked for.
/// </summary>
internal sealed class StoredTokens(AnalysisChain chain)
{
    private readonly HashSet<string> _terms = new(StringComparer.Ordinal);

    // By position: of several words at one the first, and -1 where there is none.
    private readonly GrowingArray<(int Start, int End)> _places = new(64);
    private string _text = "";
    private bool _isAnalysed;

    /// <summary>The distinct terms as the bytes of the index.</summary>
    public IEnumerable<byte[]> Terms
    {
        get
        {
            Analyse();
            return _terms.Select(Encoding.UTF8.GetBytes);
        }
    }

    /// <summary>Whether the text has the term.</summary>
    public bool Has(string term)
    {
        Analyse();
        return _terms.Contains(term);
    }

    /// <summary>Starts with another text.</summary>
    public void Reset(string text)
    {
        _text = text;
        _isAnalysed = false;
    }

    /// <summary>Where the word at a position stands in the text; both -1 if there is none.</summary>
    public (int Start, int End) PlaceOf(int position)
    {
        Analyse();
        return (uint)position < (uint)_places.Count ? _places[position] : (-1, -1);
    }

    private void Analyse()
    {
        if (_isAnalysed)
        {
            return;
        }

        _isAnalysed = true;
        _terms.Clear();
        _places.Clear();
        var known = _terms.GetAlternateLookup<ReadOnlySpan<char>>();
        var stream = chain.RentStream();
        stream.Reset(_text.AsMemory());
        int position = -1;
        while (stream.MoveNext())
        {
            known.Add(stream.Term);
            position += stream.PositionIncrement;
            while (_places.Count < position)
            {
                _places.Add((-1, -1));
            }

            if (_places.Count == position)
            {
                _places.Add((stream.StartOffset, stream.EndOffset));
            }
        }

        chain.ReturnStream(stream);
    }
}
