using System.Diagnostics;
using ArticleSearch.Analysis;
using ArticleSearch.Parsing;
using ArticleSearch.Queries;
using ArticleSearch.TestKit;

namespace ArticleSearch.Tests.Parsing;

public class SimpleQueryParserTests
{
    private static readonly AnalysisChain Chain = AnalysisChain.Named("lucene-french");

    [Theory]
    // words
    [InlineData("armes", "arme")]
    [InlineData("fournitures d'armes à la Russie", "fournitur arme rus")]
    [InlineData("aujourd'hui", "aujourd'hui")]
    [InlineData("contre-offensive", "contr ofensif")]
    [InlineData("le la les", "")]
    [InlineData("", "")]
    [InlineData("   ", "")]
    // ordinary text with signs
    [InlineData("(armes", "arme")]
    [InlineData("armes)", "arme")]
    [InlineData("armes AND", "arme")]
    [InlineData("AND armes", "arme")]
    [InlineData("OR armes AND OR", "arme")]
    [InlineData("armes OR AND Russie", "arme rus")]
    [InlineData("C# : armes?!", "arme")]
    [InlineData("\"armes", "arme")]
    [InlineData("armes\" Russie", "arme rus")]
    [InlineData("10:30", "10 30")]
    [InlineData("inconnu:armes", "inconu:arm")]
    [InlineData("https://www.rfi.fr/fr/page?id=3", "http w.rfi.f fr page id 3")]
    [InlineData("f(x) (y)", "f x")]
    [InlineData("armes (Russie) [2023] {x}", "arme rus 2023 x")]
    [InlineData("- armes + Russie", "arme rus")]
    [InlineData("armes -- Russie", "arme rus")]
    [InlineData("G-7 1+1", "g 7 1 1")]
    [InlineData("~ ~10 ^5 * ? *:", "10 5")]
    [InlineData("*armes ?", "arme")]
    [InlineData("date : 2023", "date 2023")]
    [InlineData("date:hier", "date:hi")]
    [InlineData("date:[hier TO demain]", "date hier to demain")]
    [InlineData("et/ou 30/09/2023", "30 09 2023")]
    [InlineData("c:\\armes\\", "arme")]
    [InlineData("et ou sauf", "sauf")]
    // only operators are words
    [InlineData("AND", "and")]
    [InlineData("OR", "or")]
    [InlineData("NOT", "not")]
    [InlineData("( AND )", "and")]
    [InlineData("+", "")]
    [InlineData("()", "")]
    // operators
    [InlineData("armes AND Russie", "+arme +rus")]
    [InlineData("armes && Russie", "+arme +rus")]
    [InlineData("armes OR Russie", "arme rus")]
    [InlineData("chat AND chien OR loup", "(+chat +chien) loup")]
    [InlineData("chat OR chien AND loup", "chat (+chien +loup)")]
    [InlineData("lion chat AND chien loup", "lion +chat +chien loup")]
    [InlineData("lion tigre chat AND chien", "lion tigr +chat +chien")]
    [InlineData("chat NOT chien", "chat -chien")]
    [InlineData("chat AND NOT chien", "+chat -chien")]
    [InlineData("chat OR -chien", "-chien chat")]
    [InlineData("+chat -chien loup", "+chat -chien loup")]
    [InlineData("+le -chien loup", "-chien loup")]
    [InlineData("le AND chat", "chat")]
    [InlineData("-chien", "+*:* -chien")]
    [InlineData("chat AND (NOT chien)", "+chat +(+*:* -chien)")]
    [InlineData("(chat OR chien) AND loup", "+(chat chien) +loup")]
    [InlineData("(chat chien)^2 loup", "(chat chien)^2.0 loup")]
    [InlineData("((chat) AND (chien", "+chat +chien")]
    [InlineData("+contre-offensive", "\"contr ofensif\"")]
    [InlineData("-contre-offensive chat", "-\"contr ofensif\" chat")]
    [InlineData("contre-offensive AND chat", "+\"contr ofensif\" +chat")]
    // phrases
    [InlineData("\"chat de chien\"", "\"chat ? chien\"")]
    [InlineData("\"le chat\"", "chat")]
    [InlineData("\"chat chien\"~3^2", "(\"chat chien\"~3)^2.0")]
    [InlineData("\"chat chien\"^2~3", "(\"chat chien\"~3)^2.0")]
    [InlineData("\"chat chien\"~99999999", "\"chat chien\"~9999 9999")]
    [InlineData("\" \" chat", "chat")]
    [InlineData("chat\"chien loup\"", "chat chien loup")]
    [InlineData("« chat chien »", "chat chien")]
    [InlineData("-\"chat chien\" loup", "-\"chat chien\" loup")]
    // patterns
    [InlineData("arm*", "arm*")]
    [InlineData("l'Arm*,", "arm*")]
    [InlineData("arm?ment", "arm?ment")]
    [InlineData("ar*m?nt*", "ar*m?nt*")]
    [InlineData("armes?", "arme")]
    [InlineData("armement~", "armement~2")]
    [InlineData("Armement~1", "armement~1")]
    [InlineData("armement~5", "arme 5")]
    [InlineData("armes^3 Russie", "(arme)^3.0 rus")]
    [InlineData("arm*^2", "(arm*)^2.0")]
    // fields
    [InlineData("title:armes", "title:arme")]
    [InlineData("title:arm* loup", "title:arm* loup")]
    [InlineData("title:(armes Russie) loup", "title:arme title:rus loup")]
    [InlineData("title:\"armes Russie\"~2", "title:\"arme rus\"~2")]
    [InlineData("title:[a TO b]", "title:[a TO b]")]
    [InlineData("text:armes", "arme")]
    [InlineData("date:2023", "date:2023*")]
    [InlineData("date:2023-09", "date:2023-09*")]
    [InlineData("date:09/2023", "date:2023-09*")]
    [InlineData("date:2023-09-30", "date:2023-09-30")]
    [InlineData("date:30/09/2023", "date:2023-09-30")]
    [InlineData("date:2023-02-30", "date 2023 02 30")]
    [InlineData("date:[2023-01 TO 2023-09]", "date:[2023-01 TO 2023-09-31]")]
    [InlineData("date:{2023-01 TO 2023-09}", "date:{2023-01-31 TO 2023-09}")]
    [InlineData("date:[2022 TO *]", "date:[2022 TO *]")]
    [InlineData("date:[* TO 2023]", "date:[* TO 2023-12-31]")]
    [InlineData("armes date:2023", "(arme #date:2023*)~1")]
    [InlineData("+armes date:2023", "+arme #date:2023*")]
    [InlineData("armes AND date:2023", "+arme #date:2023*")]
    [InlineData("armes OR date:2023", "arme date:2023*")]
    [InlineData("armes -date:2023", "arme -date:2023*")]
    [InlineData("date:2022 date:2023", "date:2022* date:2023*")]
    [InlineData("armes date:2022 source:AFP date:2023", "(arme #(date:2022* date:2023*) #source:AFP)~1")]
    [InlineData("source:AFP", "source:AFP")]
    [InlineData("source:http*", "source:http*")]
    [InlineData("id:a17#4", "id:a17#4")]
    [InlineData("(id:a17#4)", "id:a17#4")]
    [InlineData("source:(AFP Reuters) armes", "(arme #(source:AFP source:Reuters))~1")]
    [InlineData("*:*", "*:*")]
    [InlineData("*:* -chat", "*:* -chat")]
    public void What_people_type_means_what_they_mean(string text, string meaning)
    {
        foreach (string culture in Cultures.Names)
        {
            Cultures.Run(culture, () => Assert.Equal(meaning, QueryText.Of(SimpleQueryParser.Parse(text, Chain), "text")));
        }
    }

