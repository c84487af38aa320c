using System.Text;
using ArticleSearch.Analysis;
using ArticleSearch.Parsing;
using ArticleSearch.Queries;
using ArticleSearch.TestKit;

namespace ArticleSearch.Tests.Parsing;

public class LuceneQueryParserTests
{
    private static readonly AnalysisChain Chain = AnalysisChain.Named("lucene-french");

    [Theory]
    [InlineData("armes", "text:arme")]
    [InlineData("armes Russie", "text:arme text:rus")]
    [InlineData("armes AND Russie", "+text:arme +text:rus")]
    [InlineData("a OR b AND c", "text:a +text:b")]
    [InlineData("chat OR chien AND loup", "text:chat +text:chien +text:loup")]
    [InlineData("chat AND chien OR loup", "+text:chat +text:chien text:loup")]
    [InlineData("chat NOT chien", "text:chat -text:chien")]
    [InlineData("+chat -chien loup", "+text:chat -text:chien text:loup")]
    [InlineData("+chat", "+text:chat")]
    [InlineData("-chat", "-text:chat")]
    [InlineData("le", "")]
    [InlineData("le AND chat", "+text:chat")]
    [InlineData("(chat chien) AND loup", "+(text:chat text:chien) +text:loup")]
    [InlineData("\"chat chien\"~3", "text:\"chat chien\"~3")]
    [InlineData("\"chat de la chienne\"", "text:\"chat ? ? chien\"")]
    [InlineData("\"le chat noir\"", "text:\"chat noir\"")]
    [InlineData("\"le chat\"", "text:chat")]
    [InlineData("title:chat^2.5", "(title:chat)^2.5")]
    [InlineData("date:2023-09", "date:2023-09")]
    [InlineData("id:\"A b#3\"", "id:A b#3")]
    [InlineData("date:[2023-01 TO 2023-09}", "date:[2023-01 TO 2023-09}")]
    [InlineData("date:{* TO \"*\"]", "date:{* TO \\*]")]
    [InlineData("L'Arm*", "text:arm*")]
    [InlineData("ARM?ES", "text:arm?es")]
    [InlineData("Armes~", "text:armes~2")]
    [InlineData("armes~1", "text:armes~1")]
    [InlineData("armes~0.5", "text:armes~2")]
    [InlineData("armes~0.8", "text:armes~0")]
    [InlineData("/Arm.*/", "text:/arm.*/")]
    [InlineData("*:*", "*:*")]
    [InlineData("*:* -chat", "*:* -text:chat")]
    [InlineData("chat\\:chien", "text:chat:chien")]
    [InlineData("\\u0063hat", "text:chat")]
    [InlineData("aujourd'hui", "text:aujourd'hui")]
    [InlineData("a+b", "text:a text:b")]
    [InlineData("title:(chat chien)^3", "(title:chat title:chien)^3.0")]
    public void Queries_mean_what_Lucene_makes_of_them(string text, string meaning)
    {
        if (JavaOracle.Missing is null)
        {
            string java = JavaOracle.Shared.Ask("parse", text)[0];
            Assert.Equal(java.Replace("\"? ", "\"", StringComparison.Ordinal), QueryText.Of(LuceneQueryParser.Parse(text, Chain)));
        }

        Assert.Equal(meaning, QueryText.Of(LuceneQueryParser.Parse(text, Chain)));
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("   ", 4)]
    [InlineData("(armes", 7)]
    [InlineData("armes)", 6)]
    [InlineData("armes AND", 10)]
    [InlineData("AND armes", 1)]
    [InlineData("armes \"Russie", 7)]
    [InlineData("*rmes", 1)]
    [InlineData("chat ?rmes", 6)]
    [InlineData("armes^x", 7)]
    [InlineData("armes^", 7)]
    [InlineData("armes^99999999999999999999999999999999999999999", 7)]
    [InlineData("date:[2023", 11)]
    [InlineData("date:[2023 2024]", 12)]
    [InlineData("date:[2023 TO 2024", 19)]
    [InlineData("a]", 2)]
    [InlineData("chat \\", 6)]
    [InlineData("chat \\u12x4", 10)]
    [InlineData("/arm", 1)]
    [InlineData("chat /ar(m/", 11)]
    [InlineData("chat /L'[b-a]/", 10)]
    [InlineData("armes~1.5", 6)]
    [InlineData("armes~-1", 6)]
    [InlineData("\"chat chien\"~-1", 13)]
    [InlineData("()", 2)]
    [InlineData("a:b:c", 4)]
    public void Mistakes_are_refused_with_their_column(string text, int column)
    {
        var error = Assert.Throws<QuerySyntaxException>(() => LuceneQueryParser.Parse(text, Chain));
        Assert.Equal(column, error.Column);
        Assert.Matches("^Column [0-9]+: [^.].*\\.$", error.Message);
    }

