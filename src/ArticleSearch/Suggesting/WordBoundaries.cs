using System.Collections.Immutable;
using ArticleSearch.Analysis.Lexicon;
using ArticleSearch.Indexing;
using ArticleSearch.Matching;
using ArticleSearch.Queries;

namespace ArticleSearch.Suggesting;

/// <summary>
/// Spaces that were left out or are too much: <c>parceque</c>, <c>lunion</c>, <c>para chute</c>. It believes in two words only where
/// the texts have them next to each other. For one thread.
/// </summary>
internal sealed class WordBoundaries(IndexView index, WordCorrector words, CancellationToken cancellation)
{
    private const int LeastLength = 3;
    private const int MostTried = 4;

    // Of so many passages that have both words it is looked up whether they stand together; the rest is estimated.
    private const int PassagesLookedAt = 300;

    // Neighbours that stand together so seldom beside the word they may be are that word torn apart.
    private const int Seldom = 20;

    private static readonly string[] Elided = ["l", "d", "j", "c", "m", "n", "s", "t", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu"];

    private readonly TermLookup _lookup = new(index);

    /// <summary>What a word in small letters may have been meant to be, two words among it, the likeliest first.</summary>
    public static IReadOnlyList<IndexedWord> Correct(IndexView index, string word, int top, CancellationToken cancellation)
    {
        var words = new WordCorrector(index, FrenchLexicon.Shared, cancellation);
        var judgement = words.JudgeNear(words.Judge(word), all: true);
        if (words.IsDoubtful(judgement))
        {
            judgement = words.JudgeFar(new WordBoundaries(index, words, cancellation).Split(word, double.MinValue) is { } split
                ? judgement.With(split)
                : judgement, all: true);
        }

        return
        [
            .. judgement.Corrections.OrderByDescending(correction => correction.Score)
                .Select(correction => new IndexedWord(correction.Word, correction.Passages))
                .DistinctBy(found => found.Text, StringComparer.Ordinal)
                .Take(top),
        ];
    }

    /// <summary>The likeliest two words (and an elided one) that a word may be; null if there are none above a score.</summary>
    public Correction? Split(string word, double above)
    {
        if (word.Length is < LeastLength or > ErrorStates.LongestWord || word.AsSpan().ContainsAnyInRange('0', '9')
            || !words.MayExceed(above, TypingErrors.Apostrophe))
        {
            return null;
        }

        var rows = new List<Row>();
        for (int cut = 1; cut < word.Length; cut++)
        {
            if (!char.IsLowSurrogate(word[cut]))
            {
                AddRows(word[..cut].TrimEnd('-'), word[cut..].TrimStart('-'), rows);
            }
        }

        Correction? best = null;
        StableSort.Sort(rows, static (a, b) => b.Bound.CompareTo(a.Bound));
        for (int i = 0; i < rows.Count && i < MostTried; i++)
        {
            var row = rows[i];
            if (row.Bound > above && TimesTogether([.. row.Terms]) is > 0 and var together
                && WordCorrector.Score(together, row.Cost) + WordCorrector.KnownCorrection is var score && score > above)
            {
                best = new Correction(Text(row.Terms), together, score, Accents: false);
                above = score;
            }
        }

        return best;
    }

    /// <summary>The word that two neighbours may be; null if they are none above a score, or stand next to each other in the texts.</summary>
    public Correction? Join(string first, string second, double above)
    {
        if (!words.MayExceed(above, TypingErrors.Space))
        {
            return null;
        }

        Correction? best = null;
        foreach (string whole in (ReadOnlySpan<string>)[first + second, first + "-" + second])
        {
            if (first.Length + second.Length >= LeastLength && words.Forgiving(whole) is { } joined && !(best?.Score >= joined.Score))
            {
                best = joined;
            }
        }

        return best is { } found && TimesTogether([first, second]) * Seldom <= found.Passages
            ? found with { Score = found.Score - TypingErrors.Space, Accents = false }
            : null;
    }

    private void AddRows(string left, string right, List<Row> rows)
    {
        if (left.Length == 0 || right.Length == 0)
        {
            return;
        }

        if (left[^1] == '\'')
        {
            Add(TypingErrors.Space, left, right);
        }
        else if (Elided.Contains(left, StringComparer.Ordinal))
        {
            if (MayFollowElision(right))
            {
                Add(TypingErrors.Apostrophe, left + "'", right);
            }
        }
        else
        {
            AddWords(left, right, rows);
            if (left == "a")
            {
                AddWords("à", right, rows);
            }
        }

        void Add(int cost, params ReadOnlySpan<string> parts) => AddRow(rows, cost, parts);
    }

    private void AddWords(string left, string right, List<Row> rows)
    {
        AddRow(rows, TypingErrors.Space, left, right);
        foreach (string elided in Elided)
        {
            if (right == elided)
            {
                AddRow(rows, TypingErrors.Space, left, right + "'");
            }
            else if (right.StartsWith(elided, StringComparison.Ordinal) && MayFollowElision(right[elided.Length..].TrimStart('\'')))
            {
                AddRow(rows, TypingErrors.Space, left, elided + "'", right[elided.Length..].TrimStart('\''));
            }
        }
    }

    private void AddRow(List<Row> rows, int cost, params ReadOnlySpan<string> parts)
    {
        var terms = ImmutableArray.CreateBuilder<string>(parts.Length);
        long rarest = long.MaxValue;
        foreach (string part in parts)
        {
            // A letter alone is a word only if it is one of French; "à" stays "à".
            if ((part.Length == 1 && part is not ("a" or "à" or "y" or "ô")) || words.Forgiving(part) is not { } known)
            {
                return;
            }

            terms.Add(part.Length == 1 ? part : known.Word);
            rarest = Math.Min(rarest, known.Passages);
        }

        rows.Add(new Row(terms.DrainToImmutable(), cost, WordCorrector.Score(rarest, cost) + WordCorrector.KnownCorrection));
    }

    private static bool MayFollowElision(string word) => word.Length > 1 && TypingErrors.Plain(word[0]) is 'a' or 'e' or 'i' or 'o' or 'u' or 'y' or 'h' or 'œ';

    private static string Text(ImmutableArray<string> terms) => string.Join(' ', terms).Replace("' ", "'", StringComparison.Ordinal);

    /// <summary>In how many passages the terms stand next to each other: counted in the first that have them all, and estimated of the rest.</summary>
    private long TimesTogether(string[] terms)
    {
        var parts = new PhrasePart[terms.Length];
        for (int place = 0; place < parts.Length; place++)
        {
            parts[place] = new PhrasePart(place, [terms[place]]);
        }

        var phrase = new PhraseNode(new PhraseQuery(PassageFields.Text, [.. parts]));
        var weight = new Weigher(_lookup, cancellation).Weigh(phrase);
        long together = 0;
        int left = PassagesLookedAt;
        for (int segment = 0; segment < index.Segments.Length; segment++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (weight.Open(segment) is not { } cursor)
            {
                continue;
            }

            while (cursor.NextDocument() is var document && document != MatchCursor.NoMoreDocuments)
            {
                together += index.Segments[segment].IsLive(document) && cursor.Confirm() ? 1 : 0;
                if (--left == 0)
                {
                    return together * index.MaxDocument / (index.Bases[segment] + document + 1);
                }
            }
        }

        return together;
    }

    /// <summary>Terms that a word may be.</summary>
    /// <param name="Terms">The terms.</param>
    /// <param name="Cost">What the missing space costs.</param>
    /// <param name="Bound">What the score is at most.</param>
    private sealed record Row(ImmutableArray<string> Terms, int Cost, double Bound);
}
