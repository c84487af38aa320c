using System.Collections.Concurrent;
using ArticleSearch.IndexFormat.DocValues;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Storage;
using ArticleSearch.IndexFormat.Terms;

namespace ArticleSearch.IndexFormat.Checking;

/// <summary>
/// Checks that what stands in the files of one segment fits together: cuts the work in pieces that threads take, so that one
/// large segment is checked by all of them. The checksums have been compared before: what is found here was written wrong, or
/// changed by someone who set the checksum right.
/// </summary>
internal sealed class SegmentCheck
{
    /// <summary>About how many occurrences of terms, and how many documents of stored fields, are one piece of work.</summary>
    private const long TermsPart = 1 << 20;
    private const int DocumentsPart = 1 << 15;

    private readonly SegmentReader _segment;
    private readonly WorkQueue _queue;
    private readonly CheckMeter _meter;
    private readonly CancellationToken _cancellation;

    private SegmentCheck(SegmentReader segment, WorkQueue queue, CheckMeter meter)
    {
        _segment = segment;
        _queue = queue;
        _meter = meter;
        _cancellation = queue.Cancellation;
    }

    /// <param name="folder">The commit's files.</param>
    /// <param name="commit">The segment.</param>
    /// <param name="problems">Receives what is wrong, when the queue has run.</param>
    /// <param name="queue">Where the pieces of work are put.</param>
    /// <param name="meter">Told what is done.</param>
    /// <param name="opened">Receives the segment, to be disposed when the queue has run.</param>
    public static void Start(
        IndexFolder folder, SegmentCommit commit, ProblemList problems, WorkQueue queue, CheckMeter meter, ConcurrentBag<SegmentReader> opened)
    {
        var opening = problems.Part();
        SegmentReader? segment = null;
        opening.Try(SegmentInfoFormat.FileName(commit.Info.Name), () => segment = SegmentReader.Open(folder, commit));
        if (segment is null)
        {
            return;
        }

        opened.Add(segment);
        var check = new SegmentCheck(segment, queue, meter);
        check.StartInnerFiles(problems.PartOfParts());
        check.StartTerms(problems.PartOfParts());
        check.StartNorms(problems.PartOfParts());
        check.StartValues(problems.PartOfParts());
        check.StartSoftDeletions(problems.Part());
        check.StartStoredFields(problems.PartOfParts());
    }

    /// <summary>The files inside a compound file have headers and checksums of their own.</summary>
    private void StartInnerFiles(ProblemList problems)
    {
        if (_segment.Core.Compound is { } compound)
        {
            foreach (string name in compound.List())
            {
                FileCheck.Start(() => compound.Open(name), name, _segment.Info.Id, problems.Part(), _queue, _ => { }, () => { });
            }
        }
    }

    private void StartTerms(ProblemList problems)
    {
        foreach (var (postings, dictionary) in _segment.Core.Dictionaries)
        {
            string documents = postings.Files.First().Name;
            long bytes = postings.Files.Concat(dictionary.Files).Sum(file => file.Length);
            long occurrences = Math.Max(1, dictionary.Fields.Sum(terms => terms.SumTotalTermFrequency));
            foreach (var terms in dictionary.Fields.OrderBy(terms => terms.Field.Name, StringComparer.Ordinal))
            {
                long length = (long)(bytes * ((double)terms.SumTotalTermFrequency / occurrences));
                var part = problems.Part();
                _queue.Add(() => StartField(dictionary, terms, documents, length, part));
            }
        }
    }

    private void StartField(TermDictionary dictionary, FieldTerms terms, string documents, long length, ProblemList problems)
    {
        string field = terms.Field.Name;
        IReadOnlyList<byte[]> starts = [];
        if (!problems.Try(dictionary.Files.First().Name, () => starts = dictionary.Check(field, TermsPart, _cancellation)))
        {
            return;
        }

        var check = new TermsCheck(documents, terms, _segment.MaxDocument, _segment.Norms(field), _segment.Live, problems);
        ProblemList[] parts = [.. Enumerable.Range(0, starts.Count + 1).Select(_ => problems.Part())];
        var end = problems.Part();
        var countdown = new Countdown(parts.Length, () => end.Try(documents, () => check.Finish(end)));
        for (int i = 0; i < parts.Length; i++)
        {
            int part = i;
            _queue.Add(() =>
            {
                parts[part].Try(documents, () => check.Run(
                    part == 0 ? null : starts[part - 1], part == starts.Count ? null : starts[part], parts[part], _cancellation));
                _meter.Advance(documents, length / parts.Length);
                countdown.Signal();
            });
        }
    }

