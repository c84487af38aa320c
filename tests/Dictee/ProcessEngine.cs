using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace ArticleSearch.Dictee;

/// <summary>
/// Any engine as a program of its own, which reads one question a line from standard input, <c>{"query":…,"texts":[…]}</c>, and
/// answers with one line, <c>{"ranked":[…],"marks":[[[start,length],…],…]}</c> or <c>{"error":…}</c>, in UTF-8. The README has
/// the protocol. Ends the program when it is disposed.
/// </summary>
internal sealed class ProcessEngine : IEngine
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);
    private readonly Process _process;

    /// <summary>Starts the program.</summary>
    /// <param name="name">What stands over its column.</param>
    /// <param name="program">The program, and</param>
    /// <param name="arguments">its arguments.</param>
    /// <exception cref="System.ComponentModel.Win32Exception">There is no such program.</exception>
    public ProcessEngine(string name, string program, IEnumerable<string> arguments)
    {
        Name = name;
        _process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardInputEncoding = Utf8,
            StandardOutputEncoding = Utf8,
        })!;
    }

    public string Name { get; }

    public Answer Ask(string query, IReadOnlyList<string> texts)
    {
        string? line;
        try
        {
            _process.StandardInput.WriteLine(JsonSerializer.Serialize(new { query, texts }));
            _process.StandardInput.Flush();
            line = _process.StandardOutput.ReadLine();
        }
        catch (IOException e)
        {
            throw new InvalidOperationException($"{Name} has ended.", e);
        }

        return line is null ? throw new InvalidOperationException($"{Name} has ended without an answer.") : Read(line, texts);
    }

    public void Dispose()
    {
        try
        {
            _process.StandardInput.Close();
            if (!_process.WaitForExit(3000))
            {
                _process.Kill(entireProcessTree: true);
            }
        }
        catch (Exception e) when (e is InvalidOperationException or IOException)
        {
            // It has ended already.
        }

        _process.Dispose();
    }

    private static Answer Read(string line, IReadOnlyList<string> texts)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            if (json.RootElement.TryGetProperty("error", out var error))
            {
                throw new EngineException(error.ToString());
            }

            int[] ranked = [.. json.RootElement.GetProperty("ranked").EnumerateArray().Select(number => number.GetInt32())];
            IReadOnlyList<TextRange>[] marks = json.RootElement.TryGetProperty("marks", out var all)
                ? [.. all.EnumerateArray().Select(ReadMarks)]
                : [.. ranked.Select(_ => Array.Empty<TextRange>())]; // an engine that marks nothing
            return marks.Length == ranked.Length && ranked.All(number => number >= 0 && number < texts.Count)
                ? new Answer(ranked, marks)
                : throw new EngineException("the answer does not fit the question: " + line);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or IndexOutOfRangeException)
        {
            throw new EngineException("no answer of the protocol: " + line, e);
        }
    }

    private static IReadOnlyList<TextRange> ReadMarks(JsonElement marks) =>
        [.. marks.EnumerateArray().Select(mark => new TextRange(mark[0].GetInt32(), mark[1].GetInt32())).OrderBy(mark => mark.Start)];
}
