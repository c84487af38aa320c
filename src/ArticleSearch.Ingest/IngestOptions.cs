using System.Security.Cryptography;
using System.Text;
using ArticleSearch.Ingest.Records;
using ArticleSearch.Ingest.Selecting;

namespace ArticleSearch.Ingest;

/// <summary>What the user says of the input: how it is to be read where it does not tell by itself. The same for all files of a run.</summary>
internal sealed record IngestOptions
{
    /// <summary>Nothing is said.</summary>
    public static IngestOptions Default { get; } = new();

    /// <summary>The format of all files; null to look at each.</summary>
    public ArticleFormat? Format { get; init; }

    /// <summary>Which fields of records are title, text and so on.</summary>
    public FieldNames Fields { get; init; } = FieldNames.Usual;

    /// <summary>Which files are read.</summary>
    public FileSelection Files { get; init; } = FileSelection.All;

    /// <summary>
    /// The digest by which the index knows a file: that of its content, and another one where it was read otherwise than usual, so
    /// that it is read again when that changes.
    /// </summary>
    public string? Sign(string? digest)
    {
        if (digest is null || (Format is null && ReferenceEquals(Fields, FieldNames.Usual)))
        {
            return digest;
        }

        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{digest}\n{Format?.Name}\n{Fields}"));
        return Convert.ToHexStringLower(hash.AsSpan(0, digest.Length / 2));
    }
}
