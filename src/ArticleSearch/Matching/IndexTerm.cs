using System.Text;

namespace ArticleSearch.Matching;

/// <summary>A term of a field, by its bytes as the index holds them.</summary>
internal readonly struct IndexTerm : IEquatable<IndexTerm>
{
    private readonly byte[] _bytes;

    public IndexTerm(string field, ReadOnlySpan<byte> bytes)
    {
        Field = field;
        _bytes = bytes.ToArray();
    }

    /// <param name="field">The field.</param>
    /// <param name="text">The term; half a surrogate pair becomes U+FFFD, as in an index.</param>
    public IndexTerm(string field, string text)
    {
        Field = field;
        _bytes = Encoding.UTF8.GetBytes(text);
    }

    /// <summary>For dictionaries: the comparer that the base library makes for a type of ours is compiled when a first search needs it.</summary>
    public static IEqualityComparer<IndexTerm> Comparer { get; } = new SameTerm();

    public string Field { get; }

    public ReadOnlySpan<byte> Bytes => _bytes;

    public bool Equals(IndexTerm other) =>
        string.Equals(Field, other.Field, StringComparison.Ordinal) && Bytes.SequenceEqual(other.Bytes);

    public override bool Equals(object? obj) => obj is IndexTerm other && Equals(other);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(Field, StringComparer.Ordinal);
        hash.AddBytes(_bytes);
        return hash.ToHashCode();
    }

    public override string ToString() => $"{Field}:{Encoding.UTF8.GetString(_bytes)}";

    private sealed class SameTerm : IEqualityComparer<IndexTerm>
    {
        public bool Equals(IndexTerm x, IndexTerm y) => x.Equals(y);

        public int GetHashCode(IndexTerm obj) => obj.GetHashCode();
    }
}
