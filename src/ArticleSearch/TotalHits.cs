using System.Globalization;

namespace ArticleSearch;

/// <summary>How many results there are in all.</summary>
/// <param name="Value">The number, or a lower bound of it.</param>
/// <param name="IsExact">Whether <paramref name="Value"/> is the number itself; if not, there are more than that many.</param>
public readonly record struct TotalHits(long Value, bool IsExact)
{
    /// <summary>The number, with a plus sign behind a lower bound: <c>12</c>, <c>1000+</c>.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture) + (IsExact ? "" : "+");
}