    private void StartNorms(ProblemList problems)
    {
        string file = SegmentContext.FileName(_segment.Info.Name, suffix: "", FormatNames.NormsDataExtension);
        foreach (var field in _segment.Core.Fields.All.Where(field => field.HasNorms))
        {
            Start(file, problems.Part(), part =>
                new ColumnsCheck(file, field, _segment.MaxDocument, part, _cancellation).Norms(_segment.Norms(field.Name)));
        }
    }

    private void StartValues(ProblemList problems)
    {
        var files = problems.PartOfParts();
        var fields = problems.PartOfParts();
        DocValuesReader[] readers = [.. _segment.Core.DocValuesReaders.Concat(_segment.Updates?.Readers.Select(pair => pair.Reader) ?? [])];
        if (readers.Length == 0)
        {
            StartColumns(fields);
            return;
        }

        // A column is read through only where what all columns of the file stand on is right.
        var end = new Countdown(readers.Length, () =>
        {
            if (files.Problems.Count == 0)
            {
                StartColumns(fields);
            }
        });
        foreach (var reader in readers)
        {
            string file = reader.Files.First().Name;
            var part = files.Part();
            _queue.Add(() =>
            {
                part.Try(file, () => reader.Check(_cancellation));
                _meter.Advance(file, reader.Files.Sum(opened => opened.Length));
                end.Signal();
            });
        }
    }

    private void StartColumns(ProblemList problems)
    {
        foreach (var field in _segment.Fields.All)
        {
            string file = (_segment.Updates?.Reader(field.Name) ?? _segment.Core.DocValues(field.Name))?.Files.First().Name
                ?? SegmentInfoFormat.FileName(_segment.Info.Name);
            Start(file, problems.Part(), part =>
                new ColumnsCheck(file, field, _segment.MaxDocument, part, _cancellation).Values(_segment));
        }
    }

    /// <summary>As many live documents have a value in the field of soft deletions as the commit counts.</summary>
    private void StartSoftDeletions(ProblemList problems)
    {
        string file = SegmentInfoFormat.FileName(_segment.Info.Name);
        Start(file, problems, part =>
        {
            string? field = _segment.Fields.All.FirstOrDefault(field => field.IsSoftDeletesField)?.Name;
            int count = 0;
            if (field is not null && _segment.Numeric(field) is { } column)
            {
                count = Enumerable.Range(0, _segment.MaxDocument)
                    .Count(document => _segment.Live?[document] != false && column.TryGet(document, out _));
            }

            if (count != _segment.Commit.SoftDeletedCount)
            {
                part.Add(file, -1, $"{count} documents are deleted softly, the commit says {_segment.Commit.SoftDeletedCount}");
            }
        });
    }

    private void StartStoredFields(ProblemList problems)
    {
        var stored = _segment.StoredFields;
        string file = stored.Files.First().Name;
        long bytes = stored.Files.Sum(opened => opened.Length);
        var index = problems.Part();
        var documents = problems.PartOfParts();
        _queue.Add(() =>
        {
            if (!index.Try(file, () => stored.Index.Check(stored.MaxDocument, _cancellation)))
            {
                return;
            }

            for (int i = 0; i < stored.MaxDocument; i += DocumentsPart)
            {
                int start = i;
                int end = Math.Min(stored.MaxDocument, start + DocumentsPart);
                Start(file, documents.Part(), part =>
                {
                    part.Try(file, () => stored.Check(start, end, _cancellation));
                    _meter.Advance(file, (long)(bytes * ((double)(end - start) / stored.MaxDocument)));
                });
            }
        });
    }

    private void Start(string file, ProblemList problems, Action<ProblemList> check) =>
        _queue.Add(() => problems.Try(file, () => check(problems)));
}
