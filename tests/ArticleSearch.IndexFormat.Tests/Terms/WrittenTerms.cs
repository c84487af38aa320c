using ArticleSearch.IndexFormat.Postings;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Storage;
using ArticleSearch.IndexFormat.Terms;

namespace ArticleSearch.IndexFormat.Tests.Terms;

/// <summary>A term and what is to be found with it: the slow twin of an entry of the dictionary.</summary>
internal sealed record TwinTerm(byte[] Bytes, int[] Documents, int[] Frequencies)
{
    public long TotalTermFrequency => Frequencies.Sum(frequency => (long)frequency);

    /// <summary>Random postings for given terms; most terms stand once.</summary>
    public static TwinTerm[] Make(byte[][] terms, int maxDocument, bool hasFrequencies, Random random) =>
    [
        .. terms.Select(term =>
        {
            int count = random.Next(3) > 0 ? 1 : random.Next(1, Math.Min(maxDocument, random.Next(200) == 0 ? 300 : 4) + 1);
            var documents = new SortedSet<int>();
            while (documents.Count < count)
            {
                documents.Add(random.Next(maxDocument));
            }

            return new TwinTerm(term, [.. documents], [.. documents.Select(_ => hasFrequencies && random.Next(3) == 0 ? random.Next(1, 200) : 1)]);
        }),
    ];
}

/// <summary>A segment's dictionary and postings in memory, as our writers write them.</summary>
internal sealed class WrittenTerms
{
    public const string Segment = "_0";
    public const string Suffix = "Lucene84_0";

    public WrittenTerms(MemoryFolder folder, SegmentInfo info, FieldInfos fields)
    {
        Folder = folder;
        Info = info;
        Fields = fields;
    }

    public MemoryFolder Folder { get; }

    public SegmentInfo Info { get; }

    public FieldInfos Fields { get; }

    public static FieldInfo Field(int number, IndexOptions options = IndexOptions.Frequencies) =>
        new() { Name = $"field{number}", Number = number, IndexOptions = options, OmitsNorms = true };

    public static WrittenTerms Write(int maxDocument, params IReadOnlyList<(FieldInfo Field, IReadOnlyList<TwinTerm> Terms)> fields)
    {
        var folder = new MemoryFolder();
        byte[] id = [.. Enumerable.Range(0, 16).Select(i => (byte)(i * 7))];
        var infos = new FieldInfos(fields.Select(field => field.Field).OrderBy(field => field.Number));
        var context = new SegmentWriteContext(folder, Segment, id, []);
        var postings = new PostingsWriter(context, Suffix, maxDocument, infos);
        using (var writer = new TermDictionaryWriter(context, Suffix, postings))
        {
            foreach (var (field, terms) in fields.OrderBy(field => field.Field.Name, StringComparer.Ordinal))
            {
                WriteField(writer, postings, field, terms);
            }

            writer.Finish();
        }

        return new WrittenTerms(folder, new SegmentInfo { Name = Segment, Id = id, MaxDocument = maxDocument }, infos);
    }

    /// <summary>A field of random terms, documents and frequencies only.</summary>
    public static (WrittenTerms Written, TwinTerm[] Twin) WriteRandom(
        string kind, int count, int seed, IndexOptions options = IndexOptions.Frequencies, int maxDocument = 1000)
    {
        var twin = TwinTerm.Make(RandomTerms.Make(kind, count, seed), maxDocument, options != IndexOptions.Documents, new Random(seed));
        return (Write(maxDocument, (Field(0, options), twin)), twin);
    }

    public Opened Open()
    {
        var context = new SegmentReadContext(Folder, Info, Fields);
        var postings = PostingsReader.Open(context, Suffix);
        try
        {
            return new Opened(postings, TermDictionary.Open(context, Suffix, postings));
        }
        catch
        {
            postings.Dispose();
            throw;
        }
    }

    public static string FileName(string extension) => SegmentContext.FileName(Segment, Suffix, extension);

    private static void WriteField(TermDictionaryWriter writer, PostingsWriter postings, FieldInfo field, IReadOnlyList<TwinTerm> terms)
    {
        writer.StartField(field, norms: null);
        var documents = new HashSet<int>();
        foreach (var term in terms)
        {
            writer.StartTerm(term.Bytes);
            for (int i = 0; i < term.Documents.Length; i++)
            {
                postings.StartDocument(term.Documents[i], term.Frequencies[i]);
                for (int position = 0; field.IndexOptions >= IndexOptions.Positions && position < term.Frequencies[i]; position++)
                {
                    postings.AddPosition(position * 3, position * 10, position * 10 + 4);
                }

                postings.FinishDocument();
                documents.Add(term.Documents[i]);
            }

            writer.FinishTerm(term.Documents.Length, term.TotalTermFrequency);
        }

        writer.FinishField(documents.Count);
    }

    /// <summary>An open dictionary with its postings.</summary>
    internal sealed record Opened(PostingsReader Postings, TermDictionary Dictionary) : IDisposable
    {
        public FieldTerms Only => Dictionary.Fields.Single();

        public void Dispose()
        {
            Dictionary.Dispose();
            Postings.Dispose();
        }
    }
}
