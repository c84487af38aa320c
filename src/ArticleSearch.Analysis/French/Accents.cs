namespace ArticleSearch.Analysis.French;

/// <summary>
/// A small letter and the accent that follows it as one letter: e and U+0301 are é. A table of our own, so that the terms of an
/// index are the same without ICU and under every version of it. It knows Latin letters alone, and leaves what it does not know.
/// </summary>
internal static class Accents
{
    // For each accent, pairs of a letter without and with it. Where a letter bears two accents, it is there in either order.
    private static readonly (string Accent, string Pairs)[] Rows =
    [
        ("\u0300", "aàeèiìoòuùüǜnǹēḕōṑwẁâầăằêềôồơờưừyỳ"),
        ("\u0301", "aáeéiíoóuúyýcćlĺnńrŕsśzźüǘgǵåǻæǽøǿçḉēḗïḯkḱmḿõṍōṓpṕũṹwẃâấăắêếôốơớưứ"),
        ("\u0302", "aâeêiîoôuûcĉgĝhĥjĵsŝwŵyŷzẑạậẹệọộ"),
        ("\u0303", "aãnñoõiĩuũvṽâẫăẵeẽêễôỗơỡưữyỹ"),
        ("\u0304", "aāeēiīoōuūüǖäǟȧǡæǣǫǭöȫõȭȯȱyȳgḡḷḹṛṝ"),
        ("\u0306", "aăeĕgğiĭoŏuŭȩḝạặ"),
        ("\u0307", "cċeėgġzżaȧoȯbḃdḋfḟhḣmṁnṅpṗrṙsṡśṥšṧṣṩtṫwẇxẋyẏ"),
        ("\u0308", "aäeëiïoöuüyÿhḧõṏūṻwẅxẍtẗ"),
        ("\u0309", "aảâẩăẳeẻêểiỉoỏôổơởuủưửyỷ"),
        ("\u030A", "aåuůwẘyẙ"),
        ("\u030B", "oőuű"),
        ("\u030C", "cčdďeělľnňrřsštťzžaǎiǐoǒuǔüǚgǧkǩʒǯjǰhȟ"),
        ("\u031B", "oơuưòờùừóớúứõỡũữỏởủửọợụự"),
        ("\u0323", "bḅdḍhḥkḳlḷmṃnṇrṛsṣtṭvṿwẉzẓaạeẹiịoọơợuụưựyỵâậêệôộăặṡṩ"),
        ("\u0324", "uṳ"),
        ("\u0325", "aḁ"),
        ("\u0326", "sștț"),
        ("\u0327", "cçgģkķlļnņrŗsştţeȩdḑhḩćḉĕḝ"),
        ("\u0328", "aąeęiįuųoǫōǭ"),
        ("\u032D", "dḓeḙlḽnṋtṱuṷ"),
        ("\u032E", "hḫ"),
        ("\u0330", "eḛiḭuṵ"),
        ("\u0331", "bḇdḏkḵlḻnṉrṟtṯzẕhẖ"),
    ];

    private static readonly Dictionary<int, char> Composed = Rows
        .SelectMany(row => row.Pairs.Chunk(2).Select(pair => (Key: KeyOf(pair[0], row.Accent[0]), Letter: pair[1])))
        .ToDictionary(pair => pair.Key, pair => pair.Letter);

    /// <summary>Whether a character is an accent that is put on the letter before it.</summary>
    public static bool IsAccent(char c) => c is >= '\u0300' and <= '\u036F';

    /// <summary>The letter with the accent; false if there is none.</summary>
    public static bool TryCompose(char letter, char accent, out char composed) => Composed.TryGetValue(KeyOf(letter, accent), out composed);

    private static int KeyOf(char letter, char accent) => letter << 16 | accent;
}
