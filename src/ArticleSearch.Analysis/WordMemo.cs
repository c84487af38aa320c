using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace ArticleSearch.Analysis;

/// <summary>
/// Remembers what a chain made of the words it met: the term, or that the word was left out. Words repeat, so most of a text
/// costs one look-up here instead of a walk through the chain. It must never change a result, and its memory is bounded: what
/// comes when it is full is not remembered. For one thread.
/// </summary>
/// <remarks>
/// Words that have a <see cref="WordKey"/>, which are nearly all of French, stand in an open-addressing table with the number of
/// their term; the others in a dictionary. Terms are numbered from 0 in the order in which they come up, each once, so that a number
/// can stand for its term as long as the memo lives. A word that finds no place within <see cref="LongestProbe"/> slots is not
/// remembered, which bounds the look-up even over words made to collide.
/// </remarks>
internal sealed class WordMemo
{
    /// <summary>What a look-up says of a word it does not know.</summary>
    public const int Unknown = -1;

    /// <summary>The number of words that are left out.</summary>
    public const int LeftOut = -2;

    /// <summary>The memory that a full memo takes at most, in bytes.</summary>
    public const long MostBytes =
        (24L * ((2 * MostWords) + LongestProbe)) + (8L * ((2 * MostWords) + LongestProbe)) + (4L * MostWords) + (sizeof(char) * 2L * MostLetters) + (BytesOfOther * MostOthers);

