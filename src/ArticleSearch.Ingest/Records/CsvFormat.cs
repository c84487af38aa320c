using System.Text;
using ArticleSearch.Ingest.Texts;
using CsvHelper;

namespace ArticleSearch.Ingest.Records;

/// <summary>
/// Comma, semicolon or tab separated values with a header: a row is an article. Reads as it goes; a row may not be larger than
/// <see cref="MaxRowLength"/>.
/// </summary>
/// <remarks>Fields are told by the names of the columns (<see cref="FieldNames"/>). The place of an article is the line where its row starts.</remarks>
internal sealed class CsvFormat : ArticleFormat
{
    /// <summary>The longest row, in bytes: 4 MiB.</summary>
    public const int MaxRowLength = 1 << 22;

    private const int MaxColumns = 10_000;
    private const int MaxHeaderLength = 1 << 20;

    private static readonly char[] Separators = [';', '\t', ',', '|'];

    public override string Name => "csv";

    public override IReadOnlyList<string> Extensions { get; } = [".csv", ".tsv", ".tab"];

    public override bool Recognizes(ReadOnlySpan<byte> head, bool isWhole)
    {
        // A header that names a text and something else.
        int lineEnd = head.IndexOf((byte)'\n');
        if (lineEnd is < 0 or > 4096)
        {
            return false;
        }

        string line = Encoding.UTF8.GetString(head[..lineEnd]).TrimEnd('\r');
        foreach (char separator in Separators)
        {
            string[] names = line.Split(separator);
            if (names.Length > 1 && names.All(name => name.Trim().Trim('"').Length is > 0 and < 40))
            {
                var roles = names.Select(name => FieldNames.Usual.Find(name).Role).Where(role => role != FieldRole.None).ToHashSet();
                return roles.Count > 1 && roles.Count * 2 > names.Length && roles.Contains(FieldRole.Text);
            }
        }

        return false;
    }

    public override IEnumerable<IngestItem> Read(FormatInput input, CancellationToken cancellation)
    {
        var encoding = TextDecoder.Find(input.Encoding);
        var options = new CsvReaderOptions
        {
            Separator = input.File.Extension is ".tsv" or ".tab" ? '\t' : null,
            DetectSeparatorHint = true,
            Encoding = input.Encoding is TextEncoding.Ascii or TextEncoding.Utf8 or TextEncoding.DamagedUtf8 ? null : encoding,
            MaxRecordSize = MaxRowLength,
            TrackLineNumbers = true,
        };
        if (!IsShort(ref input))
        {
            yield return new IngestProblem(input.File.Name, 1, 0, "ingest.csv.header", $"the first line has more than {MaxHeaderLength} bytes");
            yield break;
        }

        using var reader = CsvReader.Create(input.Stream, options, leaveOpen: true);
        var claims = new List<FieldClaim>();
        if (!TryStep(() => FindColumns(reader, input, claims), input.File, out var unusable) | unusable is not null)
        {
            yield return unusable!;
            yield break;
        }

        var values = new RecordValues();
        bool isEmpty = true;
        IngestItem? item;
        while (TryStep(() => ReadRow(reader, claims, values, input.File), input.File, out item) & item is not null)
        {
            cancellation.ThrowIfCancellationRequested();
            isEmpty = false;
            input.Counter.Reach(reader.ByteOffset);
            yield return item!;
        }

        if (item is not null)
        {
            yield return item;
        }
        else if (isEmpty)
        {
            yield return input.Problem("ingest.articles", $"the file has no article");
        }
    }

    // Whether the first line ends early enough for its names to be held; the input is at its start again then.
    private static bool IsShort(ref FormatInput input)
    {
        var stream = new PeekStream(input.Stream);
        var head = stream.Peek(MaxHeaderLength);
        input = input with { Stream = stream };
        return head.Length < MaxHeaderLength || head.ContainsAny((byte)'\n', (byte)'\r');
    }

    // False, and the problem, where the parser refuses to go on.
    private static bool TryStep(Func<IngestItem?> step, SourceFile file, out IngestItem? item)
    {
        try
        {
            item = step();
            return true;
        }
        catch (CsvFormatException e)
        {
            item = new IngestProblem(file.Name, (int)Math.Min(e.LineNumber, int.MaxValue), 0, "ingest.csv.row", $"the row can not be read: {e.Message.ReplaceLineEndings(" ")}");
            return false;
        }
    }

    private static IngestProblem? FindColumns(CsvReader reader, FormatInput input, List<FieldClaim> claims)
    {
        reader.ReadHeader();
        var headers = reader.Headers;
        foreach (string header in headers)
        {
            claims.Add(input.Options.Fields.Find(header));
        }

        string Shown(int count) => string.Join(", ", headers.Take(count).Select(name => OneLine.Shorten(name, 40))) + (headers.Count > count ? ", …" : "");
        return headers.Count > MaxColumns ? new IngestProblem(input.File.Name, 1, 0, "ingest.csv.columns", $"the file has {headers.Count} columns; at most {MaxColumns} can be taken")
            : claims.Exists(claim => claim.Role == FieldRole.Text) ? null
            : new IngestProblem(input.File.Name, 1, 0, "ingest.csv.text", $"no column is called text; say which one is: --map text=COLUMN (there are {Shown(12)})");
    }

    private static IngestItem? ReadRow(CsvReader reader, List<FieldClaim> claims, RecordValues values, SourceFile file)
    {
        if (!reader.Read())
        {
            return null;
        }

        values.Clear();
        int line = (int)Math.Min(reader.LineNumber, int.MaxValue);
        for (int i = 0; i < Math.Min(claims.Count, reader.FieldCount); i++)
        {
            if (!values.Wants(claims[i]))
            {
                continue;
            }

            var bytes = reader.GetSpan(i);
            if (!TextDecoder.TryDecodePart(bytes, out string? value))
            {
                return new IngestProblem(file.Name, line, 0, "ingest.csv.bytes", $"the row has bytes that are not valid UTF-8");
            }

            try
            {
                values.Offer(claims[i], value);
            }
            catch (UnreadableInputException e)
            {
                return new IngestProblem(file.Name, line, 0, e.Wording); // markup that can not be parsed
            }
        }

        return values.ToItem(file, line);
    }
}
