using System.Text;
using ArticleSearch.IndexFormat;
using ArticleSearch.TestKit;

namespace ArticleSearch.Tests.Matching;

/// <summary>Searching a damaged index finds something or says what is damaged; it never does anything else.</summary>
public sealed class DamagedSearchTests
{
    private static readonly string[] Queries =
    [
        "armes", "+armes +paix", "armes paix guerre -rien", "\"guerre et paix\"", "\"paix guerre\"~4", "arm*", "a?mes", "armez~2", "/ar.*/", "title:guerre date:[2022 TO 2024]", "*:*",
    ];

    [Theory]
    [InlineData(51)]
    [InlineData(52)]
    public void A_flipped_bit_or_a_cut_is_found_or_harmless(int seed)
    {
        using var whole = Index();
        var random = new Random(seed);
        string[] names = [.. Directory.GetFiles(whole.FolderPath).Select(path => Path.GetFileName(path)).Where(name => name != "write.lock").Order(StringComparer.Ordinal)];
        for (int i = 0; i < 120; i++)
        {
            using var folder = new TemporaryFolder();
            string damaged = names[random.Next(names.Length)];
            foreach (string name in names)
            {
                File.Copy(whole[name], folder[name]);
            }

            byte[] bytes = File.ReadAllBytes(folder[damaged]);
            int at = random.Next(bytes.Length);
            bool cut = random.Next(8) == 0;
            bytes[at] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(folder[damaged], cut ? bytes[..at] : bytes);
            try
            {
                using var searcher = Searcher.Open(folder.FolderPath);
                foreach (string query in Queries)
                {
                    foreach (var hit in searcher.Search(query, new SearchOptions { Syntax = QuerySyntax.Lucene, Top = 50 }).Hits)
                    {
                        searcher.Explain(query, hit.Id, new SearchOptions { Syntax = QuerySyntax.Lucene });
                    }

                    searcher.Search(query, new SearchOptions { Unit = ResultUnit.Article, FragmentLength = 40 });
                }
            }
            catch (Exception e) when (e is CorruptIndexException or UnsupportedIndexException or FileNotFoundException)
            {
                Assert.NotEmpty(e.Message);
            }
            catch (ArgumentException e) when (e.ParamName == "passageId")
            {
                // The id that is stored is damaged: there is no passage of it.
            }
            catch (Exception e)
            {
                Assert.Fail($"seed {seed}, damage {i}: {damaged} {(cut ? "cut" : "flipped")} at {at} of {bytes.Length}: {e}");
            }
        }
    }

    private static TemporaryFolder Index()
    {
        var folder = new TemporaryFolder();
        using var builder = IndexBuilder.Open(folder.FolderPath, new IndexBuilderOptions { Compound = false });
        var random = new Random(9);
        string[] words = ["armes", "paix", "guerre", "train", "président", "et", "rien", "russie", "armée"];
        for (int article = 0; article < 30; article++)
        {
            var text = new StringBuilder();
            for (int paragraph = 0; paragraph < 8; paragraph++)
            {
                text.AppendJoin(' ', Enumerable.Range(0, random.Next(3, 20)).Select(_ => words[random.Next(words.Length)])).Append("\n\n");
            }

            builder.Add(new Article { Id = $"a{article}", Title = "La guerre", Date = "2023", Text = text.ToString(), Breaks = ParagraphBreak.BlankLine });
        }

        builder.Commit();
        return folder;
    }
}
