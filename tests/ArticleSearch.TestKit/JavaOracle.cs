using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ArticleSearch.TestKit;

/// <summary>
/// Real Java Lucene as a judge: one long-lived process that answers the commands of <c>Java/Oracle.java</c>. It is there only
/// where Java, its compiler and the Lucene 8 jars are installed; tests that need it carry <see cref="JavaFactAttribute"/>.
/// Safe for many threads: requests wait for each other.
/// </summary>
public sealed class JavaOracle : IDisposable
{
    private static readonly Lazy<JavaOracle> SharedOracle = new(() => new JavaOracle());
    private readonly Process _process;
    private readonly Lock _gate = new();

    private JavaOracle()
    {
        _process = Process.Start(new ProcessStartInfo("java", ["-Xmx2g", "-XX:+UseSerialGC", "-cp", ClassPath + Path.PathSeparator + Compile(), "Oracle"])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardInputEncoding = Encoding.ASCII,
            StandardOutputEncoding = Encoding.ASCII,
        })!;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Dispose();
    }

    /// <summary>Why the oracle is not to be had, or null where it is.</summary>
    public static string? Missing { get; } = FindMissing();

    /// <summary>The one oracle of this test run.</summary>
    public static JavaOracle Shared => SharedOracle.Value;

    private static string ClassPath { get; } = string.Join(Path.PathSeparator, FindJars());

    /// <summary>Sends a request and returns the lines of the answer.</summary>
    /// <exception cref="InvalidOperationException">Lucene threw; the message is its exception.</exception>
    public IReadOnlyList<string> Ask(params IReadOnlyList<string> request) => AskAll([request])[0];

    /// <summary>Sends many requests without waiting in between, and returns their answers in order.</summary>
    /// <exception cref="InvalidOperationException">Lucene threw on one of them.</exception>
    public IReadOnlyList<IReadOnlyList<string>> AskAll(IReadOnlyList<IReadOnlyList<string>> requests)
    {
        lock (_gate)
        {
            var writer = Task.Run(() =>
            {
                foreach (var request in requests)
                {
                    _process.StandardInput.WriteLine(string.Join('\t', request.Select(Escape)));
                }

                _process.StandardInput.Flush();
            });
            var answers = new IReadOnlyList<string>[requests.Count];
            string? error = null;
            for (int i = 0; i < answers.Length; i++)
            {
                string status = ReadLine();
                if (status.StartsWith("error ", StringComparison.Ordinal))
                {
                    error ??= $"{string.Join(' ', requests[i])}: {Unescape(status[6..])}";
                    answers[i] = [];
                    continue;
                }

                string[] lines = new string[int.Parse(status.AsSpan(3), CultureInfo.InvariantCulture)];
                for (int line = 0; line < lines.Length; line++)
                {
                    lines[line] = Unescape(ReadLine());
                }

                answers[i] = lines;
            }

            writer.GetAwaiter().GetResult();
            return error is null ? answers : throw new InvalidOperationException(error);
        }
    }

    /// <summary>Fails unless real Lucene's CheckIndex finds the index clean; returns its segment and document counts.</summary>
    public (int Segments, int Documents) CheckIndex(string folder)
    {
        var answer = Ask("check", folder);
        string[] words = answer[0].Split(' ');
        if (words[0] != "clean")
        {
            throw new InvalidOperationException("CheckIndex: " + string.Join('\n', answer));
        }

        return (int.Parse(words[1], CultureInfo.InvariantCulture), int.Parse(words[2], CultureInfo.InvariantCulture));
    }

    public void Dispose()
    {
        try
        {
            _process.StandardInput.Close();
            if (!_process.WaitForExit(2000))
            {
                _process.Kill();
            }
        }
        catch (Exception e) when (e is InvalidOperationException or IOException or ObjectDisposedException)
        {
            // it is gone already
        }

        _process.Dispose();
    }

    internal static string Escape(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~') && !text.Contains('\\', StringComparison.Ordinal))
        {
            return text;
        }

        var builder = new StringBuilder(text.Length * 2);
        foreach (char c in text)
        {
            if (c is >= ' ' and <= '~' and not '\\')
            {
                builder.Append(c);
            }
            else
            {
                builder.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
            }
        }

        return builder.ToString();
    }

    internal static string Unescape(string text)
    {
        if (!text.Contains('\\', StringComparison.Ordinal))
        {
            return text;
        }

        var builder = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                builder.Append((char)int.Parse(text.AsSpan(i + 2, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                i += 5;
            }
            else
            {
                builder.Append(text[i]);
            }
        }

        return builder.ToString();
    }

    private string ReadLine() => _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The Java process has ended.");

    private static string[] FindJars()
    {
        const string folder = "/usr/share/java";
        if (!Directory.Exists(folder))
        {
            return [];
        }

        string[] names = ["core", "analyzers-common", "queryparser"];
        string?[] jars = [.. names.Select(name => Directory.EnumerateFiles(folder, $"lucene-{name}-8.*.jar").Order(StringComparer.Ordinal).FirstOrDefault())];
        return jars.Contains(null) ? [] : [.. jars.OfType<string>()];
    }

    private static string? FindMissing()
    {
        string[] path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        foreach (string tool in new[] { "java", "javac" })
        {
            if (!path.Any(folder => File.Exists(Path.Combine(folder, tool))))
            {
                return $"{tool} is not installed";
            }
        }

        return FindJars().Length == 0 ? "the Lucene 8 jars (Debian's liblucene8-java) are not installed" : null;
    }

    /// <summary>Compiles the Java program once for each state of its sources, and returns the folder of its classes.</summary>
    private static string Compile()
    {
        string[] sources = [.. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Java"), "*.java").Order(StringComparer.Ordinal)];
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string source in sources)
        {
            hash.AppendData(File.ReadAllBytes(source));
        }

        string folder = Path.Combine(Path.GetTempPath(), "articlesearch-oracle-" + Convert.ToHexString(hash.GetHashAndReset())[..16]);
        if (!Directory.Exists(folder))
        {
            string fresh = folder + "-" + Guid.NewGuid().ToString("N");
            Directory.CreateDirectory(fresh);
            using var javac = Process.Start(new ProcessStartInfo("javac", ["-nowarn", "-encoding", "UTF-8", "-cp", ClassPath, "-d", fresh, .. sources]))!;
            javac.WaitForExit();
            if (javac.ExitCode != 0)
            {
                throw new InvalidOperationException("The Java program does not compile.");
            }

            try
            {
                Directory.Move(fresh, folder);
            }
            catch (IOException)
            {
                Directory.Delete(fresh, recursive: true); // another test process was faster
            }
        }

        return folder;
    }
}
