using System.Buffers.Binary;
using ArticleSearch.Analysis.Lexicon;
using ArticleSearch.Analysis.Thesaurus;

namespace ArticleSearch.Analysis.Tests.Thesaurus;

/// <summary>A thesaurus with wrong bytes is not opened; one that was made wrong answers wrongly or says so, and does nothing else.</summary>
public sealed class ThesaurusDamageTests
{
    private const int HeaderLength = 28;

    [Fact]
    public void Every_changed_byte_is_found_when_it_is_opened()
    {
        const int seed = 6;
        var random = new Random(seed);
        byte[] bytes = Bytes();
        for (int round = 0; round < 1500; round++)
        {
            // The header and the first blocks one by one, then anywhere.
            int place = round < 500 ? round : random.Next(bytes.Length);
            byte kept = bytes[place];
            bytes[place] ^= (byte)random.Next(1, 256);
            AssertNotOpened(bytes, $"seed {seed}, byte {place}");
            bytes[place] = kept;
        }
    }

    [Fact]
    public void A_thesaurus_that_is_cut_or_longer_is_not_opened()
    {
        byte[] bytes = Bytes();
        foreach (int length in new[] { 0, 3, 4, HeaderLength - 1, HeaderLength, 36, 100, bytes.Length / 2, bytes.Length - 1 })
        {
            AssertNotOpened(Pinned(bytes.AsSpan(0, length)), $"{length} bytes");
        }

        AssertNotOpened(Pinned([.. bytes, 1]), "a byte too many");
    }

    [Fact]
    public void Damage_that_the_checksum_covers_ends_in_an_answer_or_a_clear_error()
    {
        const int seed = 7;
        var random = new Random(seed);
        byte[] bytes = Bytes();
        int errors = 0;
        for (int round = 0; round < 120; round++)
        {
            // The counts and the blocks first, a byte at a time; then many bytes of the lists.
            byte[] damaged = Pinned(bytes);
            int changes = round < 90 ? 1 : 2000;
            for (int i = 0; i < changes; i++)
            {
                int place = round < 16 ? 12 + (round / 2) : round < 60 ? random.Next(HeaderLength, 22_000) : random.Next(HeaderLength, bytes.Length);
                damaged[place] ^= (byte)random.Next(1, 256);
            }

            BinaryPrimitives.WriteUInt32LittleEndian(damaged.AsSpan(8), ThesaurusFile.Checksum(damaged.AsSpan(12)));
            errors += IsFoundDamaged(damaged, $"seed {seed}, round {round}") ? 1 : 0;
        }

        Assert.True(errors > 30, $"{errors} errors");
    }

    [Fact]
    public void The_example_of_the_grammar_is_read_as_it_says()
    {
        // 12 lemmas, all known; of the first the list 01000 01 10 1110 1 10 1111, of the others none.
        byte[] file =
        [
            .. "FRTH"u8, ThesaurusFile.Version, 0, 0, 0, 0, 0, 0, 0, 12, 0, 0, 0, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
            0xFF, 0x0F, 0, 0, 0, 0, 0, 0, 0,
            0b1100_0010, 0b0110_1110, 0b0000_1111, 0, 0, 0, 0, 0, 0, 0, 0,
            0, 0, 0, 0, 0, 0, 0, 0,
        ];
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(8), ThesaurusFile.Checksum(file.AsSpan(12)));
        var thesaurus = new FrenchThesaurus(FixedBytes.Of(Pinned(file)));
        var near = new NearMeaning[FrenchThesaurus.Most];

        Assert.Equal(2, thesaurus.Of(0, near));
        Assert.Equal([new NearMeaning(7, 1f), new NearMeaning(5, 0.5f)], near[..2]);
        Assert.Equal(0, thesaurus.Of(11, near));
    }

    private static void AssertNotOpened(byte[] pinned, string what)
    {
        try
        {
            _ = new FrenchThesaurus(FixedBytes.Of(pinned));
            Assert.Fail($"{what}: nothing was found");
        }
        catch (InvalidDataException error)
        {
            Assert.Contains("Install the program again", error.Message, StringComparison.Ordinal);
        }
    }

    private static bool IsFoundDamaged(byte[] bytes, string what)
    {
        var near = new NearMeaning[FrenchThesaurus.Most];
        FrenchThesaurus thesaurus;
        try
        {
            thesaurus = new FrenchThesaurus(FixedBytes.Of(bytes));
        }
        catch (InvalidDataException)
        {
            return true;
        }

        bool found = false;
        for (int lemma = 0; lemma < thesaurus.LemmaCount; lemma += 23)
        {
            try
            {
                int count = thesaurus.Of(lemma, near);
                foreach (var one in near.AsSpan(0, count))
                {
                    Assert.True(one.Lemma >= 0 && one.Lemma < thesaurus.LemmaCount && one.Strength is > 0 and <= 1, what);
                }
            }
            catch (InvalidDataException)
            {
                found = true;
            }
        }

        return found;
    }

    private static byte[] Bytes()
    {
        using var stream = typeof(FrenchThesaurus).Assembly.GetManifestResourceStream("thesaurus.bin")!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return Pinned(bytes);
    }

    private static byte[] Pinned(ReadOnlySpan<byte> bytes)
    {
        byte[] pinned = GC.AllocateUninitializedArray<byte>(bytes.Length, pinned: true);
        bytes.CopyTo(pinned);
        return pinned;
    }
}
