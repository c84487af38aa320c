using ArticleSearch.IndexFormat.Postings;

namespace ArticleSearch.IndexFormat.Tests.Postings;

public sealed class BlockSearchTests
{
    [Fact]
    public void Both_forms_find_the_same_place_from_every_place()
    {
        var random = new Random(1);
        for (int count = 0; count <= PackedBlock.Length; count += random.Next(1, 12))
        {
            int[] documents = new int[BlockSearch.BufferLength];
            documents.AsSpan().Fill(PostingsCursor.NoMoreDocuments);
            int document = 0;
            for (int i = 0; i < count; i++)
            {
                documents[i] = document += random.Next(1, 4);
            }

            for (int from = 0; from <= PackedBlock.Length + 1; from++)
            {
                foreach (int target in new[] { 0, 1, document / 2, document, document + 1, random.Next(document + 2), PostingsCursor.NoMoreDocuments })
                {
                    int expected = Math.Min(PackedBlock.Length, from);
                    while (expected < PackedBlock.Length && documents[expected] < target)
                    {
                        expected++;
                    }

                    Assert.Equal(expected, BlockSearch.FindFirstScalar(documents, from, target));
                    Assert.Equal(expected, BlockSearch.FindFirstVector(documents, from, target));
                    Assert.Equal(expected, BlockSearch.FindFirst(documents, from, target));
                }
            }
        }
    }
}
