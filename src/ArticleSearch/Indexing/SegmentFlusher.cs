using ArticleSearch.IndexFormat.DocValues;
using ArticleSearch.IndexFormat.Norms;
using ArticleSearch.IndexFormat.Postings;
using ArticleSearch.IndexFormat.Segments;

namespace ArticleSearch.Indexing;

/// <summary>
/// Writes a buffer of passages as the parts of a segment: terms with their postings, norms, columns. Stored fields are written as
/// the passages come, not here. It changes nothing in the buffer.
/// </summary>
internal static class SegmentFlusher
{
    private const int RowLength = 256;

    /// <summary>The fields that occur in the buffer, in order of their numbers.</summary>
    public static FieldInfos FieldsOf(InvertedBuffer buffer, DocumentShape shape) => new(PassageFields.Of(shape).Where(field => field.Name switch
    {
        PassageFields.Title => buffer.Title.IsUsed,
        PassageFields.Date => buffer.Dates.RunCount > 0,
        PassageFields.Source => buffer.Sources.RunCount > 0,
        PassageFields.Article => buffer.Articles.RunCount > 0,
        PassageFields.File or PassageFields.Place => buffer.Origins.Files.RunCount > 0,
        PassageFields.Digest => buffer.Origins.Digests.RunCount > 0,
        PassageFields.Count => buffer.Origins.Counts.RunCount > 0,
        PassageFields.Acronyms => buffer.Acronyms.RunCount > 0,
        _ => true,
    }));

    /// <summary>Writes all parts.</summary>
    /// <param name="buffer">At least one passage.</param>
    /// <param name="writer">The segment, which knows the fields and the count of passages.</param>
    public static void Write(InvertedBuffer buffer, SegmentWriter writer)
    {
        int count = buffer.DocumentCount;
        foreach (var field in writer.Fields.All.OrderBy(field => field.Name, StringComparer.Ordinal))
        {
            switch (field.Name)
            {
                case PassageFields.Id:
                    WriteKeywords(buffer.Ids, field, writer, count);
                    break;
                case PassageFields.Article:
                    WriteKeywords(buffer.Articles, field, writer, count);
                    break;
                case PassageFields.Date:
                    WriteKeywords(buffer.Dates, field, writer, count);
                    break;
                case PassageFields.Source:
                    WriteKeywords(buffer.Sources, field, writer, count);
                    break;
                case PassageFields.File:
                    WriteKeywords(buffer.Origins.Files, field, writer, count);
                    break;
                case PassageFields.Acronyms:
                    WriteKeywords(buffer.Acronyms, field, writer, count, buffer.AcronymDocuments);
                    break;
                case PassageFields.Title:
                    WriteWords(buffer.Title, buffer, field, writer);
                    break;
                case PassageFields.Text:
                    WriteWords(buffer.Text, buffer, field, writer);
                    break;
                case PassageFields.Paragraph:
                    writer.DocValues.WriteNumeric(field, new Numbers(buffer));
                    break;
                case PassageFields.Place:
                    writer.DocValues.WriteNumeric(field, buffer.Origins.Places);
                    break;
                case PassageFields.Count:
                    writer.DocValues.WriteNumeric(field, buffer.Origins.Counts);
                    break;
                case PassageFields.Digest:
                    writer.DocValues.WriteSorted(field, new SortedValues(buffer.Origins.Digests, buffer.Origins.Digests.Sorted(), count));
                    break;
            }
        }
    }

    /// <param name="keywords">The field.</param>
    /// <param name="field">What is kept of it.</param>
    /// <param name="writer">The segment.</param>
    /// <param name="documentCount">How many passages there are.</param>
    /// <param name="documentsWithAny">How many passages have a value, where they may have several; null where each has one at most.</param>
    private static void WriteKeywords(KeywordField keywords, FieldInfo field, SegmentWriter writer, int documentCount, int? documentsWithAny = null)
    {
        int[] sorted = keywords.Sorted();
        if (field.DocValuesType == DocValuesType.Sorted)
        {
            writer.DocValues.WriteSorted(field, new SortedValues(keywords, sorted, documentCount));
        }

        var terms = writer.Terms;
        var postings = writer.Postings;
        int documentsWithTerms = 0;
        terms.StartField(field, norms: null);
        for (int i = 0; i < sorted.Length;)
        {
            var value = keywords.Value(sorted[i]);
            int frequency = 0;
            terms.StartTerm(value);
            do
            {
                var (first, end) = keywords.Documents(sorted[i]);
                for (int document = first; document < end; document++)
                {
                    postings.StartDocument(document, 1);
                    postings.FinishDocument();
                }

                frequency += end - first;
                i++;
            }
            while (i < sorted.Length && keywords.Value(sorted[i]).SequenceEqual(value));

            terms.FinishTerm(frequency, frequency);
            documentsWithTerms += frequency;
        }

        terms.FinishField(documentsWithAny ?? documentsWithTerms);
    }

    private static void WriteWords(InvertedField words, InvertedBuffer buffer, FieldInfo field, SegmentWriter writer)
    {
        var norms = words.Norms(buffer.DocumentCount);
        writer.Norms.WriteField(field, norms);
        bool hasOffsets = field.IndexOptions == IndexOptions.Offsets;
        words.Occurrences.Finish();
        var occurrences = new OccurrenceReader(buffer.Pool, hasOffsets);
        Span<Occurrence> row = new Occurrence[RowLength];
        var strings = words.Terms.ToUtf8();
        var terms = writer.Terms;
        terms.StartField(field, norms);
        foreach (int term in strings.Sorted())
        {
            if (!words.Occurrences.HasAny(term))
            {
                continue; // it was met in a text that was given up before it became a passage
            }

            terms.StartTerm(strings[term]);
            occurrences.Reset(words.Occurrences.StreamOf(term));
            for (int count; (count = occurrences.Read(row)) > 0;)
            {
                writer.Postings.Add(row[..count]);
            }

            terms.FinishTerm();
        }

        terms.FinishField(words.DocumentsWithTerms);
    }

    private sealed class Numbers(InvertedBuffer buffer) : NumericColumn
    {
        public override bool TryGet(int document, out long value)
        {
            value = buffer.Paragraphs[document];
            return true;
        }
    }
}
