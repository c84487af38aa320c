using System.Globalization;
using System.Text;

namespace ArticleSearch;

/// <summary>How a score came about: a value, what it is, and the values it was made of.</summary>
public sealed class Explanation
{
    internal Explanation(bool isMatch, double value, string description, params IReadOnlyList<Explanation> details)
    {
        IsMatch = isMatch;
        Value = value;
        Description = description;
        Details = details;
    }

    /// <summary>Whether the passage matches (this part of) the query.</summary>
    public bool IsMatch { get; }

    /// <summary>The value; at the root it equals the score of the search to the last bit, and 0 where nothing matches.</summary>
    public double Value { get; }

    /// <summary>What the value is.</summary>
    public string Description { get; }

    /// <summary>What the value was made of.</summary>
    public IReadOnlyList<Explanation> Details { get; }

    /// <summary>One line a value, details indented by two spaces under what they explain; the same in every culture.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        Write(text, 0);
        return text.ToString();
    }

    private void Write(StringBuilder text, int depth)
    {
        // Most values are scores, which are single precision: shown with no more digits than they have.
        string value = (float)Value == Value
            ? ((float)Value).ToString(CultureInfo.InvariantCulture)
            : Value.ToString(CultureInfo.InvariantCulture);
        text.Append(' ', 2 * depth).Append(value).Append(" = ").Append(Description).Append('\n');
        foreach (var detail in Details)
        {
            detail.Write(text, depth + 1);
        }
    }
}
