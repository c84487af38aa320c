namespace ArticleSearch.Dictee;

/// <summary>
/// Asks an engine about a pair and compares. Strict where an engine could pass by luck: a tie is no first rank, and finding
/// nothing at all is no merit.
/// </summary>
internal static class Judge
{
    /// <summary>What is wrong with the engine's answer, or null where it is as expected.</summary>
    public static string? Fault(IEngine engine, Pair pair)
    {
        try
        {
            return pair.Expectation switch
            {
                Expectation.Found => engine.Ask(pair.Query, pair.Texts).Ranked.Contains(0) ? null : "not found",
                Expectation.NotFound => NotFound(engine, pair),
                Expectation.First => First(engine, pair),
                _ => Marked(engine, pair),
            };
        }
        catch (EngineException e)
        {
            return "no answer: " + e.Message;
        }
    }

    /// <summary>The words of a query without the signs around them: the text that whoever typed it would have copied.</summary>
    public static string Words(string query)
    {
        int tilde = query.LastIndexOf('~');
        if (tilde > 0 && !query.AsSpan(tilde + 1).ContainsAnyExceptInRange('0', '9'))
        {
            query = query[..tilde];
        }

        return query switch
        {
            ['"', .. var phrase, '"'] => phrase,
            ['=', .. var word] => word,
            [.. var beginning, '*'] => beginning,
            _ => query,
        };
    }

    /// <summary>
    /// The ranges as a reader sees them: what is apart by spaces and hyphens alone is one. An engine may so mark the words of a
    /// phrase or a compound one by one or as a whole.
    /// </summary>
    public static IReadOnlyList<TextRange> Join(string text, IEnumerable<TextRange> marks)
    {
        var joined = new List<TextRange>();
        foreach (var mark in marks.OrderBy(mark => mark.Start))
        {
            if (joined.Count > 0 && mark.Start <= text.Length && IsGap(text, joined[^1].End, mark.Start))
            {
                joined[^1] = joined[^1] with { Length = Math.Max(joined[^1].Length, mark.End - joined[^1].Start) };
            }
            else
            {
                joined.Add(mark);
            }
        }

        return joined;
    }

    // The query's own words are one more text, which is to be found: an engine that deletes the word, or puts another one in the
    // place of a word it does not know, has not understood that the two differ.
    private static string? NotFound(IEngine engine, Pair pair)
    {
        var ranked = engine.Ask(pair.Query, [.. pair.Texts, Words(pair.Query)]).Ranked;
        return ranked.Contains(0) ? "found" : ranked.Contains(pair.Texts.Count) ? null : "does not find the query's own words either";
    }

    // Asked twice, the texts in both orders: equal scores, whichever way an engine breaks ties, fail once.
    private static string? First(IEngine engine, Pair pair)
    {
        int last = pair.Texts.Count - 1;
        var ranked = engine.Ask(pair.Query, pair.Texts).Ranked;
        if (!ranked.Contains(0))
        {
            return "not found";
        }

        return ranked[0] == 0 && engine.Ask(pair.Query, [.. pair.Texts.Reverse()]).Ranked is [var first, ..] && first == last ? null : "not first";
    }

    private static string? Marked(IEngine engine, Pair pair)
    {
        var answer = engine.Ask(pair.Query, pair.Texts);
        int rank = answer.Ranked.ToList().IndexOf(0);
        if (rank < 0)
        {
            return "not found";
        }

        var marks = answer.Marks[rank];
        string text = pair.Texts[0];
        return Join(text, marks).SequenceEqual(Join(text, pair.Marks)) ? null : "marks " + VisibleText.Write(text, marks);
    }

    private static bool IsGap(string text, int from, int to)
    {
        for (int i = from; i < to; i++)
        {
            if (!char.IsWhiteSpace(text[i]) && text[i] is not ('-' or '\u2010' or '\u2011'))
            {
                return false;
            }
        }

        return true;
    }
}
