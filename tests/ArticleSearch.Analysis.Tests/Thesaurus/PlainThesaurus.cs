using ArticleSearch.Analysis.Lexicon;
using ArticleSearch.Analysis.Thesaurus;

namespace ArticleSearch.Analysis.Tests.Thesaurus;

/// <summary>
/// The thesaurus as its note defines it, read from its source into dictionaries of strings; slow, and knows nothing of the file.
/// </summary>
internal sealed class PlainThesaurus
{
    private readonly Dictionary<string, HashSet<string>> _entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<int>> _bases = new(StringComparer.Ordinal);
    private readonly Dictionary<int, Dictionary<int, double>> _overlaps = [];

    public PlainThesaurus(string path)
    {
        HashSet<string> entry = [];
        foreach (string line in File.ReadLines(path).Skip(1))
        {
            string[] columns = line.Split('|');
            if (columns[0].StartsWith('(') || columns[0].StartsWith('-'))
            {
                entry.UnionWith(columns[1..]);
            }
            else
            {
                _entries[columns[0]] = entry = new HashSet<string>(StringComparer.Ordinal) { columns[0] };
            }
        }

        foreach (string head in _entries.Keys)
        {
            foreach (string word in Bases(head).Count > 0 ? _entries[head] : [])
            {
                if (word != head && Bases(word).Count > 0)
                {
                    Add(head, word);
                }
            }
        }
    }

    public int EntryCount => _entries.Count;

    public NearMeaning[] Of(int lemma) => !_overlaps.TryGetValue(lemma, out var found)
        ? []
        :
        [
            .. found.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key).Take(FrenchThesaurus.Most)
                .Select(pair => new NearMeaning(pair.Key, (float)Math.Floor((16 * Math.Pow(pair.Value, 0.7)) + 0.5) / 16))
                .OrderByDescending(near => near.Strength).ThenBy(near => near.Lemma),
        ];

    private List<int> Bases(string word)
    {
        if (_bases.TryGetValue(word, out var known))
        {
            return known;
        }

        var lexicon = FrenchLexicon.Shared;
        int form = lexicon.Find(word);
        var found = _bases[word] = [];
        if (form != FrenchLexicon.Unknown)
        {
            foreach (var reading in lexicon.Lemmas(form))
            {
                if (reading.IsBase && !reading.IsOvershadowed)
                {
                    found.Add(reading.Lemma);
                }
            }
        }

        return found;
    }

    private void Add(string head, string word)
    {
        var mine = _entries[head];
        double overlap = 0.1;
        if (_entries.TryGetValue(word, out var other))
        {
            double both = mine.Count(other.Contains);
            overlap = both / (mine.Count + other.Count - both);
        }

        if (overlap < 0.09)
        {
            return;
        }

        foreach (int a in Bases(head))
        {
            foreach (int b in Bases(word))
            {
                if (a != b && (FrenchLexicon.Shared.PartsOf(a) & FrenchLexicon.Shared.PartsOf(b)) != PartsOfSpeech.None)
                {
                    var found = _overlaps.TryGetValue(a, out var known) ? known : _overlaps[a] = [];
                    found[b] = Math.Max(found.GetValueOrDefault(b), overlap);
                }
            }
        }
    }
}
