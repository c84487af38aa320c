using System.Runtime.InteropServices;

namespace ArticleSearch.IndexFormat.Storage;

/// <summary>
/// Which files readers of this process need, of all index folders: a writer deletes none of them. Readers in other processes are
/// not known here; they keep what they have mapped.
/// </summary>
internal static class FileLeases
{
    private static readonly Lock Gate = new();
    private static readonly Dictionary<(object Folder, string Name), int> Counts = [];

    /// <summary>Keeps files from being deleted until the lease is disposed; whether they are there is not asked.</summary>
    /// <param name="folder">What tells one folder from another: equal for two objects that are the same folder on disk.</param>
    /// <param name="names">The files.</param>
    public static IDisposable Take(object folder, IEnumerable<string> names)
    {
        var lease = new Lease(folder, [.. names]);
        lock (Gate)
        {
            foreach (string name in lease.Names)
            {
                CollectionsMarshal.GetValueRefOrAddDefault(Counts, (folder, name), out _)++;
            }
        }

        return lease;
    }

    /// <summary>Whether a reader of this process needs a file.</summary>
    public static bool Contains(object folder, string name)
    {
        lock (Gate)
        {
            return Counts.ContainsKey((folder, name));
        }
    }

    private sealed class Lease(object folder, string[] names) : IDisposable
    {
        private bool _isReturned;

        public string[] Names => names;

        public void Dispose()
        {
            lock (Gate)
            {
                if (_isReturned)
                {
                    return;
                }

                _isReturned = true;
                foreach (string name in names)
                {
                    if (--CollectionsMarshal.GetValueRefOrNullRef(Counts, (folder, name)) == 0)
                    {
                        Counts.Remove((folder, name));
                    }
                }
            }
        }
    }
}
