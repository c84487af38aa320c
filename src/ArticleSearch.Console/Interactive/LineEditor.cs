namespace ArticleSearch.Console.Interactive;

/// <summary>
/// Reads a line key by key, with the keys that shells have: it moves, cuts and pastes, recalls and searches older lines, and completes.
/// It draws after every key, and leaves the line on the screen when it is done.
/// </summary>
/// <param name="prompt">What stands before the line.</param>
/// <param name="history">The lines before.</param>
/// <param name="complete">What may stand before the cursor of a line.</param>
/// <param name="screen">Where it is drawn.</param>
/// <param name="searchPrompt">What stands before the line while an older one is sought; <c>{0}</c> is what was typed for that.</param>
internal sealed class LineEditor(string prompt, History history, Func<string, int, Completion> complete, LineScreen screen, Func<string, string> searchPrompt)
{
    private readonly EditedLine _line = new();
    private Completion? _completion;
    private int _choice;
    private int _recalled;
    private string _unfinished = "";

    /// <summary>Reads a line.</summary>
    /// <param name="readKey">The next key, when there is one.</param>
    public TypedLine Read(Func<ConsoleKeyInfo> readKey)
    {
        _line.Replace("");
        _recalled = history.Lines.Count;
        _completion = null;
        while (true)
        {
            screen.Draw(prompt, _line.Text, _line.Cursor, Hint());
            var key = readKey();
            if (key is { Key: ConsoleKey.R, Modifiers: ConsoleModifiers.Control })
            {
                _completion = null;
                key = Seek(readKey);
            }

            switch (key)
            {
                case { Key: ConsoleKey.Enter } or { Key: ConsoleKey.J or ConsoleKey.M, Modifiers: ConsoleModifiers.Control }:
                    return Done(TypedEnd.Enter);
                case { Key: ConsoleKey.C, Modifiers: ConsoleModifiers.Control }:
                    return Done(TypedEnd.Interrupted, "^C");
                case { Key: ConsoleKey.D, Modifiers: ConsoleModifiers.Control } when _line.Text.Length == 0:
                    return Done(TypedEnd.EndOfInput);
                case { Key: ConsoleKey.Tab }:
                    Complete(key.Modifiers.HasFlag(ConsoleModifiers.Shift) ? -1 : 1);
                    break;
                default:
                    _completion = null;
                    Press(key);
                    break;
            }
        }
    }

    private TypedLine Done(TypedEnd end, string sign = "")
    {
        screen.Leave(prompt, _line.Text, sign);
        return new TypedLine(_line.Text, end);
    }

    private void Press(ConsoleKeyInfo key)
    {
        bool control = key.Modifiers.HasFlag(ConsoleModifiers.Control);
        bool alt = key.Modifiers.HasFlag(ConsoleModifiers.Alt);
        Action? action = (key.Key, control, alt) switch
        {
            (ConsoleKey.LeftArrow, false, false) or (ConsoleKey.B, true, false) => _line.Left,
            (ConsoleKey.RightArrow, false, false) or (ConsoleKey.F, true, false) => _line.Right,
            (ConsoleKey.LeftArrow, _, _) or (ConsoleKey.B, false, true) => _line.WordLeft,
            (ConsoleKey.RightArrow, _, _) or (ConsoleKey.F, false, true) => _line.WordRight,
            (ConsoleKey.Home, _, _) or (ConsoleKey.A, true, false) => _line.Home,
            (ConsoleKey.End, _, _) or (ConsoleKey.E, true, false) => _line.End,
            (ConsoleKey.Backspace, false, false) or (ConsoleKey.H, true, false) => _line.DeleteLeft,
            (ConsoleKey.Backspace, _, _) => _line.CutWordLeft,
            (ConsoleKey.Delete, _, _) or (ConsoleKey.D, true, false) => _line.DeleteRight,
            (ConsoleKey.D, false, true) => _line.CutWordRight,
            (ConsoleKey.W, true, false) => _line.CutBack,
            (ConsoleKey.U, true, false) => _line.CutToStart,
            (ConsoleKey.K, true, false) => _line.CutToEnd,
            (ConsoleKey.Y, true, false) => _line.Paste,
            (ConsoleKey.T, true, false) => _line.Swap,
            (ConsoleKey.UpArrow, _, _) or (ConsoleKey.P, true, false) => () => Recall(_recalled - 1),
            (ConsoleKey.DownArrow, _, _) or (ConsoleKey.N, true, false) => () => Recall(_recalled + 1),
            (ConsoleKey.PageUp, _, _) => () => Recall(0),
            (ConsoleKey.PageDown, _, _) => () => Recall(history.Lines.Count),
            (ConsoleKey.L, true, false) => screen.Clear,
            _ => null,
        };
        if (action is not null)
        {
            action();
        }
        else if (key.KeyChar is var letter && !char.IsControl(letter) && control == alt)
        {
            // Ctrl and Alt at once is how some keyboards write @ and {.
            _line.Insert(letter.ToString());
        }
    }

