namespace ArticleSearch.Analysis.Lexicon;

/// <summary>
/// The definition of how near two words are. It is written to be read, and asks the lexicon for one pair; a chain that follows it
/// has faster ways for a whole text.
/// </summary>
/// <remarks>
/// Words meet through a lemma, never through a form: <c>avions</c> is near <c>avion</c> and near <c>avoir</c>, and those two are
/// not near each other. Of two forms at least one must be first of all a form of that lemma
/// (<see cref="Reading.IsOvershadowed"/>). A word whose spelling is known is taken by its letter; only one that is not is looked
/// up without its accents.
/// </remarks>
internal sealed class WordRelations(FrenchLexicon lexicon)
{
    /// <summary>How near two words are, in small letters.</summary>
    public WordRelation Between(ReadOnlySpan<char> one, ReadOnlySpan<char> other)
    {
        if (one.SequenceEqual(other))
        {
            return WordRelation.Same;
        }

        if (AreAlike(one, other))
        {
            return WordRelation.Accent;
        }

        var oneBase = new char[one.Length + 1].AsSpan();
        var otherBase = new char[other.Length + 1].AsSpan();
        oneBase = oneBase[..UnknownWords.WriteBase(lexicon, one, oneBase)];
        otherBase = otherBase[..UnknownWords.WriteBase(lexicon, other, otherBase)];
        if (oneBase.SequenceEqual(otherBase))
        {
            return WordRelation.Inflection;
        }

        Span<int> ones = stackalloc int[FrenchLexicon.MostAlike];
        Span<int> others = stackalloc int[FrenchLexicon.MostAlike];
        ones = ones[..Forms(oneBase, ones)];
        others = others[..Forms(otherBase, others)];

        var nearest = WordRelation.None;
        foreach (int a in ones)
        {
            foreach (int b in others)
            {
                var relation = Between(a, b);
                nearest = relation > nearest ? relation : nearest;
            }
        }

        return nearest;
    }

    /// <summary>The forms that a word may be: the one spelled so, or else all that are alike.</summary>
    public int Forms(ReadOnlySpan<char> word, Span<int> forms)
    {
        int form = lexicon.Find(word);
        if (form == FrenchLexicon.Unknown)
        {
            return Math.Min(forms.Length, lexicon.FindAlike(word, forms));
        }

        forms[0] = form;
        return 1;
    }

    private static bool AreAlike(ReadOnlySpan<char> one, ReadOnlySpan<char> other)
    {
        var a = new char[AccentFolding.MostGrowth * one.Length];
        var b = new char[AccentFolding.MostGrowth * other.Length];
        return a.AsSpan(0, AccentFolding.Fold(one, a)).SequenceEqual(b.AsSpan(0, AccentFolding.Fold(other, b)));
    }

    private WordRelation Between(int one, int other)
    {
        var nearest = WordRelation.None;
        foreach (var a in lexicon.Lemmas(one))
        {
            foreach (var b in lexicon.Lemmas(other))
            {
                if (a.Lemma == b.Lemma && !(a.IsOvershadowed && b.IsOvershadowed))
                {
                    return WordRelation.Inflection;
                }

                if (!a.IsOvershadowed && !b.IsOvershadowed && AreOfOneFamily(a.Lemma, b.Lemma))
                {
                    nearest = WordRelation.Derivation;
                }
            }
        }

        return nearest;
    }

    /// <summary>Whether one word was made from the other, or both from a third.</summary>
    private bool AreOfOneFamily(int one, int other)
    {
        foreach (var a in lexicon.Relatives(one))
        {
            if (a.Lemma == other)
            {
                return true;
            }

            if (!a.IsHead)
            {
                continue;
            }

            foreach (var b in lexicon.Relatives(other))
            {
                if (b.IsHead && a.Lemma == b.Lemma)
                {
                    return true;
                }
            }
        }

        return false;
    }
}
