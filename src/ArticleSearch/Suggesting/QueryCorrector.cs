using System.Collections.Immutable;
using System.Text;
using ArticleSearch.Analysis;
using ArticleSearch.Analysis.French;
using ArticleSearch.Analysis.Lexicon;
using ArticleSearch.Indexing;
using ArticleSearch.Matching;
using ArticleSearch.Parsing;
using Kind = ArticleSearch.Parsing.SimpleTokenKind;

namespace ArticleSearch.Suggesting;

/// <summary>
/// Corrects the words of a query and leaves the rest as it was typed: signs, quotation marks, fields, capital letters. Words are
/// judged one by one, and with the space to their neighbour. It corrects nothing that is a pattern or a value. For one query.
/// </summary>
internal sealed class QueryCorrector
{
    // Of what is pasted only the beginning is looked at.
    private const int MostWords = 32;
    private const int MostDoubtful = 3;
    private const int MostWordsOfAQuestion = 10;

    private readonly AnalysisChain _chain;
    private readonly WordCorrector _words;
    private readonly WordBoundaries _boundaries;
    private readonly string _query;
    private readonly List<TypedWord> _typed = [];
    private readonly List<Change> _changes = new(4);

    private QueryCorrector(string query, AnalysisChain chain, IndexView index, CancellationToken cancellation)
    {
        _query = QueryLimits.Beginning(query);
        _chain = chain;
        _words = new WordCorrector(index, FrenchLexicon.Shared, cancellation);
        _boundaries = new WordBoundaries(index, _words, cancellation);
    }

    /// <summary>The query as it may have been meant; null if nothing is to be said about it.</summary>
    /// <param name="query">What was typed, in the simple syntax.</param>
    /// <param name="chain">The chain of the index. Of one that stems, no word can be told from its terms: nothing is corrected.</param>
    /// <param name="index">The index.</param>
    /// <param name="all">Whether corrections count that a search makes by itself, such as accents that were left out.</param>
    /// <param name="cancellation">Stops the work soon.</param>
    public static Suggestion? Correct(string query, AnalysisChain chain, IndexView index, bool all, CancellationToken cancellation)
    {
        if (!chain.HasLevels)
        {
            return null;
        }

        var corrector = new QueryCorrector(query, chain, index, cancellation);
        corrector.ReadWords();
        corrector.FindChanges();
        return corrector._changes.Exists(change => all || !change.IsForgiven) ? corrector.Rewrite() : null;
    }

    private void ReadWords()
    {
        var tokens = SimpleLexer.Read(_query);
        var groups = new Stack<string?>();
        for (int i = 0; i < tokens.Count && _typed.Count < MostWords; i++)
        {
            var token = tokens[i];
            switch (token.Kind)
            {
                case Kind.Open:
                    groups.Push(token.Field ?? groups.FirstOrDefault());
                    break;
                case Kind.Close:
                    groups.TryPop(out _);
                    break;
                case Kind.Text or Kind.Phrase or Kind.Exact:
                    string? field = token.Field ?? groups.FirstOrDefault();
                    if (field is null || !PassageFields.IsWhole(field))
                    {
                        // Words side by side are read together: they may be one.
                        while (token.IsPlain && tokens[i + 1].IsPlain)
                        {
                            token = token with { End = tokens[++i].End };
                        }

                        bool alone = token.Kind == Kind.Exact || token.Field is not null || (i > 0 && tokens[i - 1].Kind is Kind.Plus or Kind.Minus);
                        AddWords(token, alone && token.Kind != Kind.Phrase);
                    }

                    break;
            }
        }
    }

