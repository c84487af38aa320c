using System.Globalization;
using ArticleSearch.Durability.Disks;
using ArticleSearch.IndexFormat;
using ArticleSearch.IndexFormat.Checking;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Storage;
using ArticleSearch.Maintenance;

namespace ArticleSearch.Durability.Tests.Maintenance;

/// <summary>Power cuts while an index is backed up, restored or repaired: what is left is the commit before or the one after, and it goes on.</summary>
public sealed class MaintenanceCutTests
{
    private const int Cuts = 300;

    [Fact]
    public void A_cut_backup_is_the_one_before_or_the_new_one()
    {
        var states = new List<HashSet<string>>();
        using var index = new MemoryFolder();
        using var backup = new SimulatedDisk();
        var ends = new List<int> { 0 };
        var random = new Random(1);
        for (int step = 0; step < 5; step++)
        {
            Write(index, random, merge: step == 3);
            IndexBackup.Copy(index, backup, null, default);
            states.Add(Articles(index));
            ends.Add(backup.ChangeCount);
        }

        for (int cut = 0; cut < Cuts; cut++)
        {
            int after = random.Next(backup.ChangeCount + 1);
            using var left = PowerCut.Apply(backup, after, random);
            int step = ends.FindLastIndex(end => end <= after); // so many backups had ended
            if (CommitPoint.Generations(left).IsEmpty)
            {
                Assert.Equal(0, step);
            }
            else
            {
                AssertIs(left, [.. states.Take(step + 1).TakeLast(2)], $"cut {cut} after {after}");
            }

            IndexBackup.Copy(index, left, null, default);
            AssertIs(left, [states[^1]], $"cut {cut} after {after}, copied again");
        }
    }

    [Fact]
    public void A_cut_restore_leaves_the_index_or_the_backup()
    {
        for (int seed = 0; seed < 10; seed++)
        {
            var random = new Random(seed);
            using var backup = new MemoryFolder();
            using var index = new SimulatedDisk();
            Write(index, random, merge: false);
            IndexBackup.Copy(index, backup, null, default);
            var saved = Articles(index);
            Write(index, random, merge: seed % 2 == 0);
            var before = Articles(index);
            int start = index.ChangeCount;
            IndexBackup.Restore(backup, index, null, 1, default);
            for (int cut = 0; cut < Cuts / 10; cut++)
            {
                int after = start + random.Next(index.ChangeCount - start + 1);
                using var left = PowerCut.Apply(index, after, random);
                string context = $"seed {seed}, cut {cut} after {after - start}";
                AssertIs(left, after == index.ChangeCount ? [saved] : [before, saved], context);
                IndexBackup.Restore(backup, left, null, 1, default);
                AssertIs(left, [saved], context + ", restored again");
                Write(left, random, merge: true);
                Assert.True(IndexCheck.Run(left).IsClean, context);
            }
        }
    }

    [Fact]
    public void A_cut_repair_leaves_the_damaged_index_or_the_repaired_one()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            var random = new Random(seed);
            using var good = new MemoryFolder();
            Write(good, random, merge: false);
            Write(good, random, merge: false);
            var files = good.List().ToDictionary(name => name, name => good.Bytes(name).ToArray(), StringComparer.Ordinal);
            string damaged = files.Keys.Order(StringComparer.Ordinal).ElementAt(random.Next(files.Count));
            files[damaged][random.Next(files[damaged].Length)] ^= 1;
            using var disk = new SimulatedDisk(files);
            IndexRepair.Run(disk, 1, null, default);
            var repaired = Articles(disk);
            for (int cut = 0; cut < Cuts / 20; cut++)
            {
                int after = random.Next(disk.ChangeCount + 1);
                using var left = PowerCut.Apply(disk, after, random);
                string context = $"seed {seed}, {damaged}, cut {cut} after {after}";
                var report = IndexCheck.Run(left);
                Assert.True(after < disk.ChangeCount || report.IsClean, context);
                if (report.IsClean)
                {
                    AssertIs(left, [repaired], context);
                }
                else
                {
                    foreach (var (name, bytes) in files)
                    {
                        Assert.True(bytes.AsSpan().SequenceEqual(left.BytesOf(name)), $"{context}: {name}");
                    }
                }

                IndexRepair.Run(left, 1, null, default);
                AssertIs(left, [repaired], context + ", repaired again");
            }
        }
    }

    private static void Write(IndexFolder folder, Random random, bool merge)
    {
        using var builder = IndexBuilder.Open(folder, new IndexBuilderOptions { MaxBufferedPassages = 6 });
        for (int i = 0; i < 9; i++)
        {
            string id = random.Next(25).ToString(CultureInfo.InvariantCulture);
            if (random.Next(5) == 0)
            {
                builder.Delete(id);
            }
            else
            {
                builder.Add(new Article { Id = id, Text = $"Texte {random.Next(1000)}.\nSuite {random.Next(1000)}." });
            }
        }

        if (merge)
        {
            builder.Merge();
        }

        builder.Commit();
    }

    /// <summary>The stored passages that live, each once.</summary>
    private static HashSet<string> Articles(IndexFolder folder)
    {
        var passages = new HashSet<string>(StringComparer.Ordinal);
        using var snapshot = IndexSnapshot.Open(folder);
        foreach (var segment in snapshot.Segments)
        {
            using var cursor = segment.StoredFields.OpenCursor();
            var values = new List<ArticleSearch.IndexFormat.StoredFields.StoredValue>();
            for (int document = 0; document < segment.MaxDocument; document++)
            {
                if (segment.Live?[document] != false)
                {
                    cursor.Read(document, values);
                    Assert.True(passages.Add(string.Join('|', values.Select(value => value.Text ?? value.Number.ToString(CultureInfo.InvariantCulture)))));
                }
            }
        }

        return passages;
    }

    private static void AssertIs(IndexFolder folder, HashSet<string>[] expected, string context)
    {
        var report = IndexCheck.Run(folder);
        Assert.True(report.IsClean, $"{context}: {string.Join('\n', report.Problems)}");
        var found = Articles(folder);
        Assert.True(expected.Any(found.SetEquals), context);
    }
}
