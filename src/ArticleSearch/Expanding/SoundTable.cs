using System.Collections.Immutable;
using ArticleSearch.Matching;
using ArticleSearch.Matching.Automata;

namespace ArticleSearch.Expanding;

/// <summary>Where in a word a way to write a sound may stand.</summary>
internal enum SoundPlace
{
    Anywhere,

    AtStart,

    /// <summary>Before e, i or y, where c and g are soft.</summary>
    BeforeSoft,

    /// <summary>Before a vowel.</summary>
    BeforeVowel,

    /// <summary>Before a consonant other than n and m, or at the end: where a vowel and an n are one sound.</summary>
    BeforeConsonant,

    /// <summary>Between vowels.</summary>
    BetweenVowels,

    /// <summary>Before <c>ion</c>, <c>ieu</c>, <c>iel</c>.</summary>
    BeforeSoftI,

    /// <summary>At the end, nothing but silent letters behind it.</summary>
    AtEnd,
}

/// <summary>A way to write sounds.</summary>
/// <param name="Letters">Letters without accents.</param>
/// <param name="Sounds">The sounds, a letter each; none for silent letters. Small letters are what they are, capitals are sounds with several ways.</param>
/// <param name="Place">Where it holds.</param>
/// <param name="IsOneOfSeveral">Whether shorter ways and others of the same length hold as well.</param>
internal readonly record struct SoundSpelling(string Letters, string Sounds, SoundPlace Place = SoundPlace.Anywhere, bool IsOneOfSeveral = false)
{
    /// <summary>Whether nothing is heard of it, nor of what is behind it.</summary>
    public bool IsSilentEnd => Sounds.Length == 0 && Place == SoundPlace.AtEnd;
}

/// <summary>
/// A table of the ways to write sounds, and what follows from it: how a word may be read, and how a reading may be written. Words
/// are alike if they have a reading in common, a doubled consonant being one. It knows letters without accents, and no words.
/// </summary>
internal sealed class SoundTable
{
    // A word of more readings than that is none that people write.
    private const int MostReadings = 16;
    private const int LongestWord = 40;

    private readonly ImmutableArray<SoundSpelling> _spellings;

    private readonly SoundSpelling[] _longestFirst;
    private readonly int _leastSounds;

    /// <param name="leastSounds">Readings of fewer sounds are none.</param>
    /// <param name="spellings">The ways, the longest first where one begins like another.</param>
    public SoundTable(int leastSounds, ImmutableArray<SoundSpelling> spellings)
    {
        _leastSounds = leastSounds;
        _spellings = spellings;
        _longestFirst = spellings.AsSpan().ToArray();
        StableSort.Sort(_longestFirst.AsSpan(), static (a, b) => b.Letters.Length - a.Letters.Length);
    }

    /// <summary>Every way to read a word; none of one that is too short or is not all letters.</summary>
    public HashSet<string> Read(string folded)
    {
        var readings = new HashSet<string>(StringComparer.Ordinal);
        if (folded.Length is >= 3 and <= LongestWord)
        {
            Span<char> sounds = stackalloc char[2 * LongestWord];
            Read(folded, 0, sounds, 0, readings);
        }

        return readings;
    }

    /// <summary>Adds everything that may be read so to a graph, and some of what may not: what it leads to must be read again.</summary>
    public void AddSpellings(string reading, SpellingGraph graph)
    {
        int[] places = new int[reading.Length + 1];
        for (int i = 1; i < places.Length; i++)
        {
            places[i] = graph.Add();
        }

        graph.End(places[^1]);
        for (int i = 0; i < places.Length; i++)
        {
            foreach (var spelling in _spellings)
            {
                int to = Behind(reading, i, spelling.Sounds);
                if (to >= 0 && (!spelling.IsSilentEnd || i == reading.Length))
                {
                    graph.Connect(places[i], spelling.Letters, places[to]);
                }
            }

            if (i < reading.Length && char.IsAsciiLetterLower(reading[i]))
            {
                graph.Connect(places[i], reading[i], places[i + 1]);
            }

            if (i > 0 && char.IsAsciiLetterLower(reading[i - 1]) && IsOneIfDoubled(reading[i - 1]))
            {
                graph.Connect(places[i], reading[i - 1], places[i]);
            }
        }
    }

