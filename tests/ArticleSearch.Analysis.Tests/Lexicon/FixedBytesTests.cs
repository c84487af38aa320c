using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ArticleSearch.Analysis.Lexicon;

namespace ArticleSearch.Analysis.Tests.Lexicon;

/// <summary>The bytes of a resource are read where they stand, and are those that a stream of it has.</summary>
public sealed class FixedBytesTests
{
    [Fact]
    public void A_resource_is_not_copied()
    {
        var one = FixedBytes.OfResource(typeof(FixedBytes).Assembly, "lexicon.bin")!;
        var other = FixedBytes.OfResource(typeof(FixedBytes).Assembly, "lexicon.bin")!;

        Assert.True(Unsafe.AreSame(ref MemoryMarshal.GetReference(one.Span), ref MemoryMarshal.GetReference(other.Span)));
    }

    [Fact]
    public void A_resource_in_place_has_the_bytes_of_its_stream()
    {
        var assembly = typeof(FixedBytes).Assembly;
        using var stream = assembly.GetManifestResourceStream("lexicon.bin")!;

        Assert.True(FixedBytes.OfResource(assembly, "lexicon.bin")!.Span.SequenceEqual(FixedBytes.Read(stream).Span));
    }

    [Fact]
    public void What_an_assembly_does_not_have_is_not_there() =>
        Assert.Null(FixedBytes.OfResource(typeof(FixedBytes).Assembly, "no such lexicon"));

    [Fact]
    public void A_stream_that_ends_early_is_an_error()
    {
        using var stream = new MemoryStream([1, 2, 3]);
        stream.Position = 1;

        Assert.Throws<EndOfStreamException>(() => FixedBytes.Read(stream));
    }
}
