using ArticleSearch.IndexFormat.Segments;

namespace ArticleSearch.Indexing;

/// <summary>
/// The fields of a merged segment: what its parts have between them, by name. A field keeps its number where no other has it. It
/// refuses what can not be merged without loss.
/// </summary>
internal static class MergedFields
{
    /// <summary>Why a segment can not be merged; null if it can.</summary>
    public static string? Obstacle(SegmentReader reader)
    {
        if (reader.Commit.SoftDeletedCount > 0 || reader.Fields.All.Any(field => field.IsSoftDeletesField))
        {
            return $"segment {reader.Info.Name} has soft deletions";
        }

        foreach (var field in reader.Fields.All)
        {
            string? part = field.HasPayloads ? "payloads" : field.HasTermVectors ? "term vectors" : field.PointDataDimensions > 0 ? "points" : null;
            if (part is not null)
            {
                return $"field {field.Name} of segment {reader.Info.Name} has {part}, which are not written here";
            }
        }

        return null;
    }

    /// <summary>Joins the fields.</summary>
    /// <exception cref="NotSupportedException">Two segments have columns of different kinds for one field.</exception>
    public static FieldInfos Join(IEnumerable<FieldInfos> parts)
    {
        var byName = new SortedDictionary<string, FieldInfo>(StringComparer.Ordinal);
        var taken = new Dictionary<int, string>();
        foreach (var field in parts.SelectMany(part => part.All))
        {
            if (byName.TryGetValue(field.Name, out var known))
            {
                byName[field.Name] = Join(known, field);
                continue;
            }

            int number = field.Number;
            while (!taken.TryAdd(number, field.Name))
            {
                number++;
            }

            byName.Add(field.Name, new FieldInfo
            {
                Name = field.Name,
                Number = number,
                IndexOptions = field.IndexOptions,
                OmitsNorms = field.OmitsNorms,
                DocValuesType = field.DocValuesType,
            });
        }

        return new FieldInfos(byName.Values.OrderBy(field => field.Number));
    }

    // A field has no more than all segments can give: as Lucene does, the lesser options win.
    private static FieldInfo Join(FieldInfo known, FieldInfo other)
    {
        if (known.DocValuesType != other.DocValuesType && known.DocValuesType != DocValuesType.None && other.DocValuesType != DocValuesType.None)
        {
            throw new NotSupportedException($"The segments can not be merged: field {known.Name} has columns of different kinds in them.");
        }

        bool bothIndexed = known.IndexOptions != IndexOptions.None && other.IndexOptions != IndexOptions.None;
        return known with
        {
            IndexOptions = (IndexOptions)(bothIndexed ? Math.Min((int)known.IndexOptions, (int)other.IndexOptions) : Math.Max((int)known.IndexOptions, (int)other.IndexOptions)),
            OmitsNorms = known.OmitsNorms || other.OmitsNorms,
            DocValuesType = (DocValuesType)Math.Max((int)known.DocValuesType, (int)other.DocValuesType),
        };
    }
}
