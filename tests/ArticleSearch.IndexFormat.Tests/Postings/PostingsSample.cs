using ArticleSearch.IndexFormat.Norms;
using ArticleSearch.IndexFormat.Postings;
using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.IndexFormat.Tests.Postings;

/// <summary>The postings of one term as plain arrays: what the format must give back.</summary>
internal sealed class TermSample
{
    public required int[] Documents { get; init; }

    public required int[] Frequencies { get; init; }

    /// <summary>For each document its positions, and start and end offsets that go with them.</summary>
    public required (int Position, int Start, int End)[][] Positions { get; init; }

    public TermState State { get; set; }

    public long TotalFrequency => Frequencies.Sum(f => (long)f);

    public static TermSample Create(Random random, int maxDocument, int count, int maxFrequency)
    {
        var documents = new List<int>(count);
        for (int document = 0; documents.Count < count; document++)
        {
            if (random.Next(maxDocument - document) < count - documents.Count)
            {
                documents.Add(document);
            }
        }

        return Create(random, [.. documents], maxFrequency);
    }

    public static TermSample Create(Random random, int[] documents, int maxFrequency)
    {
        int[] frequencies = [.. documents.Select(_ => random.Next(4) == 0 ? random.Next(1, maxFrequency + 1) : 1)];
        var positions = new (int, int, int)[documents.Length][];
        for (int i = 0; i < positions.Length; i++)
        {
            positions[i] = new (int, int, int)[frequencies[i]];
            int position = random.Next(100);
            int offset = random.Next(600);
            for (int j = 0; j < frequencies[i]; j++)
            {
                int length = random.Next(5) == 0 ? random.Next(40) : 6;
                positions[i][j] = (position, offset, offset + length);
                position += random.Next(random.Next(50) == 0 ? 10_000 : 30);
                offset += random.Next(random.Next(60) == 0 ? 60_000 : 150);
            }
        }

        return new TermSample { Documents = documents, Frequencies = frequencies, Positions = positions };
    }
}

/// <summary>A segment whose only field holds some terms.</summary>
internal sealed class PostingsSample : IDisposable
{
    public const string Suffix = "Lucene84_0";
    private static readonly byte[] Id = [.. Enumerable.Range(1, 16).Select(i => (byte)i)];
    private readonly SegmentReadContext _context;

    /// <summary>Writes the terms to memory.</summary>
    public PostingsSample(IndexOptions options, int maxDocument, NormsColumn? norms, params TermSample[] terms)
    {
        Field = new FieldInfo { Name = "text", Number = 0, IndexOptions = options };
        MaxDocument = maxDocument;
        Terms = terms;
        var folder = new MemoryFolder();
        Folder = folder;
        var fields = new FieldInfos([Field]);
        var context = new SegmentWriteContext(folder, "_0", Id, new SortedSet<string>(StringComparer.Ordinal));
        using (var writer = new PostingsWriter(context, Suffix, maxDocument, fields))
        {
            Write(writer, norms);
            writer.Finish();
        }

        _context = new SegmentReadContext(folder, new SegmentInfo { Name = "_0", Id = Id, MaxDocument = maxDocument }, fields);
        Reader = PostingsReader.Open(_context, Suffix);
        DecodeStates(check: true);
    }

    /// <summary>Opens files that another program wrote of the terms, and takes the terms' states from its metadata.</summary>
    public PostingsSample(IndexFolder folder, byte[] metadata, FieldInfo field, int maxDocument, params TermSample[] terms)
    {
        Field = field;
        MaxDocument = maxDocument;
        Terms = terms;
        Folder = folder;
        Metadata = metadata;
        var info = new SegmentInfo { Name = "_0", Id = Id, MaxDocument = maxDocument };
        _context = new SegmentReadContext(folder, info, new FieldInfos([field]));
        Reader = PostingsReader.Open(_context, Suffix);
        DecodeStates(check: false);
    }

    public IndexFolder Folder { get; }

    public FieldInfo Field { get; }

    public int MaxDocument { get; }

    public TermSample[] Terms { get; }

    public PostingsReader Reader { get; private set; }

    /// <summary>The states of the terms, one after the other, as a block of the dictionary holds them.</summary>
    public byte[] Metadata { get; private set; } = [];

    /// <summary>Opens the files again, after they were damaged.</summary>
    public void Reopen()
    {
        Reader.Dispose();
        Reader = PostingsReader.Open(_context, Suffix);
    }

    public PostingsCursor Open(TermSample term, PostingsFeatures features = PostingsFeatures.Offsets, PostingsCursor? reuse = null) =>
        Reader.Open(Field, term.State, features, reuse);

    public byte[] Bytes(string extension)
    {
        using var file = Folder.Open($"_0_{Suffix}.{extension}");
        return file.Span(0, (int)file.Length).ToArray();
    }

    public void Dispose()
    {
        Reader.Dispose();
        Folder.Dispose();
    }

    private void Write(PostingsWriter writer, NormsColumn? norms)
    {
        var metadata = new MemoryOutput();
        var previous = default(TermState);
        writer.StartField(Field, norms);
        foreach (var term in Terms)
        {
            writer.StartTerm();
            for (int i = 0; i < term.Documents.Length; i++)
            {
                writer.StartDocument(term.Documents[i], term.Frequencies[i]);
                if (Field.IndexOptions >= IndexOptions.Positions)
                {
                    foreach (var (position, start, end) in term.Positions[i])
                    {
                        writer.AddPosition(position, start, end);
                    }
                }

                writer.FinishDocument();
            }

            term.State = writer.FinishTerm(term.Documents.Length, TotalFrequency(term));
            writer.EncodeTerm(metadata, Field, term.State, ref previous, absolute: metadata.Length == 0);
        }

        Metadata = metadata.ToArray();
    }

    private long TotalFrequency(TermSample term) =>
        Field.IndexOptions >= IndexOptions.Frequencies ? term.TotalFrequency : term.Documents.Length;

    private void DecodeStates(bool check)
    {
        var metadata = new MemoryFile("metadata", Metadata).CursorAt(0);
        var state = default(TermState);
        bool first = true;
        foreach (var term in Terms)
        {
            state = state with { DocumentFrequency = term.Documents.Length, TotalTermFrequency = TotalFrequency(term) };
            Reader.DecodeTerm(ref metadata, Field, ref state, absolute: first);
            if (check)
            {
                Assert.Equal(term.State, state);
            }

            term.State = state;
            first = false;
        }

        Assert.Equal(0, metadata.Remaining);
    }
}

/// <summary>Norms made up of the document's number, mostly bytes.</summary>
internal sealed class SampleNorms(int distinct, bool large = false) : NormsColumn
{
    public override long Get(int document)
    {
        uint hash = (uint)document * 2654435761u >> 7;
        long norm = (long)(hash % (uint)distinct) - (distinct > 128 ? 128 : 0);
        return large && hash % 3 == 0 ? norm * 1_000_003 : norm;
    }

    public override bool Has(int document) => Get(document) != 0;

    /// <summary>The same norms as bytes.</summary>
    public ByteNorms ToBytes(int maxDocument) => new(Enumerable.Range(0, maxDocument).Select(document => (byte)Get(document)).ToArray());
}
