using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.IndexFormat.Checking;

/// <summary>
/// Checks that what stands in the files of one segment fits together, part after part. The checksums have been compared
/// before: what is found here was written wrong, or changed by someone who set the checksum right.
/// </summary>
internal static class SegmentCheck
{
    public static IReadOnlyList<IndexProblem> Run(IndexFolder folder, SegmentCommit commit, CancellationToken cancellation)
    {
        var problems = new ProblemList();
        string file = SegmentInfoFormat.FileName(commit.Info.Name);
        SegmentReader? segment = null;
        problems.Try(file, () => segment = SegmentReader.Open(folder, commit));
        if (segment is null)
        {
            return problems.Problems;
        }

        using (segment)
        {
            var found = new List<IndexProblem>();
            found.AddRange(CheckTerms(segment, cancellation));
            found.AddRange(CheckNorms(segment, cancellation));
            found.AddRange(CheckValues(segment, cancellation));
            found.AddRange(CheckSoftDeletions(segment));
            found.AddRange(CheckStoredFields(segment, cancellation));
            return found;
        }
    }

    private static List<IndexProblem> CheckTerms(SegmentReader segment, CancellationToken cancellation)
    {
        var found = new List<IndexProblem>();
        foreach (var (postings, dictionary) in segment.Core.Dictionaries)
        {
            string file = dictionary.Files.First().Name;
            foreach (var terms in dictionary.Fields.OrderBy(terms => terms.Field.Name, StringComparer.Ordinal))
            {
                var problems = new ProblemList();
                bool sound = problems.Try(file, () => dictionary.Check(terms.Field.Name, cancellation));
                if (sound)
                {
                    string documents = postings.Files.First().Name;
                    var norms = segment.Norms(terms.Field.Name);
                    problems.Try(
                        documents,
                        () => new TermsCheck(documents, terms, segment.MaxDocument, norms, segment.Live, problems).Run(cancellation));
                }

                found.AddRange(problems.Problems);
            }
        }

        return found;
    }

    private static List<IndexProblem> CheckNorms(SegmentReader segment, CancellationToken cancellation)
    {
        var found = new List<IndexProblem>();
        string file = SegmentContext.FileName(segment.Info.Name, suffix: "", FormatNames.NormsDataExtension);
        foreach (var field in segment.Core.Fields.All.Where(field => field.HasNorms))
        {
            var problems = new ProblemList();
            problems.Try(
                file,
                () => new ColumnsCheck(file, field, segment.MaxDocument, problems, cancellation).Norms(segment.Norms(field.Name)));
            found.AddRange(problems.Problems);
        }

        return found;
    }

    private static List<IndexProblem> CheckValues(SegmentReader segment, CancellationToken cancellation)
    {
        var found = new List<IndexProblem>();
        foreach (var reader in segment.Core.DocValuesReaders.Concat(segment.Updates?.Readers.Select(pair => pair.Reader) ?? []))
        {
            var problems = new ProblemList();
            string file = reader.Files.First().Name;
            problems.Try(file, () => reader.Check(cancellation));
            found.AddRange(problems.Problems);
        }

        if (found.Count > 0)
        {
            return found;
        }

        foreach (var field in segment.Fields.All)
        {
            var problems = new ProblemList();
            string file = (segment.Updates?.Reader(field.Name) ?? segment.Core.DocValues(field.Name))?.Files.First().Name ?? SegmentInfoFormat.FileName(segment.Info.Name);
            problems.Try(file, () => new ColumnsCheck(file, field, segment.MaxDocument, problems, cancellation).Values(segment));
            found.AddRange(problems.Problems);
        }

        return found;
    }

    /// <summary>As many live documents have a value in the field of soft deletions as the commit counts.</summary>
    private static IReadOnlyList<IndexProblem> CheckSoftDeletions(SegmentReader segment)
    {
        var problems = new ProblemList();
        string file = SegmentInfoFormat.FileName(segment.Info.Name);
        problems.Try(file, () =>
        {
            string? field = segment.Fields.All.FirstOrDefault(field => field.IsSoftDeletesField)?.Name;
            int count = 0;
            if (field is not null && segment.Numeric(field) is { } column)
            {
                count = Enumerable.Range(0, segment.MaxDocument)
                    .Count(document => segment.Live?[document] != false && column.TryGet(document, out _));
            }

            if (count != segment.Commit.SoftDeletedCount)
            {
                problems.Add(file, -1, $"{count} documents are deleted softly, the commit says {segment.Commit.SoftDeletedCount}");
            }
        });
        return problems.Problems;
    }

    private static IReadOnlyList<IndexProblem> CheckStoredFields(SegmentReader segment, CancellationToken cancellation)
    {
        var problems = new ProblemList();
        string file = segment.StoredFields.Files.First().Name;
        problems.Try(file, () => segment.StoredFields.Check(cancellation));
        return problems.Problems;
    }
}