    private void Recall(int number)
    {
        if (number < 0 || number > history.Lines.Count || number == _recalled)
        {
            return;
        }

        if (_recalled == history.Lines.Count)
        {
            _unfinished = _line.Text;
        }

        _recalled = number;
        _line.Replace(number == history.Lines.Count ? _unfinished : history.Lines[number]);
    }

    private void Complete(int step)
    {
        if (_completion is null)
        {
            _completion = complete(_line.Text, _line.Cursor);
            _choice = step > 0 ? -1 : 0;
        }

        var choices = _completion.Choices;
        if (choices.Count == 0)
        {
            return;
        }

        _choice = (_choice + step + choices.Count) % choices.Count;
        _line.Replace(_completion.Start, choices[_choice]);
        if (choices.Count == 1)
        {
            _completion = null; // what stands there now may be completed in turn
        }
    }

    /// <summary>The choices from the one that stands in the line on, so that Tab goes to the right.</summary>
    private string Hint() =>
        _completion is not { Choices.Count: > 1 } ? "" : string.Join("  ", _completion.Choices.Skip(_choice).Concat(_completion.Choices.Take(_choice)).Select(choice => choice.Trim()));

    /// <summary>Ctrl-R: older lines that have the letters that are typed now. Returns the key that ended it, which is then to be done.</summary>
    private ConsoleKeyInfo Seek(Func<ConsoleKeyInfo> readKey)
    {
        string before = _line.Text;
        string sought = "";
        int at = history.Lines.Count;
        while (true)
        {
            screen.Draw(searchPrompt(sought), _line.Text, _line.Cursor, "");
            var key = readKey();
            bool control = key.Modifiers.HasFlag(ConsoleModifiers.Control);
            switch (key.Key)
            {
                case ConsoleKey.R when control:
                    at = Find(sought, at - 1) ?? at;
                    break;
                case ConsoleKey.Backspace or ConsoleKey.H when control || key.Key == ConsoleKey.Backspace:
                    sought = sought.Length > 0 ? sought[..^1] : "";
                    at = Find(sought, history.Lines.Count - 1) ?? at;
                    break;
                case ConsoleKey.G when control:
                    _line.Replace(before);
                    return default;
                case ConsoleKey.Escape:
                    return default;
                default:
                    if (control || char.IsControl(key.KeyChar) || key.Modifiers.HasFlag(ConsoleModifiers.Alt))
                    {
                        return key;
                    }

                    sought += key.KeyChar;
                    at = Find(sought, Math.Min(at, history.Lines.Count - 1)) ?? at;
                    break;
            }
        }

        int? Find(string letters, int from)
        {
            for (int i = from; i >= 0 && letters.Length > 0; i--)
            {
                if (history.Lines[i].Contains(letters, StringComparison.OrdinalIgnoreCase))
                {
                    _recalled = i;
                    _line.Replace(history.Lines[i]);
                    return i;
                }
            }

            return null;
        }
    }
}
