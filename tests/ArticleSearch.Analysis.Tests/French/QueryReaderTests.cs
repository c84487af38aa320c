using System.Globalization;
using ArticleSearch.Analysis.French;

namespace ArticleSearch.Analysis.Tests.French;

/// <summary>What the chain <c>french</c> reads in a query: words, their part in it, how else they are written.</summary>
public sealed class QueryReaderTests
{
    [Theory]
    [InlineData("contre-offensive", "contre offensive|contreoffensive")]
    [InlineData("porte-avions", "porte-avions|porte avions|porteavions")]
    [InlineData("contreoffensive", "contreoffensive|contre offensive")]
    [InlineData("weekend", "weekend|week-end|week end")]
    [InlineData("Saint-Malo", "saint malo|st malo")]
    [InlineData("Ste-Foy", "ste foy|sainte foy")]
    [InlineData("COVID-19", "covid 19|covid19")]
    [InlineData("covid19", "covid19|covid 19")]
    [InlineData("F-16", "f16|f 16")]
    [InlineData("O.N.U.", "onu")]
    [InlineData("10.000", "10000")]
    [InlineData("12h30", "12 h 30|12 heures 30")]
    [InlineData("110km/h", "110 km h|110 kilomètres h")]
    [InlineData("24/7", "24 7")]
    [InlineData("50%", "50 %|50 pour cent")]
    [InlineData("2ème", "2ème|2ième|2ieme|2eme|2è|2e")]
    [InlineData("1re", "1re|1ère|1ere")]
    [InlineData("antichar", "antichar|anti char")]
    [InlineData("covoiturage", "covoiturage|co voiturage")]
    [InlineData("cousine", "cousine")]
    [InlineData("wifi", "wifi|wi-fi|wi fi")]
    [InlineData("e-mail", "e-mail|e mail|email")]
    [InlineData("chef-d'oeuvre", "chef-d'oeuvre|chef d' oeuvre|chefdoeuvre")]
    [InlineData("O'Brien", "o'brien|o brien|obrien")]
    [InlineData("Bourg-la-Reine", "bourg la reine")]
    [InlineData("contact@mairie-brest.fr", "contact@mairie-brest.fr")]
    [InlineData("aujourdhui", "aujourdhui|aujourd'hui")]
    [InlineData("dartagnan", "dartagnan|d' artagnan")]
    [InlineData("lunion", "lunion|l' union")]
    [InlineData("oneill", "oneill|o'neill")]
    [InlineData("mbappé", "mbappé|m'bappé")]
    [InlineData("laine", "laine")]
    [InlineData("dune", "dune")]
    [InlineData("antivax", "antivax|anti vax")]
    [InlineData("prorusse", "prorusse|pro russe")]
    [InlineData("promotion", "promotion")]
    [InlineData("TikTok", "tiktok|tik tok")]
    [InlineData("iPhone", "iphone")]
    [InlineData("docteur", "docteur|dr")]
    [InlineData("Mlle", "mlle|mademoiselle")]
    [InlineData("15h30", "15 h 30|15 heures 30")]
    public void A_word_is_written_in_several_ways(string query, string spellings)
    {
        var word = Assert.Single(FrenchChain.Instance.ReadQuery(query));
        Assert.Equal(spellings, string.Join('|', word.Spellings.Select(way => string.Join(' ', way))));
        Assert.Equal((0, query.Length, WordRole.Content), (word.Start, word.End, word.Role));
    }

    [Theory]
    [InlineData("week end", "week", "week-end|weekend", "end")]
    [InlineData("contre offensive", "contre", "contreoffensive", "offensive")]
    [InlineData("cessez le feu", "cessez", "cessez-le-feu", "le", "feu")]
    [InlineData("chef d'oeuvre", "chef", "chef-d'oeuvre", "d'", "oeuvre")]
    [InlineData("Grande Bretagne", "grande", "grande bretagne", "bretagne")]
    [InlineData("aujourd hui", "aujourd", "aujourd'hui", "hui")]
    [InlineData("covid 19", "covid", "covid19", "19")]
    [InlineData("cour d appel", "cour", "d|d'", "appel")]
    [InlineData("St Malo", "st|saint", "malo")]
    [InlineData("en cas", "en", "cas")]
    [InlineData("dit-il", "dit", "il")]
    [InlineData("a-t-il vu", "a", "t", "il", "vu")]
    public void Words_that_stand_apart_may_be_one(string query, params string[] words) =>
        Assert.Equal(words, FrenchChain.Instance.ReadQuery(query).Select(word => string.Join('|', word.Spellings.Select(way => string.Join(' ', way)))));

