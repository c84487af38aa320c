using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using ArticleSearch.Durability.Histories;
using ArticleSearch.IndexFormat.Checking;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.Durability.Kills;

/// <summary>
/// Real processes, killed at random moments while they write to a real folder, one after the other to the same index: of a writer
/// that commits all the time, nothing that it said was acknowledged may be missing; of the real command, which commits at its end,
/// all or nothing is there. Each next process takes over as if nothing had been.
/// </summary>
internal sealed class KillRun : IDisposable
{
    /// <summary>Every so many kills, it is the real command that is killed.</summary>
    private const int CommandEach = 4;

    private readonly string _folder;
    private readonly int _seed;
    private readonly Random _random;
    private readonly FileSystemFolder _files;
    private readonly FileSystemFolder _commandFiles;
    private readonly List<ImmutableSortedDictionary<string, string>> _states = [Content.Empty];
    private ImmutableSortedDictionary<string, string> _imported = Content.Empty;
    private int _step;

    /// <param name="folder">A folder for the indexes and what goes into them.</param>
    /// <param name="seed">Decides what is written, and about when it is interrupted.</param>
    public KillRun(string folder, int seed)
    {
        _folder = folder;
        _seed = seed;
        _random = new Random(seed);
        _files = new FileSystemFolder(IndexPath);
        _commandFiles = new FileSystemFolder(CommandIndexPath);
    }

    /// <summary>The index of the writer that commits all the time.</summary>
    public string IndexPath => Path.Combine(_folder, "index");

    /// <summary>The index of the real command.</summary>
    public string CommandIndexPath => Path.Combine(_folder, "command");

    /// <summary>How many processes were killed, rather than over before.</summary>
    public int Killed { get; private set; }

    /// <summary>How many commits were acknowledged.</summary>
    public int Acknowledged => _step;

    /// <summary>Kills so many processes in a folder that is then deleted.</summary>
    /// <returns>The exit code: 0, or 1 where something was lost.</returns>
    public static int Run(int kills, int seed, TextWriter output)
    {
        long start = Stopwatch.GetTimestamp();
        string folder = Directory.CreateTempSubdirectory("articlesearch-kills-").FullName;
        output.WriteLine($"seed {seed}, in {folder}");
        using var run = new KillRun(folder, seed);
        try
        {
            while (run.Killed < kills)
            {
                run.KillOne();
                if (run.Killed % 20 == 0)
                {
                    output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{run.Killed} kills, {run.Acknowledged} commits, {Stopwatch.GetElapsedTime(start).TotalSeconds:F0} s"));
                }
            }

            run.GoOn();
        }
        catch (ViolationException e)
        {
            output.WriteLine($"SOMETHING WAS LOST, see {folder}: {e}");
            return 1;
        }

        Directory.Delete(folder, recursive: true);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{run.Killed} kills, {run.Acknowledged} acknowledged commits: nothing was lost, {Stopwatch.GetElapsedTime(start).TotalSeconds:F0} s"));
        return 0;
    }

    /// <summary>Starts a process, kills it, and looks at what it leaves.</summary>
    /// <returns>The folder of the index that it wrote to.</returns>
    /// <exception cref="ViolationException">Something is missing, or damaged.</exception>
    public string KillOne()
    {
        if (Killed % CommandEach == CommandEach - 1)
        {
            KillCommand();
            return CommandIndexPath;
        }

        KillWriter();
        return IndexPath;
    }

    /// <summary>After all the kills: a writer that is left alone finds everything, and leaves nothing lying about.</summary>
    public void GoOn()
    {
        using (var child = ChildProcess.Durability(["write", IndexPath, Text(_seed), "3"]))
        {
            var (exitCode, error) = child.WaitForEnd();
            if (exitCode != 0)
            {
                throw new ViolationException($"the writer that was left alone ended with {exitCode}: {error}");
            }

            InspectSteps(child.Lines);
        }

        foreach (var files in new[] { _files, _commandFiles })
        {
            using (var builder = IndexBuilder.Open(files))
            {
                builder.Commit();
            }

            var left = files.List().Except(CommitPoint.ReadLatest(files)!.Files, StringComparer.Ordinal).Where(OrphanFiles.IsIndexFile).ToList();
            if (left.Count > 0)
            {
                throw new ViolationException($"files are left lying about: {string.Join(' ', left)}");
            }
        }
    }