    private void AddWords(in SimpleToken token, bool alone)
    {
        string text = _query[token.Start..token.End];
        var read = _chain.ReadQuery(text);
        var stream = _chain.RentStream();
        stream.Reset(text.AsMemory());
        while (stream.MoveNext() && _typed.Count < MostWords)
        {
            (int start, int end) = (stream.StartOffset, stream.EndOffset);
            var itself = Find(read, start, end);
            string term = stream.Term.ToString();
            bool lacksApostrophe = Elisions.LengthWithoutApostrophe(term) > 0 && FrenchLexicon.Shared.FindAlike(term, []) == 0; // cest, quil
            _typed.Add(new TypedWord(term, token.Start + start, token.Start + end, token.Kind, alone)
            {
                IsLittle = itself is { Role: not WordRole.Content } && !lacksApostrophe,
                Spellings = itself?.Spellings ?? [],
                Compounds = Compounds(read, start, end, itself),
            });
        }

        _chain.ReturnStream(stream);
    }

    private static QueryWord? Find(IReadOnlyList<QueryWord> words, int start, int end)
    {
        foreach (var word in words)
        {
            if (word.Start == start && word.End == end)
            {
                return word;
            }
        }

        return null;
    }

    /// <summary>The spellings of the other words that a place is part of.</summary>
    private static ImmutableArray<string[]> Compounds(IReadOnlyList<QueryWord> words, int start, int end, QueryWord? itself)
    {
        var spellings = ImmutableArray.CreateBuilder<string[]>();
        foreach (var word in words)
        {
            if (word.Start <= start && word.End >= end && word != itself)
            {
                spellings.AddRange(word.Spellings);
            }
        }

        return spellings.ToImmutable();
    }

    private void FindChanges()
    {
        var judgements = _typed.ConvertAll(word => word.IsLittle || word.Term[^1] == '\'' || IsPartOfKnown(word) ? null
            : _words.IsOften(word.Term) ? WordCorrector.Good(word.Term)
            : _words.Judge(word.Term));

        // Of many words the rarest are looked at, and of a whole sentence those alone that are not there: what is there is rarely wrong.
        var doubtful = judgements.FindAll(judgement =>
            judgement is not null && _words.IsDoubtful(judgement) && (judgement.Passages == 0 || _typed.Count <= MostWordsOfAQuestion));
        StableSort.Sort(doubtful, static (a, b) => a!.Passages.CompareTo(b!.Passages));
        var rarest = new HashSet<WordJudgement?>(doubtful.Count > MostDoubtful ? doubtful[..MostDoubtful] : doubtful, ReferenceEqualityComparer.Instance);
        for (int i = 0; i < _typed.Count; i++)
        {
            if (judgements[i] is not { } judgement)
            {
                // A search puts the parts together by itself; whoever asks is told all the same.
                i += IsUnknownPart(i) && Join(i, i + 1, double.MinValue, isForgiven: true) ? 1 : 0;
                continue;
            }

            if (!_words.IsDoubtful(judgement))
            {
                if (judgements.ElementAtOrDefault(i + 1) is { } next && !_words.IsDoubtful(next) && Join(i, i + 1, rival: 0))
                {
                    i++;
                    continue;
                }
            }
            else if (rarest.Contains(judgement))
            {
                judgement = _words.JudgeNear(judgement, all: false);
                if (Join(i, i + 1, judgement.Rival))
                {
                    i++;
                    continue;
                }

                if (Join(i - 1, i, judgement.Rival))
                {
                    continue;
                }

                judgement = !_typed[i].IsExact && _boundaries.Split(judgement.Word, judgement.Rival) is { } split
                    ? judgement.With(split)
                    : _words.JudgeFar(judgement, all: false);
            }

            Take(_typed[i], judgement.Best);
        }
    }

    /// <summary>Whether the word belongs to a compound that the index has as one word.</summary>
    private bool IsPartOfKnown(TypedWord word)
    {
        foreach (var terms in word.Compounds)
        {
            if (terms is [var one] && _words.Forgiving(one) is not null)
            {
                return true;
            }
        }

        return false;
    }

    private bool IsUnknownPart(int place) =>
        place + 1 < _typed.Count && IsPartOfKnown(_typed[place])
        && (_words.Forgiving(_typed[place].Term) is null || _words.Forgiving(_typed[place + 1].Term) is null);