    /// <summary>How many sounds of a reading are read once some more are, of which the first may double the last one; -1 if others follow.</summary>
    private static int Behind(string reading, int read, string more)
    {
        foreach (char sound in more)
        {
            if (read > 0 && reading[read - 1] == sound && IsOneIfDoubled(sound))
            {
                continue;
            }

            if (read == reading.Length || reading[read] != sound)
            {
                return -1;
            }

            read++;
        }

        return read;
    }

    private void Read(string word, int at, Span<char> sounds, int count, HashSet<string> readings)
    {
        if (readings.Count == MostReadings)
        {
            return;
        }

        if (at == word.Length)
        {
            if (count >= _leastSounds)
            {
                readings.Add(new string(sounds[..count]));
            }

            return;
        }

        int longest = 0;
        foreach (ref readonly var spelling in _longestFirst.AsSpan())
        {
            if (spelling.Letters[0] != word[at] || spelling.Letters.Length < longest || !word.AsSpan(at).StartsWith(spelling.Letters)
                || !Holds(spelling.Place, word, at, at + spelling.Letters.Length))
            {
                continue;
            }

            longest = spelling.IsOneOfSeveral ? longest : spelling.Letters.Length;
            if (spelling.IsSilentEnd)
            {
                Read(word, word.Length, sounds, count, readings);
                continue;
            }

            Read(word, at + spelling.Letters.Length, sounds, Append(spelling.Sounds, sounds, count), readings);
        }

        if (longest == 0 && char.IsAsciiLetterLower(word[at]))
        {
            Read(word, at + 1, sounds, Append(word.AsSpan(at, 1), sounds, count), readings);
        }
    }

    private static int Append(ReadOnlySpan<char> more, Span<char> sounds, int count)
    {
        foreach (char sound in more)
        {
            if ((count == 0 || sounds[count - 1] != sound || !IsOneIfDoubled(sound)) && count < sounds.Length)
            {
                sounds[count++] = sound;
            }
        }

        return count;
    }

    private bool Holds(SoundPlace place, string word, int start, int end)
    {
        char next = end < word.Length ? word[end] : '\0';
        return place switch
        {
            SoundPlace.AtStart => start == 0,
            SoundPlace.BeforeSoft => next is 'e' or 'i' or 'y',
            SoundPlace.BeforeVowel => IsVowel(next),
            SoundPlace.BeforeConsonant => !IsVowel(next) && next is not ('n' or 'm' or 'h'),
            SoundPlace.BetweenVowels => start > 0 && IsVowel(word[start - 1]) && IsVowel(next),
            SoundPlace.BeforeSoftI => start > 0 && word[start - 1] != 's'
                && (word.AsSpan(end).StartsWith("ion") || word.AsSpan(end).StartsWith("ieu") || word.AsSpan(end).StartsWith("iel")),
            SoundPlace.AtEnd => end == word.Length || IsSilentFrom(word, end),
            _ => true,
        };
    }

    private bool IsSilentFrom(string word, int at)
    {
        foreach (var spelling in _spellings)
        {
            if (spelling.IsSilentEnd && word.AsSpan(at).StartsWith(spelling.Letters)
                && (at + spelling.Letters.Length == word.Length || IsSilentFrom(word, at + spelling.Letters.Length)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Two vowels are two syllables, but for i, which has too many ways to be written.</summary>
    private static bool IsOneIfDoubled(char sound) => sound is not ('a' or 'e' or 'o' or 'u' or 'A' or 'E' or 'O' or 'U' or 'W');

    private static bool IsVowel(char letter) => letter is 'a' or 'e' or 'i' or 'o' or 'u' or 'y';
}
