using System.Xml;

namespace ArticleSearch.Ingest.Documents;

/// <summary>
/// Walks through a part of an office document from its start to its end and passes over what a dialect does not want to see. It keeps no tree
/// and knows no dialect.
/// </summary>
internal abstract class WrittenBody
{
    private int _skipped = -1; // the depth of what is passed over

    /// <summary>Reads the part; once for each.</summary>
    public void Read(XmlReader reader, CancellationToken cancellation)
    {
        while (reader.Next(cancellation))
        {
            if (_skipped >= 0)
            {
                _skipped = reader.NodeType == XmlNodeType.EndElement && reader.Depth == _skipped ? -1 : _skipped;
                continue;
            }

            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    Start(reader);
                    break;
                case XmlNodeType.EndElement:
                    End(reader);
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace:
                    Text(reader.Value);
                    break;
            }
        }
    }

    /// <summary>An element starts.</summary>
    protected abstract void Start(XmlReader reader);

    /// <summary>An element ends; one that is empty does not.</summary>
    protected abstract void End(XmlReader reader);

    /// <summary>Text between tags, white space included.</summary>
    protected abstract void Text(string text);

    /// <summary>Passes over all that is in the element that starts here.</summary>
    protected void PassOver(XmlReader reader) => _skipped = reader.IsEmptyElement ? -1 : reader.Depth;
}