    /// <summary>Takes two neighbours for one word, if that is likelier than anything that one of them may be alone.</summary>
    private bool Join(int first, int second, double rival, bool isForgiven = false)
    {
        if (first < 0 || second >= _typed.Count || (_changes is [.., var last] && last.End > _typed[first].Start))
        {
            return false;
        }

        var (one, other) = (_typed[first], _typed[second]);
        if (one.Kind != other.Kind || one.IsExact || other.Alone || one.IsLittle || other.IsLittle
            || _query.AsSpan(one.End..other.Start) is not " "
            || _boundaries.Join(one.Term, other.Term, rival) is not { } joined || joined.Score <= rival)
        {
            return false;
        }

        _changes.Add(new Change(one.Start, other.End, joined.Word, isForgiven));
        return true;
    }

    private void Take(TypedWord word, Correction? correction)
    {
        if (correction is { } meant)
        {
            bool forgiven = meant.Accents && (word.Kind == Kind.Text || WordCorrector.IsAccented(meant.Word, word.Term));
            foreach (var terms in word.Spellings)
            {
                forgiven |= string.Equals(string.Join(' ', terms), meant.Word, StringComparison.Ordinal);
            }

            _changes.Add(new Change(word.Start, word.End, meant.Word, forgiven) { Alone = word.Alone });
        }
    }

    private Suggestion Rewrite()
    {
        var text = new StringBuilder();
        var places = new List<Highlight>();
        int copied = 0;
        foreach (var change in _changes)
        {
            text.Append(_query, copied, change.Start - copied);
            string corrected = WithCapitalsOf(_query.AsSpan(change.Start..change.End), change.Word);
            bool quoted = change.Alone && corrected.Contains(' ', StringComparison.Ordinal);
            text.Append(quoted ? "\"" : "");
            places.Add(new Highlight(text.Length, corrected.Length));
            text.Append(corrected).Append(quoted ? "\"" : "");
            copied = change.End;
        }

        text.Append(_query, copied, _query.Length - copied);
        return new Suggestion(text.ToString(), places);
    }

    /// <summary>A word in capitals where the typed one is, and with a capital at its start where that has one.</summary>
    private static string WithCapitalsOf(ReadOnlySpan<char> typed, string word)
    {
        int capitals = 0;
        int letters = 0;
        foreach (char c in typed)
        {
            letters += char.IsLetter(c) ? 1 : 0;
            capitals += char.IsUpper(c) ? 1 : 0;
        }

        return capitals > 1 && capitals == letters ? word.ToUpperInvariant()
            : capitals > 0 && char.IsUpper(typed[0]) ? string.Concat(word[..1].ToUpperInvariant(), word.AsSpan(1))
            : word;
    }

    /// <summary>A word of the query, as the chain reads it.</summary>
    /// <param name="Term">The term.</param>
    /// <param name="Start">Where it starts in the query.</param>
    /// <param name="End">Where it ends.</param>
    /// <param name="Kind">What it is part of.</param>
    /// <param name="Alone">Whether a sign or a field before it holds for it alone.</param>
    private sealed record TypedWord(string Term, int Start, int End, Kind Kind, bool Alone)
    {
        /// <summary>Whether it asks for nothing by itself.</summary>
        public bool IsLittle { get; init; }

        /// <summary>How else a search writes it by itself.</summary>
        public ImmutableArray<string[]> Spellings { get; init; }

        /// <summary>What it may be together with its neighbours, in a search.</summary>
        public ImmutableArray<string[]> Compounds { get; init; }

        public bool IsExact => Kind == Kind.Exact;
    }

    /// <summary>Letters of the query and what stands in their place.</summary>
    private sealed record Change(int Start, int End, string Word, bool IsForgiven)
    {
        /// <summary>Whether a sign before it holds for the whole of it.</summary>
        public bool Alone { get; init; }
    }
}