    [Fact]
    public void Size_has_limits_and_the_stack_is_safe()
    {
        Assert.Throws<QuerySyntaxException>(() => LuceneQueryParser.Parse(new string('(', 100_000), Chain));
        Assert.Throws<QuerySyntaxException>(() => LuceneQueryParser.Parse(new string('(', 100_000) + "a" + new string(')', 100_000), Chain));
        string clauses = string.Join(' ', Enumerable.Range(0, 1024));
        Assert.Equal(1024, Assert.IsType<BooleanQuery>(LuceneQueryParser.Parse(clauses, Chain)).Clauses.Length);
        Assert.Equal(1, Assert.Throws<QuerySyntaxException>(() => LuceneQueryParser.Parse(clauses + " 1024", Chain)).Column);
        Assert.Equal(2, Assert.Throws<QuerySyntaxException>(() => LuceneQueryParser.Parse($"({clauses.Replace(" ", " OR ", StringComparison.Ordinal)} OR 1024)", Chain)).Column);
    }

    [JavaFact]
    public void Thousands_of_queries_of_the_grammar_are_taken_as_Lucene_takes_them() => Compare(seed: 1, count: 4_000, mutations: 0);

    [JavaFact]
    public void Thousands_of_broken_queries_are_refused_or_taken_as_Lucene_does() => Compare(seed: 2, count: 8_000, mutations: 3);

    [JavaFact]
    public void Strings_of_signs_are_refused_or_taken_as_Lucene_does()
    {
        var random = new Random(3);
        string[] parts = ["a", "b", "L'", "AND", "OR", "NOT", "&&", "||", "&", "TO", "+", "-", "!", "(", ")", ":", "^", "[", "]", "{", "}", "\"", "~", "*", "?", "\\", "/", " ", " ", " ", "\t", "\u3000", "1", "0.5", ".", "<", ">", "é", "😀", "\ud83d", "u", "title", "id", "f"];
        Compare([.. Enumerable.Range(0, 12_000).Select(_ => string.Concat(Enumerable.Range(0, 1 + random.Next(9)).Select(_ => parts[random.Next(parts.Length)])))]);
    }

    [JavaFact]
    public void Numbers_after_a_tilde_are_read_as_Java_reads_them()
    {
        var random = new Random(4);
        const string signs = "0123456789.eEfFdDxXpP+-NaInfity_";
        string[] fixedOnes = ["0x1p0", "0x.8p1", "0x1.p-1", "0xAp1f", "0x1p99999", "1e-5", "1e39", ".5", "5.", ".", "+.5e0", "1f", "1fd", "NaN", "-NaN", "+Infinity", "Infinityf", "0xp1", "1e", "2147483648", "1e+0", "0.6", "0.66666666", "-0", "0x1", "1_0", "e5"];
        var numbers = fixedOnes.Concat(Enumerable.Range(0, 1000).Select(_ => string.Concat(Enumerable.Range(0, 1 + random.Next(6)).Select(_ => signs[random.Next(random.Next(2) == 0 ? 10 : signs.Length)]))));
        Compare([.. numbers.SelectMany(number => new[] { $"armement~{number}", $"\"chat chien\"~{number}" })]);
    }

    private static void Compare(int seed, int count, int mutations)
    {
        var random = new Random(seed);
        var grammar = new QueryGrammar(random);
        Compare([.. Enumerable.Range(0, count).Select(_ => grammar.Mutate(grammar.Query(3), random.Next(mutations + 1)))]);
    }

    private static void Compare(string[] texts)
    {
        int taken = 0;
        var differences = new List<string>();
        foreach (string[] chunk in texts.Chunk(500))
        {
            var java = JavaOracle.Shared.Ask(["queries", .. chunk]);
            for (int i = 0; i < chunk.Length; i++)
            {
                string ours;
                try
                {
                    ours = QueryDump.Of(LuceneQueryParser.Parse(chunk[i], Chain));
                    taken++;
                }
                catch (QuerySyntaxException e)
                {
                    Assert.InRange(e.Column, 1, chunk[i].Length + 1);
                    ours = "! " + e.Message;
                }

                bool same = java[i].StartsWith('!') ? ours.StartsWith('!') : java[i] == ours;
                if (!same)
                {
                    differences.Add($"{Show(chunk[i])}\n  Lucene: {Show(java[i])}\n  ours:   {Show(ours)}");
                }
            }
        }

        Assert.True(differences.Count == 0, $"{differences.Count} of {texts.Length} differ:\n" + string.Join('\n', differences.OrderBy(d => d.Length).Take(20)));
        Assert.InRange(taken, texts.Length / 20, texts.Length);
    }

    private static string Show(string text) =>
        string.Concat(text.Select(c => c is >= ' ' and < '\u007f' ? c.ToString() : new StringBuilder("\\u").Append(((int)c).ToString("x4", System.Globalization.CultureInfo.InvariantCulture)).ToString()));
}
