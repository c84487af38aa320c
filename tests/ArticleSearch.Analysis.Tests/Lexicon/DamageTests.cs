using ArticleSearch.Analysis.Lexicon;

namespace ArticleSearch.Analysis.Tests.Lexicon;

/// <summary>A lexicon with wrong bytes answers wrongly or says that it is damaged; it does nothing else.</summary>
public sealed class DamageTests
{
    private static readonly string[] Asked =
        ["porte", "etat", "œuvres", "zelensky", "présidente", "arcenciel", "va", "yeux", "création", "russe", "aujourd'hui"];

    [Fact]
    public void Whatever_byte_is_changed_nothing_but_a_clear_error_comes_out()
    {
        const int seed = 4;
        var random = new Random(seed);
        byte[] bytes = Bytes();
        int errors = 0;
        for (int round = 0; round < 2000; round++)
        {
            // The header and the ends of sections first, then anywhere; a few bytes at a time.
            int first = round < 400 ? round / 4 : random.Next(bytes.Length);
            byte kept = bytes[first];
            bytes[first] ^= (byte)random.Next(1, 256);
            errors += IsFoundDamaged(bytes, $"seed {seed}, byte {first}") ? 1 : 0;
            bytes[first] = kept;
        }

        Assert.True(errors > 50, $"{errors} errors");
    }

    [Fact]
    public void Wild_damage_ends_as_well()
    {
        const int seed = 5;
        var random = new Random(seed);
        byte[] whole = Bytes();
        for (int round = 0; round < 20; round++)
        {
            byte[] bytes = Pinned(whole);
            for (int i = 0; i < 50_000; i++)
            {
                bytes[random.Next(44, bytes.Length)] = (byte)random.Next(256);
            }

            IsFoundDamaged(bytes, $"seed {seed}, round {round}");
        }
    }

    [Fact]
    public void A_lexicon_that_is_cut_is_not_opened()
    {
        byte[] bytes = Bytes();
        foreach (int length in new[] { 0, 3, 4, 43, 44, 100, bytes.Length / 2, bytes.Length - 1 })
        {
            var error = Assert.Throws<InvalidDataException>(() => new FrenchLexicon(FixedBytes.Of(Pinned(bytes.AsSpan(0, length)))));
            Assert.Contains("Install the program again", error.Message, StringComparison.Ordinal);
        }
    }

    private static byte[] Bytes()
    {
        using var stream = typeof(FrenchLexicon).Assembly.GetManifestResourceStream("lexicon.bin")!;
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

    private static bool IsFoundDamaged(byte[] bytes, string what)
    {
        try
        {
            var lexicon = new FrenchLexicon(FixedBytes.Of(bytes));
            var buffer = new char[LemmaForms.BufferLength];
            Span<int> alike = stackalloc int[FrenchLexicon.MostAlike];
            foreach (string word in Asked)
            {
                int found = Math.Min(alike.Length, lexicon.FindAlike(word, alike, hyphens: true));
                foreach (int form in alike[..found])
                {
                    foreach (var reading in lexicon.Lemmas(form))
                    {
                        lexicon.PartsOf(reading.Lemma);
                        foreach (var spelling in lexicon.Forms(reading.Lemma, buffer))
                        {
                            lexicon.Find(spelling);
                        }

                        foreach (var relative in lexicon.Relatives(reading.Lemma))
                        {
                            lexicon.BaseOf(relative.Lemma);
                        }
                    }
                }
            }

            return false;
        }
        catch (InvalidDataException)
        {
            return true;
        }
        catch (Exception e)
        {
            Assert.Fail($"{what}: {e}");
            throw;
        }
    }
}