    [Fact]
    public void No_string_of_signs_and_words_fails_or_grows()
    {
        var random = new Random(7);
        string[] parts = ["armes", "d'", "le", "AND", "OR", "NOT", "&&", "||", "TO", "+", "-", "!", "(", ")", ":", "^", "[", "]", "{", "}", "\"", "~", "*", "?", "\\", "/", " ", " ", " ", "\t", "\u3000", "\u00a0", "1", "0.5", ".", "<", ">", "é", "😀", "\ud83d", "\udc00", "\0", "title:", "date:", "id:", "2023-09", "[2023 TO 2024]", "*:*", "'", "’", "«", "\r\n", "\uffff"];
        for (int i = 0; i < 30_000; i++)
        {
            string text = string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => parts[random.Next(parts.Length)]));
            Check(text);
        }

        for (int i = 0; i < 3_000; i++)
        {
            Check(new string([.. Enumerable.Range(0, random.Next(40)).Select(_ => (char)random.Next(random.Next(2) == 0 ? 128 : 65536))]));
        }
    }

    [Fact]
    public void Mangled_queries_of_the_strict_syntax_do_not_fail()
    {
        var random = new Random(8);
        var grammar = new QueryGrammar(random);
        for (int i = 0; i < 10_000; i++)
        {
            Check(grammar.Mutate(grammar.Query(3), random.Next(4)));
        }
    }

    [Theory]
    [InlineData("(")]
    [InlineData(")")]
    [InlineData("\"")]
    [InlineData("\" ")]
    [InlineData("-")]
    [InlineData("+a ")]
    [InlineData("NOT ")]
    [InlineData("a AND ")]
    [InlineData("a OR b AND ")]
    [InlineData("(a AND ")]
    [InlineData("date:[")]
    [InlineData("a* ")]
    [InlineData("title:(")]
    [InlineData("\"a b\" ")]
    [InlineData("mot ")]
    [InlineData("a~ ")]
    [InlineData("(b) ")]
    [InlineData("^1")]
    [InlineData("*")]
    [InlineData("a")]
    public void A_hundred_thousand_times_the_same_is_read_in_no_time(string part)
    {
        var watch = Stopwatch.StartNew();
        Check(string.Concat(Enumerable.Repeat(part, 100_000)));
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 10);
    }

    [Fact]
    public void Long_texts_count_by_their_first_words()
    {
        var query = Assert.IsType<BooleanQuery>(SimpleQueryParser.Parse(string.Join(' ', Enumerable.Range(0, 5000)), Chain));
        Assert.Equal(1024, query.Clauses.Length);
        Assert.Equal(new TermQuery("text", "0"), query.Clauses[0].Query);
        query = Assert.IsType<BooleanQuery>(SimpleQueryParser.Parse(string.Join(" AND ", Enumerable.Range(0, 5000)), Chain));
        Assert.Equal(1024, query.Clauses.Length);
        query = Assert.IsType<BooleanQuery>(SimpleQueryParser.Parse(string.Join(' ', Enumerable.Range(0, 500).Select(i => $"mot{i}*")), Chain));
        Assert.Equal(64, query.Clauses.Count(clause => clause.Query is PrefixQuery));
    }

    [Fact]
    public void Of_a_text_that_is_too_long_the_beginning_is_read_up_to_a_whole_word()
    {
        string words = string.Join(' ', Enumerable.Range(0, 200_000).Select(number => "mot" + number));
        string beginning = words[..(words.LastIndexOf(' ', QueryLimits.Characters - 1))];
        Assert.Equal(beginning, QueryLimits.Beginning(words));
        Assert.Equal(QueryLimits.Characters, QueryLimits.Beginning(new string('a', 1_000_000)).Length);
        Assert.Equal("court", QueryLimits.Beginning("court"));
    }

    private static void Check(string text)
    {
        try
        {
            var query = SimpleQueryParser.Parse(text, Chain);
            var (leaves, depth) = Size(query);
            Assert.InRange(leaves, 0, 2100);
            Assert.InRange(depth, 0, 150);
            _ = QueryText.Of(query);
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"{string.Concat(text.Take(200).Select(c => c is >= ' ' and < '\u007f' ? c.ToString() : $"\\u{(int)c:x4}"))}: {e.Message}", e);
        }
    }

    private static (int Leaves, int Depth) Size(Query query)
    {
        switch (query)
        {
            case BoostQuery boost:
                var (inner, boostDepth) = Size(boost.Query);
                return (inner, boostDepth + 1);
            case BooleanQuery boolean:
                var parts = boolean.Clauses.Select(clause => Size(clause.Query)).ToArray();
                Assert.InRange(parts.Length, 1, 1100);
                return (parts.Sum(part => part.Leaves), parts.Max(part => part.Depth) + 1);
            default:
                return (1, 1);
        }
    }
}