    public void Dispose()
    {
        _files.Dispose();
        _commandFiles.Dispose();
    }

    // At any time from its start on, or, mostly, some milliseconds after one of its first commits.
    private void KillWriter()
    {
        using var child = ChildProcess.Durability(["write", IndexPath, Text(_seed), "100000"]);
        if (_random.Next(6) > 0)
        {
            child.WaitForLines(_random.Next(1, 12));
        }

        child.WaitUntil(() => false, _random.Next(0, 40));
        Kill(child);
        InspectSteps(child.Lines);
    }

    private void InspectSteps(IReadOnlyList<string> lines)
    {
        int told = lines.Where(line => line != KilledWriter.Ready).Select(line => int.Parse(line, CultureInfo.InvariantCulture)).LastOrDefault();
        int acknowledged = Math.Max(_step, told);
        Check(_files, isThere: acknowledged > 0);
        var found = CommitPoint.ReadLatest(_files) is null ? Content.Empty : Content.Read(_files);
        int step = KilledWriter.StepOf(found);
        if (step < acknowledged || step > acknowledged + 1)
        {
            throw new ViolationException($"step {acknowledged} was acknowledged, and the index is at step {step}");
        }

        while (_states.Count <= step)
        {
            _states.Add(KilledWriter.After(_states[^1], _seed, _states.Count));
        }

        if (Content.Difference(_states[step], found) is { } difference)
        {
            throw new ViolationException($"at step {step}: {difference}");
        }

        _step = step;
    }

    private void KillCommand()
    {
        string file = Path.Combine(_folder, $"articles-{Killed}.jsonl");
        var articles = Corpus(file);
        string[] merge = _random.Next(2) == 0 ? ["--merge"] : [];
        using var child = ChildProcess.ArticleSearch(["index", file, "--index", CommandIndexPath, .. merge]);
        if (_random.Next(4) > 0)
        {
            var before = _commandFiles.List();
            child.WaitUntil(() => !_commandFiles.List().SequenceEqual(before, StringComparer.Ordinal));
        }

        child.WaitUntil(() => false, _random.Next(0, 400));
        Kill(child);
        Check(_commandFiles, isThere: !_imported.IsEmpty);
        var found = CommitPoint.ReadLatest(_commandFiles) is null ? Content.Empty : Content.Read(_commandFiles).ToImmutableSortedDictionary(article => article.Key, article => Sentence(article.Value), StringComparer.Ordinal);
        var after = _imported.SetItems(articles);
        if (Content.Difference(_imported, found) is { } difference && Content.Difference(after, found) is { } other)
        {
            throw new ViolationException($"the command was to leave all or nothing: {difference}; {other}");
        }

        _imported = found;
        File.Delete(file);
    }

    private void Kill(ChildProcess child)
    {
        child.Kill();
        Killed++;
    }

    /// <summary>Writes articles as lines of JSON; some take the place of ones written before.</summary>
    private Dictionary<string, string> Corpus(string file)
    {
        var articles = new Dictionary<string, string>(StringComparer.Ordinal);
        using var writer = new StreamWriter(file, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        for (int i = 0; i < 400; i++)
        {
            string id = "c" + Text(_random.Next(2000));
            string text = $"mot{Text(_random.Next(100_000))} " + string.Concat(Enumerable.Repeat("La neige tombe sur les avions. ", _random.Next(40)));
            articles[id] = text.Trim();
            writer.WriteLine($$"""{"id":"{{id}}","text":{{JsonSerializer.Serialize(text)}}}""");
        }

        return articles;
    }

    /// <summary>The text of an article of one paragraph, out of <see cref="Content"/>.</summary>
    private static string Sentence(string content) => content.Split('|')[^2];

    private static void Check(FileSystemFolder files, bool isThere)
    {
        if (!isThere && CommitPoint.ReadLatest(files) is null)
        {
            return;
        }

        var report = IndexCheck.Run(files);
        if (!report.IsClean)
        {
            throw new ViolationException($"the check finds: {string.Join("; ", report.Problems)}");
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
