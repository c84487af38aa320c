using ArticleSearch.IndexFormat.Segments;
using ArticleSearch.IndexFormat.Storage;

namespace ArticleSearch.IndexFormat.Postings;

/// <summary>
/// How a block of the dictionary keeps the states of its terms: each as a difference from the one before. Does not keep
/// frequencies; the dictionary has those elsewhere.
/// </summary>
/// <remarks>
/// <code>
/// State   Start, then with positions VLong pos start difference; with offsets or payloads VLong pay start difference; with more
///         than 128 positions VLong last pos block; with more than 128 documents VLong skip offset
/// Start   VLong doc start difference &lt;&lt; 1, then for a term of one document VInt document;
///         or, where such a term follows another and both start at the same place, as neither takes any:
///         VLong zigzag(difference of their documents) &lt;&lt; 1 | 1
/// </code>
/// Example, without positions: a first term of the single document 5, where the file of documents is 68 bytes long, is
/// <c>88 01 05</c>; the next, of the single document 7, is <c>09</c>.
/// </remarks>
internal static class TermStateFormat
{
    /// <summary>What the first term of a block differs from.</summary>
    public static readonly TermState None = new(0, 0, 0, 0, 0, SkipOffset: -1, LastPosBlockOffset: -1, SingletonDocument: -1);

    /// <summary>Writes a state.</summary>
    /// <param name="output">The block's metadata.</param>
    /// <param name="field">The term's field.</param>
    /// <param name="state">The term's state.</param>
    /// <param name="previous">That of the term before.</param>
    public static void Write(DataOutput output, FieldInfo field, in TermState state, in TermState previous)
    {
        if (previous.SingletonDocument >= 0 && state.SingletonDocument >= 0 && state.DocStart == previous.DocStart)
        {
            long difference = (long)state.SingletonDocument - previous.SingletonDocument;
            output.WriteVLong((((difference << 1) ^ (difference >> 63)) << 1) | 1);
        }
        else
        {
            output.WriteVLong((state.DocStart - previous.DocStart) << 1);
            if (state.SingletonDocument >= 0)
            {
                output.WriteVInt(state.SingletonDocument);
            }
        }

        if (field.IndexOptions >= IndexOptions.Positions)
        {
            output.WriteVLong(state.PosStart - previous.PosStart);
            if (field.IndexOptions >= IndexOptions.Offsets)
            {
                output.WriteVLong(state.PayStart - previous.PayStart);
            }

            if (state.LastPosBlockOffset >= 0)
            {
                output.WriteVLong(state.LastPosBlockOffset);
            }
        }

        if (state.SkipOffset >= 0)
        {
            output.WriteVLong(state.SkipOffset);
        }
    }

    /// <summary>Reads a state.</summary>
    /// <param name="metadata">Stands at the state.</param>
    /// <param name="field">The term's field.</param>
    /// <param name="given">The term's own frequencies, and the rest from the term before.</param>
    /// <param name="absolute">There is no term before.</param>
    /// <param name="maxDocument">The segment's document count.</param>
    /// <exception cref="CorruptIndexException">The frequencies or the state can not be right, wherever the postings may lie.</exception>
    public static TermState Read(ref ByteCursor metadata, FieldInfo field, in TermState given, bool absolute, int maxDocument)
    {
        long position = metadata.Position;
        int documents = given.DocumentFrequency;
        long frequency = given.TotalTermFrequency;
        if (documents <= 0 || documents > maxDocument || frequency < documents || (documents == 1 && frequency > int.MaxValue))
        {
            metadata.Throw($"a term is said to stand {frequency} times in {documents} of {maxDocument} documents", position);
        }

        ref readonly var previous = ref absolute ? ref None : ref given;
        long docStart = previous.DocStart;
        long singleton = -1;
        long code = metadata.ReadVLong();
        if ((code & 1) == 0)
        {
            docStart += code >> 1;
            if (documents == 1)
            {
                singleton = metadata.ReadVInt();
            }
        }
        else
        {
            if (documents != 1 || previous.SingletonDocument < 0)
            {
                metadata.Throw("a term's document is a difference from no other document", position);
            }

            long zigzag = code >> 1;
            singleton = previous.SingletonDocument + ((zigzag >> 1) ^ -(zigzag & 1));
        }

        if (documents == 1 && (ulong)singleton >= (ulong)maxDocument)
        {
            metadata.Throw($"a term stands in document {singleton} of {maxDocument}", position);
        }

        long posStart = previous.PosStart;
        long payStart = previous.PayStart;
        long lastPosBlock = -1;
        if (field.IndexOptions >= IndexOptions.Positions)
        {
            posStart += metadata.ReadVLong();
            if (field.IndexOptions >= IndexOptions.Offsets || field.HasPayloads)
            {
                payStart += metadata.ReadVLong();
            }

            if (frequency > PackedBlock.Length)
            {
                lastPosBlock = metadata.ReadVLong();
            }
        }

        long skip = documents > PackedBlock.Length ? metadata.ReadVLong() : -1;
        return new TermState(documents, frequency, docStart, posStart, payStart, skip, lastPosBlock, (int)singleton);
    }
}
