using System.Diagnostics;
using ArticleSearch.TestKit;

namespace ArticleSearch.Durability.Tests.Faults;

/// <summary>A test that needs a file system of a few megabytes; skipped, with the reason, where this process may not mount one.</summary>
public sealed class TmpfsFactAttribute : FactAttribute
{
    private static readonly Lazy<bool> IsAllowed = new(Try);

    public TmpfsFactAttribute() => Skip = IsAllowed.Value ? null : "this process may not mount a file system";

    /// <summary>Mounts a file system of so many kilobytes; it is gone when what is returned is disposed.</summary>
    /// <returns>Null where that is not allowed.</returns>
    public static IDisposable? Mount(string folder, int kilobytes) =>
        Run("mount", "-t", "tmpfs", "-o", $"size={kilobytes}k", "none", folder) ? new Mounted(folder) : null;

    private static bool Try()
    {
        if (!OperatingSystem.IsLinux())
        {
            return false;
        }

        using var folder = new TemporaryFolder();
        using var mounted = Mount(folder.FolderPath, 64);
        return mounted is not null;
    }

    private static bool Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true })!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private sealed class Mounted(string folder) : IDisposable
    {
        public void Dispose() => Run("umount", folder);
    }
}
