using System.Diagnostics;

namespace ArticleSearch.Analysis;

/// <summary>
/// Remembers what a chain made of the words it met: the term, or that the word was left out. Words repeat, so most of a text
/// costs one look-up here instead of a walk through the chain. It must never change a result, and its memory is bounded: what
/// comes when it is full is not remembered. For one thread.
/// </summary>
/// <remarks>
/// An open-addressing table from a word to the number of its term; words and terms lie one behind the other in one array of
/// characters. Terms are numbered from 0 in the order in which they come up, each once, so that a number can stand
/// for its term as long as the memo lives. A word that finds no place within <see cref="LongestProbe"/> slots is not remembered,
/// which bounds the look-up even over words made to collide.
/// </remarks>
internal sealed class WordMemo
{
    /// <summary>What <see cref="Find"/> says of a word it does not know.</summary>
    public const int Unknown = -1;

    /// <summary>The number of words that are left out.</summary>
    public const int LeftOut = -2;

    /// <summary>The memory that a full memo takes at most, in bytes.</summary>
    public const long MostBytes = (2 * 32L * (MostSlots + LongestProbe)) + (8L * MostSlots / 2) + (sizeof(char) * MostCharacters);

    private const int FewestSlots = 1 << 10;
    private const int MostSlots = 1 << 18;
    private const int MostCharacters = 1 << 22;
    private const int LongestProbe = 16;
    private const int LongestWord = 64;

    private Slot[] _words = new Slot[FewestSlots + LongestProbe];
    private Slot[] _numbers = new Slot[FewestSlots + LongestProbe];
    private (int Start, int Length)[] _terms = new (int, int)[FewestSlots / 2];
    private char[] _characters = new char[FewestSlots * 4];
    private int _mask = FewestSlots - 1;
    private int _characterCount;
    private int _wordCount;
    private int _termCount;

    /// <summary>How many words are remembered.</summary>
    public int Count => _wordCount;

    /// <summary>How many terms have a number.</summary>
    public int TermCount => _termCount;

    /// <summary>The memory that the memo takes at the moment, in bytes.</summary>
    public long Bytes => (32L * (_words.Length + _numbers.Length)) + (8L * _terms.Length) + ((long)sizeof(char) * _characters.Length);

    /// <summary>The term of a number.</summary>
    public ReadOnlySpan<char> Term(int number)
    {
        var (start, length) = _terms[number];
        return _characters.AsSpan(start, length);
    }

    /// <summary>The number of a word's term, <see cref="LeftOut"/>, or <see cref="Unknown"/>.</summary>
    public int Find(in WordKey key, ReadOnlySpan<char> word)
    {
        int place = PlaceOf(_words, key, word);
        return place < 0 || !_words[place].IsTaken ? Unknown : _words[place].Number;
    }

    /// <summary>Remembers that an unknown word is left out, if there is room.</summary>
    public void AddLeftOut(in WordKey key, ReadOnlySpan<char> word)
    {
        if (HasRoom(word))
        {
            Put(key, word, LeftOut);
        }
    }

    /// <summary>Remembers the term of an unknown word; the term's number, or <see cref="Unknown"/> if there is no room.</summary>
    public int Add(in WordKey key, ReadOnlySpan<char> word, ReadOnlySpan<char> term)
    {
        if (!HasRoom(word) || term.Length is 0 or > LongestWord)
        {
            return Unknown;
        }

        var termKey = WordKey.Of(term);
        int place = PlaceOf(_numbers, termKey, term);
        if (place < 0)
        {
            return Unknown;
        }

        if (!_numbers[place].IsTaken)
        {
            _numbers[place] = new Slot(termKey, Append(term), _termCount);
            _terms[_termCount++] = (_numbers[place].Start, term.Length);
        }

        Put(key, word, _numbers[place].Number);
        return _numbers[place].Number;
    }

    /// <summary>Where a word is, or would be put; -1 if there is no place for it.</summary>
    private int PlaceOf(Slot[] slots, in WordKey key, ReadOnlySpan<char> word)
    {
        int home = (int)key.Hash & _mask;
        for (int place = home; place < home + LongestProbe; place++)
        {
            ref readonly Slot slot = ref slots[place];
            if (!slot.IsTaken || (slot.Key.First == key.First && slot.Key.Second == key.Second && slot.Key.Length == key.Length &&
                (key.Length <= WordKey.HeadLength || word.SequenceEqual(_characters.AsSpan(slot.Start, key.Length)))))
            {
                return place;
            }
        }

        return -1;
    }

    private void Put(in WordKey key, ReadOnlySpan<char> word, int number)
    {
        int place = PlaceOf(_words, key, word);
        if (place >= 0)
        {
            Debug.Assert(!_words[place].IsTaken, "Only a word that is unknown may be added.");
            _words[place] = new Slot(key, Append(word), number);
            _wordCount++;
        }
    }

    private int Append(ReadOnlySpan<char> characters)
    {
        int start = _characterCount;
        if (start + characters.Length > _characters.Length)
        {
            Array.Resize(ref _characters, _characters.Length * 2);
        }

        characters.CopyTo(_characters.AsSpan(start));
        _characterCount += characters.Length;
        return start;
    }

    /// <summary>Whether one more word and its term may be added; the tables grow before they are half full.</summary>
    private bool HasRoom(ReadOnlySpan<char> word)
    {
        if (word.Length is 0 or > LongestWord || _characterCount > MostCharacters - (2 * LongestWord))
        {
            return false;
        }

        if (_wordCount <= _mask / 2 && _termCount <= _mask / 2)
        {
            return true;
        }

        if (_mask + 1 == MostSlots)
        {
            return false;
        }

        _mask = (_mask << 1) | 1;
        _words = Grown(_words);
        _numbers = Grown(_numbers);
        Array.Resize(ref _terms, _terms.Length * 2);
        return true;
    }

    private Slot[] Grown(Slot[] slots)
    {
        var grown = new Slot[_mask + 1 + LongestProbe];
        foreach (ref readonly Slot slot in slots.AsSpan())
        {
            if (!slot.IsTaken)
            {
                continue;
            }

            // Taken from left to right, no entry comes to stand further from its home than it stood, so a place is found.
            int place = (int)slot.Key.Hash & _mask;
            while (grown[place].IsTaken)
            {
                place++;
            }

            grown[place] = slot;
        }

        return grown;
    }

    private readonly struct Slot(in WordKey key, int start, int number)
    {
        public readonly WordKey Key = key;
        public readonly int Start = start;
        public readonly int Number = number;

        public bool IsTaken => Key.Length != 0;
    }
}