    [Theory]
    [InlineData("les avions de chasse", "avions chasse")]
    [InlineData("nous avions", "")]
    [InlineData("vitamine D", "vitamine d")]
    [InlineData("vitamine d en hiver", "vitamine d hiver")]
    [InlineData("hépatite A", "hépatite a")]
    [InlineData("hépatite C", "hépatite c")]
    [InlineData("il y a du monde à Paris", "monde paris")]
    [InlineData("l'est du pays", "est pays")]
    [InlineData("Où est né Hugo", "né hugo")]
    [InlineData("le son et l'image", "son image")]
    [InlineData("son image", "image")]
    [InlineData("l'été a été beau", "été beau")]
    [InlineData("son aura et l'aura", "aura aura")]
    [InlineData("l armee de terre", "armee terre")]
    [InlineData("or noir", "or noir")]
    [InlineData("cest larmee quil faut", "larmee")]
    [InlineData("mariage pour tous", "mariage tous")]
    [InlineData("tous les maires", "maires")]
    [InlineData("canicule été 2022", "canicule été 2022")]
    [InlineData("sûr de lui", "sûr")]
    [InlineData("Qui est-ce qui a découvert la pénicilline ?", "découvert pénicilline")]
    [InlineData("Je voudrais savoir quand ouvre le musée d'Orsay", "ouvre musée orsay")]
    [InlineData("Pouvez-vous me dire où se trouve la Joconde ?", "joconde")]
    [InlineData("Comment fabrique-t-on le roquefort ?", "fabrique roquefort")]
    [InlineData("S'il vous plaît, quels sont les symptômes de la grippe ?", "symptômes grippe")]
    [InlineData("Combien y a-t-il d'habitants à Lyon ?", "habitants lyon")]
    [InlineData("le savoir et la question", "savoir question")]
    [InlineData("Bonjour, j'aimerais bien savoir si un chat rêve, merci d'avance pour votre réponse !", "chat rêve")]
    [InlineData("bonjour j aimerais savoir qu est ce qu un volcan svp", "volcan")]
    [InlineData("Salut, un vélo électrique", "vélo électrique")]
    [InlineData("bonjour mon voisin coupe la haie de mon jardin", "voisin coupe haie jardin")]
    [InlineData("Bonjour tristesse", "bonjour tristesse")]
    [InlineData("l'Armée du Salut", "armée salut")]
    [InlineData("un nid de coucou", "nid coucou")]
    [InlineData("Hello Kitty", "hello kitty")]
    [InlineData("Je ne comprends pas comment calculer une aire, pouvez-vous m'aider s'il vous plaît ?", "calculer aire")]
    [InlineData("je comprends pas trop l'aire du trapèze, aidez moi stp", "aire trapèze")]
    [InlineData("Est-ce que quelqu'un peut me dire où est né Hugo ? Merci beaucoup", "né hugo")]
    [InlineData("Quelqu'un pourrait-il m'expliquer la photosynthèse ?", "photosynthèse")]
    [InlineData("J'ai de la difficulté à comprendre le participe passé. Bonne journée !", "participe passé")]
    [InlineData("Madame, Monsieur, je me permets de vous écrire pour savoir si le bail est valable. Cordialement", "bail valable")]
    [InlineData("Qu'est-ce que c'est que la laïcité ?", "laïcité")]
    [InlineData("Que veut dire hyperbole ?", "hyperbole")]
    [InlineData("Y a-t-il des loups en France ?", "loups france")]
    [InlineData("Quelle est la différence entre une taxe et un impôt ?", "différence taxe impôt")]
    [InlineData("aide au logement et besoin d'aide à domicile", "aide logement besoin aide domicile")]
    [InlineData("une bonne journée de travail", "bonne journée travail")]
    [InlineData("Madame Bovary", "madame bovary")]
    public void What_is_sought_are_words_of_content(string query, string content) =>
        Assert.Equal(content, string.Join(' ', FrenchChain.Instance.ReadQuery(query).Where(word => word.Role == WordRole.Content).Select(word => word.Spellings[0][0])));

    [Fact]
    public void The_first_spelling_is_how_the_chain_cuts_the_word_and_words_stand_in_their_order_in_every_culture()
    {
        const int seed = 73;
        var random = new RandomTexts(seed);
        var culture = CultureInfo.CurrentCulture;
        try
        {
            for (int i = 0; i < 3_000; i++)
            {
                string text = random.Next(12);
                CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
                var words = FrenchChain.Instance.ReadQuery(text);
                string what = $"seed {seed}, text {i}: {text}";
                Assert.True(Written(words) == Written(FrenchChain.Instance.ReadQuery(text)), what);
                CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("tr-TR");
                Assert.True(Written(words) == Written(FrenchChain.Instance.ReadQuery(text)), what);
                var tokens = Tokens(text);
                int next = 0;
                for (int w = 0; w < words.Count; w++)
                {
                    var word = words[w];
                    Assert.True(word.Start >= 0 && word.End <= text.Length && word.Start < word.End && !word.Spellings.IsEmpty, what);
                    Assert.True(w == 0 || word.Start > words[w - 1].Start || (word.Start == words[w - 1].Start && word.End > words[w - 1].End), what);
                    if (w > 0 && word.Start < words.Take(w).Max(before => before.Start == word.Start ? before.End : 0))
                    {
                        continue; // a compound of words that are there already
                    }

                    foreach (string term in word.Spellings[0])
                    {
                        Assert.True(tokens[next].Term == term && tokens[next].Start >= word.Start && tokens[next].End <= word.End, what);
                        next++;
                    }
                }

                Assert.True(next == tokens.Count, what);
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Theory]
    [InlineData("L’Élysée", "élysée")]
    [InlineData("e\u0301TE\u0301", "été")]
    [InlineData("D'Arm", "arm")]
    [InlineData("aujourd'h", "aujourd'h")]
    [InlineData("pré\u00ADsi", "prési")]
    [InlineData("", "")]
    public void Parts_of_words_are_made_normal(string text, string normal) => Assert.Equal(normal, FrenchChain.Instance.Normalize(text));

    private static string Written(IReadOnlyList<QueryWord> words) =>
        string.Join(';', words.Select(word => $"{word.Start}-{word.End} {word.Role} {string.Join('|', word.Spellings.Select(way => string.Join(' ', way)))}"));

    private static List<(string Term, int Start, int End)> Tokens(string text)
    {
        var tokens = new List<(string, int, int)>();
        var stream = FrenchChain.Instance.CreateStream();
        stream.Reset(text.AsMemory());
        while (stream.MoveNext())
        {
            tokens.Add((stream.Term.ToString(), stream.StartOffset, stream.EndOffset));
        }

        return tokens;
    }
}
