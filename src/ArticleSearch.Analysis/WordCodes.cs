using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using ArticleSearch.Analysis.Unicode;

namespace ArticleSearch.Analysis;

/// <summary>
/// The characters of French as one byte each, and what each of them does to a word: enough to break most texts into words
/// without the automaton of <see cref="WordBreaker"/>, from whose tables it is derived. It never decides where it is not sure.
/// </summary>
/// <remarks>
/// The code of a character is that of Windows-1252, of which only what French writes above Latin-1 is used: Œ (8C), ’ (92) and œ
/// (9C). All other characters, NUL and the control characters 80 to 9F among them, have code 0. Different characters of a code other
/// than 0 have different codes.
/// </remarks>
internal static class WordCodes
{
    /// <summary>How many characters are classified in one go: the bits of a mask.</summary>
    public const int BlockLength = 64;

    private const byte CapitalLigature = 0x8C;
    private const byte Apostrophe = 0x92;
    private const byte SmallLigature = 0x9C;

    private static readonly CodeClass[] Classes = DeriveClasses();
    private static readonly CodeSet Letters = new(code => Classes[code] == CodeClass.Letter);
    private static readonly CodeSet Joiners = new(code => Classes[code] == CodeClass.Joiner);
    private static readonly CodeSet Others = new(code => Classes[code] == CodeClass.Other);

    /// <summary>What a character does to a word of letters before it.</summary>
    internal enum CodeClass : byte
    {
        /// <summary>The rules have more to say of it than the other classes can.</summary>
        Other,

        /// <summary>It is part of the word.</summary>
        Letter,

        /// <summary>It is part of the word if a letter follows; followed by a character that ends a word, it ends it as well. Alone it is none.</summary>
        Joiner,

        /// <summary>It ends the word, and is none.</summary>
        End,
    }

    /// <summary>The code of a character; 0 for most.</summary>
    public static byte CodeOf(char c) => c switch
    {
        < '\u0080' or (> '\u009F' and <= '\u00FF') => (byte)c,
        'Œ' => CapitalLigature,
        '’' => Apostrophe,
        'œ' => SmallLigature,
        _ => 0,
    };

    /// <summary>The class of a code.</summary>
    public static CodeClass ClassOf(byte code) => Classes[code];

    /// <summary>Finds the codes and the classes of up to 64 characters.</summary>
    /// <param name="text">The characters.</param>
    /// <param name="codes">Their codes; room for 64.</param>
    /// <returns>A bit for each character in the mask of its class; none in <see cref="CodeClass.End"/>.</returns>
    public static Masks Classify(ReadOnlySpan<char> text, Span<byte> codes)
    {
        Debug.Assert(text.Length <= BlockLength && codes.Length >= BlockLength, "a mask has 64 bits");
        if (!Vector128.IsHardwareAccelerated)
        {
            return ClassifySlowly(text, codes);
        }

        if (text.Length == BlockLength)
        {
            return ClassifyBlock(ref MemoryMarshal.GetReference(text), ref MemoryMarshal.GetReference(codes));
        }

        Span<char> padded = stackalloc char[BlockLength];
        text.CopyTo(padded);
        padded[text.Length..].Clear();
        var masks = ClassifyBlock(ref MemoryMarshal.GetReference(padded), ref MemoryMarshal.GetReference(codes));
        ulong known = (1UL << text.Length) - 1;
        return new Masks(masks.Letters & known, masks.Joiners & known, masks.Others & known);
    }

    /// <summary>The definition of <see cref="Classify"/>.</summary>
    public static Masks ClassifySlowly(ReadOnlySpan<char> text, Span<byte> codes)
    {
        ulong letters = 0, joiners = 0, others = 0;
        for (int i = 0; i < text.Length; i++)
        {
            byte code = CodeOf(text[i]);
            codes[i] = code;
            var is_ = Classes[code];
            letters |= (is_ == CodeClass.Letter ? 1UL : 0) << i;
            joiners |= (is_ == CodeClass.Joiner ? 1UL : 0) << i;
            others |= (is_ == CodeClass.Other ? 1UL : 0) << i;
        }

        return new Masks(letters, joiners, others);
    }

    private static Masks ClassifyBlock(ref char text, ref byte codes)
    {
        ref ushort units = ref Unsafe.As<char, ushort>(ref text);
        ulong letters = 0, joiners = 0, others = 0;
        for (int i = 0; i < BlockLength; i += Vector128<byte>.Count)
        {
            var code = Encode(ref Unsafe.Add(ref units, i));
            code.StoreUnsafe(ref codes, (nuint)i);
            var halves = CodeHalves.Of(code);
            letters |= (ulong)Letters.Of(halves) << i;
            joiners |= (ulong)Joiners.Of(halves) << i;
            others |= (ulong)Others.Of(halves) << i;
        }

        return new Masks(letters, joiners, others);
    }

    /// <summary>The codes of sixteen characters.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> Encode(ref ushort units) =>
        Vector128.Narrow(Narrowable(Vector128.LoadUnsafe(ref units)), Narrowable(Vector128.LoadUnsafe(ref units, 8)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ushort> Narrowable(Vector128<ushort> units)
    {
        var codes = Vector128.AndNot(units, Vector128.Equals(units & Vector128.Create((ushort)0xFFE0), Vector128.Create((ushort)0x80)));
        var wide = Vector128.GreaterThan(codes, Vector128.Create((ushort)0xFF));
        if (wide != Vector128<ushort>.Zero)
        {
            codes = Vector128.AndNot(codes, wide)
                | (Vector128.Equals(units, Vector128.Create((ushort)'’')) & Vector128.Create((ushort)Apostrophe))
                | (Vector128.Equals(units, Vector128.Create((ushort)'œ')) & Vector128.Create((ushort)SmallLigature))
                | (Vector128.Equals(units, Vector128.Create((ushort)'Œ')) & Vector128.Create((ushort)CapitalLigature));
        }

        return codes;
    }

    private static CodeClass[] DeriveClasses()
    {
        var classes = new CodeClass[256];
        for (int c = 1; c <= '’'; c++)
        {
            if (CodeOf((char)c) is not 0 and var code)
            {
                classes[code] = Derive(WordBreaker.ClassOf(c));
            }
        }

        return classes;
    }

    private static CodeClass Derive(int wordBreakClass)
    {
        int afterJoiner = Next(WordBreakTables.AfterLetters, WordBreaker.ClassOf('\''));
        int after = Next(WordBreakTables.AfterLetters, wordBreakClass);
        if (wordBreakClass == WordBreakTables.LetterClass)
        {
            return after == WordBreakTables.AfterLetters && Next(afterJoiner, wordBreakClass) == WordBreakTables.AfterLetters
                ? CodeClass.Letter
                : CodeClass.Other;
        }

        // Neither of the other two begins a word, or goes on behind a joiner.
        return Next(WordBreakTables.Start, wordBreakClass) != WordBreakTables.Dead || Next(afterJoiner, wordBreakClass) != WordBreakTables.Dead ? CodeClass.Other
            : after == WordBreakTables.Dead ? CodeClass.End
            : after == afterJoiner && WordBreakTables.Kinds[afterJoiner] == 0 ? CodeClass.Joiner
            : CodeClass.Other;
    }

    private static int Next(int state, int wordBreakClass) => WordBreakTables.Transitions[(state << WordBreakTables.RowShift) | wordBreakClass];

    /// <summary>The characters of a block that are in a class, the first in the lowest bit.</summary>
    internal readonly record struct Masks(ulong Letters, ulong Joiners, ulong Others);
}
