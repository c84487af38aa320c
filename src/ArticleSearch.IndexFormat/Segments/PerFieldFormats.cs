namespace ArticleSearch.IndexFormat.Segments;

/// <summary>
/// Which format holds a field under which file suffix, as the field's attributes say. Only the two formats of the codec
/// are known; a field in another one is a clear error, not damage.
/// </summary>
/// <remarks>
/// Example: the attributes <c>PerFieldPostingsFormat.format=Lucene84</c> and <c>PerFieldPostingsFormat.suffix=0</c> say that
/// the field's postings are in the files <c>_0_Lucene84_0.doc</c> and its neighbours.
/// </remarks>
internal static class PerFieldFormats
{
    private const string Suffix = "0";

    /// <summary>The suffix of the postings files that are written here.</summary>
    public static string PostingsSuffix => $"{FormatNames.PostingsFormat}_{Suffix}";

    /// <summary>The suffix of the doc-values files that are written here.</summary>
    public static string DocValuesSuffix => $"{FormatNames.DocValuesFormat}_{Suffix}";

    /// <summary>The fields with the attributes of the formats that are written here.</summary>
    public static FieldInfos WithAttributes(FieldInfos fields) => new(fields.All.Select(WithAttributes));

    /// <summary>The suffix under which a field's postings stand; null if the segment has none of it.</summary>
    /// <exception cref="UnsupportedIndexException">They are in a format that is not read here.</exception>
    public static string? FindPostingsSuffix(FieldInfo field, string fieldsFile) =>
        field.IndexOptions == IndexOptions.None
            ? null
            : FindSuffix(
                field,
                FormatNames.PostingsFormatAttribute,
                FormatNames.PostingsSuffixAttribute,
                FormatNames.PostingsFormat,
                "postings",
                fieldsFile);

    /// <summary>The suffix under which a field's column stands; null if the segment has none of it.</summary>
    /// <exception cref="UnsupportedIndexException">It is in a format that is not read here.</exception>
    public static string? FindDocValuesSuffix(FieldInfo field, string fieldsFile) =>
        field.DocValuesType == DocValuesType.None
            ? null
            : FindSuffix(
                field,
                FormatNames.DocValuesFormatAttribute,
                FormatNames.DocValuesSuffixAttribute,
                FormatNames.DocValuesFormat,
                "doc values",
                fieldsFile);

    private static FieldInfo WithAttributes(FieldInfo field)
    {
        var attributes = new SortedDictionary<string, string>(field.Attributes, StringComparer.Ordinal);
        if (field.IndexOptions != IndexOptions.None)
        {
            attributes[FormatNames.PostingsFormatAttribute] = FormatNames.PostingsFormat;
            attributes[FormatNames.PostingsSuffixAttribute] = Suffix;
        }

        if (field.DocValuesType != DocValuesType.None)
        {
            attributes[FormatNames.DocValuesFormatAttribute] = FormatNames.DocValuesFormat;
            attributes[FormatNames.DocValuesSuffixAttribute] = Suffix;
        }

        return field with { Attributes = attributes };
    }

    private static string? FindSuffix(
        FieldInfo field, string formatKey, string suffixKey, string supported, string what, string fieldsFile)
    {
        if (!field.Attributes.TryGetValue(formatKey, out string? format))
        {
            return null; // the field is known, but no document of the segment has it
        }

        if (!string.Equals(format, supported, StringComparison.Ordinal))
        {
            throw new UnsupportedIndexException(
                $"the {what} of field {field.Name} are in format {format}; readable is {supported}", fieldsFile)
                .Named("library.unsupported.format", fieldsFile, field.Name, format, supported);
        }

        if (!field.Attributes.TryGetValue(suffixKey, out string? suffix) || suffix.AsSpan().ContainsAnyExceptInRange('0', '9'))
        {
            throw new CorruptIndexException($"the {what} of field {field.Name} have format {format} but no suffix", fieldsFile);
        }

        return $"{format}_{suffix}";
    }
}
