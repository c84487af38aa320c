namespace ArticleSearch.Console.Interactive;

/// <summary>Reads lines from a terminal that can do nothing but write (<c>TERM=dumb</c>): the system edits them, and none is recalled.</summary>
internal sealed class PlainLine(string prompt, Terminal terminal, Interruption interruption)
{
    private Task<string?>? _reading;

    public TypedLine Read()
    {
        terminal.Out.Write(prompt);
        terminal.Out.Flush();
        var pressed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Press() => pressed.TrySetResult();
        interruption.Pressed += Press;
        try
        {
            // Reading can not be taken back: after Ctrl-C the next line is what it reads.
            _reading ??= Task.Run(terminal.In.ReadLine);
            bool isRead = Task.WaitAny(_reading, pressed.Task) == 0;
            string? line = isRead ? _reading.GetAwaiter().GetResult() : "";
            if (isRead)
            {
                _reading = null;
            }

            if (!isRead || line is null)
            {
                terminal.Out.WriteLine();
            }

            return new TypedLine(line ?? "", !isRead ? TypedEnd.Interrupted : line is null ? TypedEnd.EndOfInput : TypedEnd.Enter);
        }
        finally
        {
            interruption.Pressed -= Press;
        }
    }
}
