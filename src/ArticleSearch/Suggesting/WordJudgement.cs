using System.Collections.Immutable;
using System.Runtime.InteropServices;
using ArticleSearch.Matching;

namespace ArticleSearch.Suggesting;

/// <summary>A word of an index that may have been meant.</summary>
/// <param name="Word">In small letters, as the index has it; two words with a space between them.</param>
/// <param name="Passages">How many passages have it, roughly.</param>
/// <param name="Score">How likely it was meant: twice the logarithm of how often it is met, less what the errors cost.</param>
/// <param name="Accents">Whether nothing but accents is different.</param>
internal sealed record Correction(string Word, long Passages, double Score, bool Accents);

/// <summary>What is to be thought of a word that was typed. It decides between the word and the others; it looks nothing up.</summary>
/// <param name="Word">The word, in small letters.</param>
/// <param name="Exact">How likely it was meant letter for letter, on the scale of <see cref="Correction.Score"/>.</param>
/// <param name="Alike">How likely it was meant, accents aside.</param>
/// <param name="Passages">How many passages have it, accents aside.</param>
/// <param name="Corrections">What else may have been meant, the likeliest first.</param>
internal sealed record WordJudgement(string Word, double Exact, double Alike, long Passages, ImmutableArray<Correction> Corrections)
{
    /// <summary>What was meant instead; null if the word stays.</summary>
    public Correction? Best
    {
        get
        {
            foreach (var correction in Corrections)
            {
                if (correction.Score > (correction.Accents ? Exact : Alike))
                {
                    return correction;
                }
            }

            return null;
        }
    }

    /// <summary>What another reading of the word has to be likelier than.</summary>
    public double Rival => Best?.Score ?? Alike;

    /// <summary>The same with more corrections.</summary>
    public WordJudgement With(params ReadOnlySpan<Correction> more)
    {
        Correction[] all = [.. Corrections, .. more];
        StableSort.Sort(all.AsSpan(), static (a, b) => a.Score != b.Score ? b.Score.CompareTo(a.Score) : string.CompareOrdinal(a.Word, b.Word));
        return this with { Corrections = ImmutableCollectionsMarshal.AsImmutableArray(all) };
    }
}
