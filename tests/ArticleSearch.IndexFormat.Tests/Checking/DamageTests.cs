using ArticleSearch.IndexFormat.Checking;
using ArticleSearch.IndexFormat.DocValues;
using ArticleSearch.IndexFormat.Postings;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Storage;
using ArticleSearch.IndexFormat.StoredFields;
using ArticleSearch.IndexFormat.Tests.Segments;
using ArticleSearch.TestKit;

namespace ArticleSearch.IndexFormat.Tests.Checking;

/// <summary>Every byte of every file of a small index flipped in turn, every file cut at every length.</summary>
public sealed class DamageTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Every_flipped_byte_and_every_cut_is_reported_by_check(bool compound)
    {
        using var folder = new MemoryFolder();
        SmallIndex.Write(folder, segments: 1, documents: 4, compound, deleted: 2);
        Damage.Each(folder, (name, _) =>
        {
            var report = IndexCheck.Run(folder);
            return report.Problems.Any(problem => problem.File.Contains(name, StringComparison.Ordinal)) ? null
                : "not reported; problems: " + string.Join(" | ", report.Problems);
        });
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Reading_everything_of_a_damaged_index_works_or_names_file_and_position(bool compound)
    {
        using var folder = new MemoryFolder();
        SmallIndex.Write(folder, segments: 1, documents: 4, compound, deleted: 2);
        Damage.Each(folder, (name, _) =>
        {
            try
            {
                ReadEverything(folder);
                return null;
            }
            catch (CorruptIndexException e)
            {
                return e.File.Contains(compound && name.EndsWith(".cfs", StringComparison.Ordinal) ? "_0." : name[..2], StringComparison.Ordinal) ? null : e.Message;
            }
        });
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Damage_in_blocks_of_a_larger_index_is_an_answer_or_names_the_file(bool reseal)
    {
        using var folder = new MemoryFolder();
        SmallIndex.Write(folder, segments: 1, documents: 400, compound: false, deleted: 2);
        Damage.Each(
            folder,
            (_, _) =>
            {
                try
                {
                    ReadEverything(folder);
                }
                catch (Exception e) when (e is CorruptIndexException or UnsupportedIndexException)
                {
                }

                return null;
            },
            stride: 61,
            reseal: reseal);
    }

    [JavaTheory]
    [InlineData("loose,best,points,vectors,values,updates,deletes")]
    [InlineData("compound,points,vectors,values,updates,deletes")]
    public void Damage_of_an_index_of_Java_is_reported_by_check_and_by_readers_or_read_over(string flags)
    {
        using var index = new JavaIndex(seed: 3, documents: 4, flags);
        using var folder = index.ToMemory();
        var files = CommitPoint.ReadLatest(folder)!.Files;
        Damage.Each(
            folder,
            (name, _) =>
            {
                try
                {
                    ReadEverything(folder);
                }
                catch (CorruptIndexException)
                {
                }

                var report = IndexCheck.Run(folder);
                return report.Problems.Any(problem => problem.File.Contains(name, StringComparison.Ordinal)) ? null
                    : "not reported; problems: " + string.Join(" | ", report.Problems);
            },
            files,
            stride: 7);
    }

    [Fact]
    public void Damage_under_a_right_checksum_never_breaks_the_readers_or_the_check()
    {
        using var folder = new MemoryFolder();
        SmallIndex.Write(folder, segments: 1, documents: 4, compound: false, deleted: 2);
        Damage.Each(
            folder,
            (_, _) =>
            {
                var report = IndexCheck.Run(folder);
                return report.Problems.FirstOrDefault(problem => problem.What.StartsWith("the reader fails", StringComparison.Ordinal))?.ToString();
            },
            reseal: true);
    }

    private static void ReadEverything(IndexFolder folder)
    {
        using var snapshot = IndexSnapshot.Open(folder);
        var numbers = new List<long>();
        foreach (var segment in snapshot.Segments)
        {
            foreach (var field in segment.Fields.All)
            {
                for (int document = 0; document < segment.MaxDocument; document++)
                {
                    segment.Norms(field.Name)?.Get(document);
                    segment.Numeric(field.Name)?.TryGet(document, out _);
                    segment.Binary(field.Name)?.TryGet(document, out _);
                    segment.SortedNumeric(field.Name)?.Get(document, numbers);
                    segment.SortedSet(field.Name)?.Ordinals(document, numbers);
                    ReadSorted(segment.Sorted(field.Name), document);
                }

                if (segment.Terms(field.Name) is { } terms)
                {
                    var cursor = terms.OpenCursor();
                    for (int i = 0; i < 1000 && cursor.MoveNext(); i++)
                    {
                        ReadPostings(terms.OpenPostings(cursor.State, PostingsFeatures.Offsets), field);
                    }
                }
            }

            var values = new List<StoredValue>();
            var stored = segment.StoredFields.OpenCursor();
            for (int document = 0; document < segment.MaxDocument; document++)
            {
                stored.Read(document, values);
            }
        }
    }

    private static void ReadSorted(SortedColumn? column, int document)
    {
        if (column?.Ordinal(document) is >= 0 and var ordinal && ordinal < column.ValueCount)
        {
            column.Find(column.Value(ordinal));
        }
    }

    private static void ReadPostings(PostingsCursor postings, FieldInfo field)
    {
        for (int i = 0; i < 1000 && postings.NextDocument() != PostingsCursor.NoMoreDocuments; i++)
        {
            for (int j = 0; j < 1000 && j < postings.Frequency && field.IndexOptions >= IndexOptions.Positions; j++)
            {
                postings.NextPosition();
            }
        }
    }
}
