using System.Xml;
using ArticleSearch.Ingest.Texts;

namespace ArticleSearch.Ingest.Documents;

/// <summary>
/// Opens XML that someone else wrote: no document type is read, no entity is expanded, nothing outside is asked for, and depth and length
/// have limits.
/// </summary>
internal static class XmlLimits
{
    /// <summary>The longest document, in characters: 64 Mi.</summary>
    public const long MaxLength = 1L << 26;

    /// <summary>The deepest element.</summary>
    public const int MaxDepth = 512;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Ignore,
        XmlResolver = null,
        MaxCharactersInDocument = MaxLength,
        MaxCharactersFromEntities = 1024,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        CheckCharacters = false,
    };

    public static XmlReader Open(Stream stream) => XmlReader.Create(XmlRuns.Watch(stream), Settings);

    public static XmlReader Open(TextReader text) => XmlReader.Create(text, Settings);

    /// <summary>Moves to the next node; false at the end.</summary>
    /// <exception cref="UnreadableInputException">It is too deep.</exception>
    public static bool Next(this XmlReader reader, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        if (!reader.Read())
        {
            return false;
        }

        return reader.Depth <= MaxDepth ? true : throw new UnreadableInputException("ingest.xml.deep", $"the XML is nested deeper than {MaxDepth} elements");
    }

    /// <summary>What an error says, without its place, which is said in our own way.</summary>
    public static string WithoutPlace(XmlException e)
    {
        string message = OneLine.Shorten(e.Message, 300);
        int place = message.LastIndexOf(" Line ", StringComparison.Ordinal);
        return place > 0 ? message[..place] : message;
    }
}
