using ArticleSearch.Expanding;
using ArticleSearch.Suggesting;

namespace ArticleSearch.Tests.Suggesting;

/// <summary>The automaton of errors against its definition, read from the table by recursion.</summary>
public sealed class ErrorStatesTests
{
    private const int Budget = 25;
    private const int TooMuch = 1000;

    private static readonly string[] Pieces =
        ["a", "e", "é", "è", "i", "o", "u", "y", "c", "ç", "s", "ss", "ph", "f", "qu", "k", "eau", "au", "ai", "an", "en", "h", "t", "l", "ll", "m", "n", "r", "œ", "-", "'", "x", "tion", "g", "ž"];

    [Theory]
    [InlineData(81)]
    [InlineData(82)]
    public void It_knows_the_least_cost_of_what_was_meant(int seed)
    {
        var random = new Random(seed);
        int near = 0;
        for (int round = 0; round < 3000; round++)
        {
            string typed = Word(random, 1 + random.Next(5));
            string meant = random.Next(3) == 0 ? Word(random, 1 + random.Next(5)) : Changed(typed, random);
            var states = new ErrorStates(typed, ForgivenErrors.All, Budget);
            int expected = Least(typed, meant);

            int? cost = Run(states, meant);

            near += expected <= Budget ? 1 : 0;
            Assert.True(
                (cost ?? TooMuch) == (expected <= Budget ? expected : TooMuch),
                $"seed {seed}: {typed} for {meant} costs {cost ?? TooMuch}, not {expected}");
        }

        Assert.True(near > 500, $"{near} pairs were near");
    }

    [Fact]
    public void The_smallest_letter_that_goes_on_is_found()
    {
        var random = new Random(83);
        for (int round = 0; round < 300; round++)
        {
            var states = new ErrorStates(Word(random, 1 + random.Next(4)), ForgivenErrors.All, 4 + random.Next(14));
            int state = states.Start;
            foreach (char letter in Word(random, 2))
            {
                for (int from = 'a'; from < 'z'; from++)
                {
                    bool goesOn = states.TryStepAtLeast(state, from, out int first, out _);
                    int? slow = Enumerable.Range(from, 0x25C - from).Concat(Enumerable.Range(0x1E00, 0x100)).Where(next => states.TryStep(state, next, out _)).Select(next => (int?)next).FirstOrDefault();
                    Assert.Equal(slow, goesOn ? first : null);
                }

                if (!states.TryStep(state, letter, out state))
                {
                    break;
                }
            }
        }
    }

    private static int? Run(ErrorStates states, string meant)
    {
        int state = states.Start;
        foreach (char letter in meant)
        {
            if (!states.TryStep(state, letter, out state))
            {
                return null;
            }
        }

        return states.Accepts(state) ? states.Cost(state) : null;
    }

    /// <summary>The definition: what the cheapest chain of errors costs.</summary>
    private static int Least(string typed, string meant)
    {
        var known = new Dictionary<(int, int), int>();
        return From(0, 0);

        int Plain(string word, int place) => place >= 0 && place < word.Length ? TypingErrors.Plain(word[place]) : 0;

        int From(int place, int read)
        {
            if (known.TryGetValue((place, read), out int cost))
            {
                return cost;
            }

            int least = place == typed.Length && read == meant.Length ? 0 : TooMuch;
            int more = place == 0 ? TypingErrors.AtStart : 0;
            (int before, int here, int after) = (Plain(typed, place - 1), Plain(typed, place), Plain(typed, place + 1));
            if (read < meant.Length)
            {
                int letter = Plain(meant, read);
                int leftOut = TypingErrors.LeftOut + more;
                leftOut = letter is '-' or '\'' ? TypingErrors.Sign
                    : letter == 'h' || (letter is >= 'a' and <= 'z' && (letter == before || letter == here)) ? TypingErrors.Doubling
                    : place == typed.Length && "estdxzp".Contains((char)letter, StringComparison.Ordinal) ? TypingErrors.SilentEnd
                    : leftOut;
                least = Math.Min(least, leftOut + From(place, read + 1));
                if (place < typed.Length)
                {
                    int change = typed[place] == meant[read] ? 0
                        : letter == here ? (typed[place] == here ? TypingErrors.AccentLeftOut : TypingErrors.AccentWrong)
                        : Math.Min(TypingErrors.Substitution(here, letter), TypingErrors.Wrong) + more;
                    least = Math.Min(least, change + From(place + 1, read + 1));
                }

                if (place + 1 < typed.Length && read + 1 < meant.Length && here != after && letter == after && Plain(meant, read + 1) == here)
                {
                    least = Math.Min(least, TypingErrors.Transposition + more + From(place + 2, read + 2));
                }
            }

            if (place < typed.Length)
            {
                int tooMuch = here == before || here == after ? TypingErrors.Doubling
                    : TypingErrors.IsSign(here) ? TypingErrors.Sign
                    : here == 'h' ? TypingErrors.SilentH
                    : place == typed.Length - 1 && TypingErrors.IsSilentAtEnd(here) ? TypingErrors.SilentEnd
                    : (FrenchKeyboard.AreBeside(here, before) || FrenchKeyboard.AreBeside(here, after) ? TypingErrors.TwoKeys : TypingErrors.TooMuch) + more;
                least = Math.Min(least, tooMuch + From(place + 1, read));
            }

            foreach (var sound in TypingErrors.Sounds)
            {
                if (IsAt(typed, place, sound.Typed) && IsAt(meant, read, sound.Meant) && (!sound.AtEnd || place + sound.Typed.Length == typed.Length)
                    && sound.Typed.Length + sound.Meant.Length > 0)
                {
                    least = Math.Min(least, sound.Cost + From(place + sound.Typed.Length, read + sound.Meant.Length));
                }
            }

            known[(place, read)] = least;
            return least;
        }
    }

    private static bool IsAt(string word, int place, string letters) =>
        place + letters.Length <= word.Length
        && letters.Select((letter, i) => TypingErrors.Plain(letter) == letter ? TypingErrors.Plain(word[place + i]) == letter : word[place + i] == letter).All(same => same);

    private static string Word(Random random, int pieces) => string.Concat(Enumerable.Range(0, pieces).Select(_ => Pieces[random.Next(Pieces.Length)]));

    private static string Changed(string word, Random random)
    {
        string changed = Slips.Random(word, random);
        return changed.Length == 0 ? word : random.Next(2) == 0 ? changed : Slips.Random(changed, random) is { Length: > 0 } twice ? twice : changed;
    }
}
