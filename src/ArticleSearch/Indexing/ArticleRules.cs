using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using ArticleSearch.IndexFormat;

namespace ArticleSearch.Indexing;

/// <summary>
/// What an article must be like to be taken, asked before anything is changed; and the id of one that comes without. It looks at
/// the article alone, never at the index.
/// </summary>
internal static class ArticleRules
{
    /// <summary>The greatest length of a term in bytes, of the format.</summary>
    public const int MaxTermBytes = 32766;

    // So many bytes of SHA-256 make the id of an article without one.
    private const int DigestBytes = 16;

    /// <summary>Checks an article, cuts its text and finds its id.</summary>
    /// <param name="article">The article.</param>
    /// <param name="passages">Becomes the list of its paragraphs; empty if only the title is left to be a passage.</param>
    /// <exception cref="ArgumentException">The article can not be taken; the message says why.</exception>
    public static string Admit(Article article, List<PassageRange> passages)
    {
        ArgumentNullException.ThrowIfNull(article);
        if (article.Text is null)
        {
            throw new ArgumentException("The article has no text (null).");
        }

        if (article.Text.Length > Article.MaxTextLength)
        {
            throw Refusal("library.article.text", $"The text has {article.Text.Length} characters; at most {Article.MaxTextLength} can be taken.");
        }

        if (article.Title?.Length > Article.MaxTitleLength)
        {
            throw Refusal("library.article.title", $"The title has {article.Title.Length} characters; at most {Article.MaxTitleLength} can be taken.");
        }

        CheckOffset(article.TextOffset, article.Text.Length, nameof(Article.TextOffset));
        CheckOffset(article.TitleOffset ?? 0, article.Title?.Length ?? 0, nameof(Article.TitleOffset));
        if (article.Breaks is not (ParagraphBreak.Line or ParagraphBreak.BlankLine))
        {
            throw new ArgumentException($"{article.Breaks} is no way to separate paragraphs.");
        }

        Split(article, passages);
        string id = article.Id ?? Digest(article);
        CheckId(id, passages.Count);
        CheckKeyword(article.Date, "date");
        CheckKeyword(article.Source, "source");
        CheckKeyword(article.File, "file");
        if (article.Place < 0)
        {
            throw new ArgumentException($"Place {article.Place} is none.");
        }

        // What every passage carries with it: a long title over a million short lines would be a terabyte.
        long repeated = (long)id.Length + (article.Title?.Length ?? 0) + (article.Date?.Length ?? 0) + (article.Source?.Length ?? 0);
        if (repeated * passages.Count > Article.MaxTextLength)
        {
            throw Refusal("library.article.repeated", $"Id, title, date and source, repeated in each of {passages.Count} passages, have more than {Article.MaxTextLength} characters.");
        }

        return id;
    }

    /// <summary>The title as a passage: its range in the title, without the blanks around it.</summary>
    public static PassageRange TitlePassage(Article article)
    {
        var (start, end) = PassageSplitter.Trim(article.Title, 0, article.Title?.Length ?? 0);
        return new PassageRange(0, start, end);
    }

    private static void Split(Article article, List<PassageRange> passages)
    {
        passages.Clear();
        foreach (var passage in new PassageSplitter(article.Text, article.Breaks))
        {
            if (passages.Count == Article.MaxParagraphs)
            {
                throw Refusal("library.article.paragraphs", $"The text has more than {Article.MaxParagraphs} paragraphs.");
            }

            passages.Add(passage);
        }

        if (passages.Count == 0 && TitlePassage(article).Length == 0)
        {
            throw Refusal("library.article.nothing", $"The article has neither text nor title.");
        }
    }

    private static void CheckOffset(int offset, int length, string name)
    {
        if (offset < 0 || offset > int.MaxValue - length)
        {
            throw new ArgumentException($"{name} {offset} leaves no room for {length} characters between 0 and {int.MaxValue}.");
        }
    }

    private static void CheckId(string id, int passages)
    {
        if (id.Length == 0)
        {
            throw Refusal("library.article.id", $"The id is empty.");
        }

        // Two ids that differ in half a surrogate pair would be one in the index.
        for (int i = 0; i < id.Length; i++)
        {
            if (char.IsSurrogatePair(id, i))
            {
                i++;
            }
            else if (char.IsSurrogate(id[i]))
            {
                throw Refusal("library.article.id.half", $"The id has half a surrogate pair at character {i + 1}.");
            }
        }

        int bytes = Encoding.UTF8.GetByteCount(id) + 1 + passages.ToString(CultureInfo.InvariantCulture).Length;
        if (bytes > MaxTermBytes)
        {
            throw Refusal("library.article.id.long", $"The id takes {bytes} bytes with the number of a passage; at most {MaxTermBytes} can be taken.");
        }
    }

    private static void CheckKeyword(string? value, string name)
    {
        if (value is not null && Encoding.UTF8.GetByteCount(value) is var bytes and > MaxTermBytes)
        {
            throw Refusal("library.article.field", $"The {name} takes {bytes} bytes; at most {MaxTermBytes} can be taken.");
        }
    }

    // Each part with its length before it, so that no two articles run into the same bytes.
    private static string Digest(Article article)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[sizeof(int)];
        foreach (string? part in new[] { article.Title, article.Date, article.Source, article.Text })
        {
            BinaryPrimitives.WriteInt32LittleEndian(length, part?.Length ?? -1);
            hash.AppendData(length);
            hash.AppendData(MemoryMarshal.AsBytes(part.AsSpan()));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, DigestBytes));
    }

    private static ArgumentException Refusal(string name, FormattableString reason) =>
        new ArgumentException(reason.ToString(CultureInfo.InvariantCulture)).Named(name, reason.GetArguments());
}