    private const int MostWords = 1 << 18;
    private const int MostOthers = 1 << 15;
    private const int MostLetters = 1 << 22;
    private const int FewestSlots = 1 << 10;
    private const int LongestProbe = 64;
    private const int LongestWord = 64;
    private const long BytesOfOther = 256; // the entry of a dictionary, and a string of 64 characters

    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _others =
        new Dictionary<string, int>(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    private Slot[] _words = new Slot[FewestSlots + LongestProbe];
    private int _mask = FewestSlots - 1;
    private int _wordCount;
    private NumberSlot[] _numbers = new NumberSlot[FewestSlots + LongestProbe];
    private int[] _termEnds = new int[FewestSlots / 2];
    private char[] _letters = new char[FewestSlots * 4];
    private int _termCount;
    private int _touched;

    /// <summary>How many words are remembered.</summary>
    public int Count => _wordCount + _others.Dictionary.Count;

    /// <summary>How many terms have a number.</summary>
    public int TermCount => _termCount;

    private int LetterCount => _termCount == 0 ? 0 : _termEnds[_termCount - 1];

    /// <summary>The memory that the memo takes at the moment, in bytes.</summary>
    public long Bytes =>
        (24L * _words.Length) + (8L * _numbers.Length) + (4L * _termEnds.Length) + ((long)sizeof(char) * _letters.Length) + (BytesOfOther * _others.Dictionary.Count);

    /// <summary>The term of a number.</summary>
    public ReadOnlySpan<char> Term(int number)
    {
        int start = number == 0 ? 0 : _termEnds[number - 1];
        return _letters.AsSpan(start, _termEnds[number] - start);
    }

    /// <summary>
    /// Looks words up: sets the number of each to that of its term, <see cref="LeftOut"/>, or <see cref="Unknown"/>.
    /// </summary>
    /// <remarks>The look-ups wait for memory; they are started in a row, so that they wait together.</remarks>
    public void Find(ReadOnlySpan<char> text, Span<ScannedWord> words)
    {
        var slots = _words;
        int mask = _mask;
        int touched = 0;
        foreach (ref var word in words)
        {
            int home = (int)word.Key.Hash & mask;
            word.Number = home;
            touched += slots[home].Number;
        }

        _touched = touched; // so that it is not left out
        foreach (ref var word in words)
        {
            ref readonly var slot = ref slots[word.Number];
            word.Number = slot.Key == word.Key && !word.Key.IsNone ? slot.Number : FindFurther(word, text[word.Start..word.End]);
        }
    }

    /// <summary>The number of a word's term, <see cref="LeftOut"/>, or <see cref="Unknown"/>.</summary>
    public int Find(in WordKey key, ReadOnlySpan<char> word)
    {
        if (key.IsNone)
        {
            return _others.TryGetValue(word, out int number) ? number : Unknown;
        }

        int place = PlaceOf(key);
        return place < 0 || _words[place].Key.IsNone ? Unknown : _words[place].Number;
    }

    /// <summary>Remembers that an unknown word is left out, if there is room.</summary>
    public void AddLeftOut(in WordKey key, ReadOnlySpan<char> word)
    {
        if (HasRoom(key, word))
        {
            Put(key, word, LeftOut);
        }
    }

    /// <summary>Remembers the term of an unknown word; the term's number, or <see cref="Unknown"/> if there is no room.</summary>
    public int Add(in WordKey key, ReadOnlySpan<char> word, ReadOnlySpan<char> term)
    {
        if (!HasRoom(key, word) || term.Length is 0 or > LongestWord)
        {
            return Unknown;
        }

        int number = NumberOf(term);
        if (number >= 0)
        {
            Put(key, word, number);
        }

        return number;
    }

    /// <summary>The number of a term, whatever word it comes from; <see cref="Unknown"/> if it has none and there is no room.</summary>
    public int NumberFor(ReadOnlySpan<char> term) =>
        term.Length is > 0 and <= LongestWord && LetterCount <= MostLetters - LongestWord && (_termCount < _termEnds.Length || GrowNumbers())
            ? NumberOf(term)
            : Unknown;

    /// <summary>
    /// Remembers what is to be found for an unknown word: the number of a term, or a negative one that means something to the caller
    /// alone, other than <see cref="LeftOut"/> and <see cref="Unknown"/>. False if there is no room.
    /// </summary>
    public bool Remember(in WordKey key, ReadOnlySpan<char> word, int number) => HasRoom(key, word) && Put(key, word, number);

    // Four letters at a time, each four mixed with the hash so far.
    private static uint HashOf(ReadOnlySpan<char> term)
    {
        uint hash = 0;
        ulong letters = 0;
        for (int i = 0; i < term.Length; i++)
        {
            letters = letters << 16 | term[i];
            if ((i & 3) == 3 || i == term.Length - 1)
            {
                hash = new WordKey(letters, hash).Hash;
                letters = 0;
            }
        }

        return hash;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int FindFurther(in ScannedWord word, ReadOnlySpan<char> letters) => Find(word.Key, letters);

    /// <summary>Where a word is, or would be put; -1 if there is no place for it.</summary>
    private int PlaceOf(in WordKey key)
    {
        int home = (int)key.Hash & _mask;
        for (int place = home; place < home + LongestProbe; place++)
        {
            if (_words[place].Key.IsNone || _words[place].Key == key)
            {
                return place;
            }
        }

        return -1;
    }

    private bool Put(in WordKey key, ReadOnlySpan<char> word, int number)
    {
        if (key.IsNone)
        {
            _others[word] = number;
            return true;
        }

        int place = PlaceOf(key);
        if (place >= 0)
        {
            Debug.Assert(_words[place].Key.IsNone, "Only a word that is unknown may be added.");
            _words[place] = new Slot { Key = key, Number = number };
            _wordCount++;
        }

        return place >= 0;
    }

    /// <summary>The number of a term, which is given one if it has none and there is a place for it; or <see cref="Unknown"/>.</summary>
    private int NumberOf(ReadOnlySpan<char> term)
    {
        uint hash = HashOf(term);
        int home = (int)hash & (_numbers.Length - LongestProbe - 1);
        for (int place = home; place < home + LongestProbe; place++)
        {
            ref var slot = ref _numbers[place];
            if (slot.Next == 0)
            {
                slot = new NumberSlot { Hash = hash, Next = _termCount + 1 };
                return Append(term);
            }

            if (slot.Hash == hash && Term(slot.Next - 1).SequenceEqual(term))
            {
                return slot.Next - 1;
            }
        }

        return Unknown;
    }

    private int Append(ReadOnlySpan<char> term)
    {
        int start = LetterCount;
        if (start + term.Length > _letters.Length)
        {
            Array.Resize(ref _letters, _letters.Length * 2);
        }

        term.CopyTo(_letters.AsSpan(start));
        _termEnds[_termCount] = start + term.Length;
        return _termCount++;
    }

    /// <summary>Whether one more word and its term may be added; the tables grow before they are half full.</summary>
    private bool HasRoom(in WordKey key, ReadOnlySpan<char> word)
    {
        if (word.Length is 0 or > LongestWord || LetterCount > MostLetters - LongestWord)
        {
            return false;
        }

        if (_termCount == _termEnds.Length && !GrowNumbers())
        {
            return false;
        }

        return key.IsNone ? _others.Dictionary.Count < MostOthers : _wordCount <= _mask / 2 || GrowWords();
    }

    private bool GrowWords()
    {
        if (_mask + 1 >= 2 * MostWords)
        {
            return false;
        }

        _mask = (_mask << 1) | 1;
        var old = _words;
        _words = new Slot[_mask + 1 + LongestProbe];
        _words.AsSpan().Clear(); // written before it is read: a page read first is mapped twice, the second time at the cost of all cores
        foreach (ref readonly var slot in old.AsSpan())
        {
            if (!slot.Key.IsNone)
            {
                // Taken from left to right, no entry comes to stand further from its home than it stood, so a place is found.
                _words[PlaceOf(slot.Key)] = slot;
            }
        }

        return true;
    }

    private bool GrowNumbers()
    {
        if (_termEnds.Length >= MostWords)
        {
            return false;
        }

        Array.Resize(ref _termEnds, _termEnds.Length * 2);
        var old = _numbers;
        _numbers = new NumberSlot[(_termEnds.Length * 2) + LongestProbe];
        _numbers.AsSpan().Clear(); // written before it is read: a page read first is mapped twice, the second time at the cost of all cores
        foreach (var slot in old)
        {
            if (slot.Next != 0)
            {
                int place = (int)slot.Hash & (_numbers.Length - LongestProbe - 1);
                while (_numbers[place].Next != 0)
                {
                    place++;
                }

                _numbers[place] = slot;
            }
        }

        return true;
    }

    private struct Slot
    {
        public WordKey Key;
        public int Number;
    }

    // One more than the number of the term, so that a fresh array is an empty table.
    private struct NumberSlot
    {
        public uint Hash;
        public int Next;
    }
}
