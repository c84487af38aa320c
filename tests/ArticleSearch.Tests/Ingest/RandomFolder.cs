using System.Text;

namespace ArticleSearch.Tests.Ingest;

/// <summary>
/// A folder of articles under random edits: files and folders made, changed, renamed, deleted; ids that stand in several files,
/// lines and files that are broken.
/// </summary>
internal sealed class RandomFolder(string root, Random random)
{
    private static readonly string[] Folders = ["", "a/", "b/", "a/é/", "c d/"];
    private static readonly string[] Names = ["un.txt", "un.text", "deux.txt", "trois.jsonl", "quatre.jsonl", "cinq"];

    /// <summary>The id of an article, which may stand in several files.</summary>
    public static string Id(Random random) => random.Next(5) == 0 ? "un" : $"x{random.Next(25)}";

    public void Edit()
    {
        switch (random.Next(10))
        {
            case 0:
                Delete(RandomFile());
                break;
            case 1 when random.Next(2) == 0:
                string place = RandomPlace();
                if (place.Length > 0 && Directory.Exists(Path.Combine(root, place)))
                {
                    Directory.Delete(Path.Combine(root, place), recursive: true);
                }

                break;
            case 2:
                string from = RandomFile();
                string to = RandomFile();
                if (File.Exists(from))
                {
                    Directory.CreateDirectory(Path.GetDirectoryName(to)!);
                    File.Move(from, to, overwrite: true);
                }

                break;
            case 3:
                string touched = RandomFile();
                if (File.Exists(touched))
                {
                    File.SetLastWriteTimeUtc(touched, new DateTime(2000 + random.Next(20), 1, 1, 0, 0, 0, DateTimeKind.Utc));
                }

                break;
            case 4:
                string? moved = Directory.EnumerateDirectories(root).Order(StringComparer.Ordinal).FirstOrDefault();
                string target = Path.Combine(root, Folders[1 + random.Next(Folders.Length - 1)]);
                if (moved is not null && !target.StartsWith(moved, StringComparison.Ordinal) && !Directory.Exists(target) && Directory.Exists(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(target))))
                {
                    Directory.Move(moved, target);
                }

                break;
            default:
                string path = RandomFile();
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                File.WriteAllBytes(path, Content(path));
                break;
        }
    }

    private static void Delete(string path)
    {
        if (File.Exists(path))
        {
            File.Delete(path);
        }
    }

    private string RandomPlace() => Folders[random.Next(Folders.Length)];

    private string RandomFile() => Path.Combine(root, RandomPlace() + Names[random.Next(Names.Length)]);

    private byte[] Content(string path)
    {
        if (random.Next(12) == 0)
        {
            return random.Next(3) switch { 0 => [], 1 => [(byte)'a', 0xFF], _ => [.. "date 2020\n"u8] };
        }

        if (!path.EndsWith(".jsonl", StringComparison.Ordinal))
        {
            return Encoding.UTF8.GetBytes($"Titre {random.Next(3)}\n\nTexte {random.Next(5)}.\n\nFin.\n");
        }

        var lines = new StringBuilder();
        for (int i = random.Next(12); i > 0; i--)
        {
            lines.Append(random.Next(20) == 0 ? "{broken" : $"{{\"id\":\"{Id(random)}\",\"text\":\"mot{random.Next(4)}\\nautre\"}}").Append('\n');
        }

        return Encoding.UTF8.GetBytes(lines.ToString());
    }
}
