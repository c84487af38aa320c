namespace ArticleSearch.Expanding;

/// <summary>Where the letters stand on a French keyboard, and which keys a finger takes for each other. It knows no costs.</summary>
internal static class FrenchKeyboard
{
    // Each row half a key to the right of the one above.
    private static readonly string[] Rows = ["azertyuiop", "qsdfghjklm", "wxcvbn"];

    // By the letter, from a to z.
    private static readonly string[] Touching = AllTouching();

    /// <summary>The letters whose keys touch that of a small letter without an accent.</summary>
    public static string Beside(char letter) => letter is >= 'a' and <= 'z' ? Touching[letter - 'a'] : "";

    /// <summary>Whether two keys touch.</summary>
    public static bool AreBeside(int one, int other) =>
        one is >= 'a' and <= 'z' && other is >= 'a' and <= 'z' && Beside((char)one).Contains((char)other, StringComparison.Ordinal);

    /// <summary>
    /// Whether two keys are at most one column and one row away from each other: those that touch, and those which a hand strikes that
    /// has slipped to the side.
    /// </summary>
    public static bool AreNear(char one, char other)
    {
        var (row, column) = Place(one);
        var (otherRow, otherColumn) = Place(other);
        return row >= 0 && otherRow >= 0 && Math.Abs(row - otherRow) <= 1 && Math.Abs(column - otherColumn) <= 1;
    }

    private static (int Row, int Column) Place(char letter)
    {
        for (int row = 0; row < Rows.Length; row++)
        {
            if (Rows[row].IndexOf(letter, StringComparison.Ordinal) is >= 0 and var column)
            {
                return (row, column);
            }
        }

        return (-1, -1);
    }

    private static string[] AllTouching()
    {
        string[] touching = new string['z' - 'a' + 1];
        for (int i = 0; i < touching.Length; i++)
        {
            touching[i] = TouchingOf((char)('a' + i));
        }

        return touching;
    }

    private static string TouchingOf(char letter)
    {
        var (row, column) = Place(letter);
        return string.Concat(
            Key(row, column - 1), Key(row, column + 1), Key(row - 1, column), Key(row - 1, column + 1), Key(row + 1, column - 1), Key(row + 1, column));

        static string Key(int row, int column) =>
            row >= 0 && row < Rows.Length && column >= 0 && column < Rows[row].Length ? Rows[row][column].ToString() : "";
    }
}
