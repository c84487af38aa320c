namespace ArticleSearch.Ranking;

/// <summary>
/// The numbers of the ranking formula (see <see cref="RankedPlan"/>): one set for every collection. A part of the formula is switched
/// off by the value that its comment names. It never depends on what is searched.
/// </summary>
internal sealed record RankingParameters
{
    /// <summary>The set that searches use.</summary>
    public static RankingParameters Default { get; } = new();

    /// <summary>What a word in the passage counts beside one in its article; 0 switches the passage's own evidence off.</summary>
    public double PassageShare { get; init; } = 0.22;

    /// <summary>How soon more occurrences in a passage stop to matter.</summary>
    public double PassageSaturation { get; init; } = 0.5;

    /// <summary>How much the length of a passage matters, 0 to 1.</summary>
    public double PassageLength { get; init; } = 0.4;

    /// <summary>What a word in the passage's article counts, title included; 0 switches the evidence of articles off.</summary>
    public double ArticleShare { get; init; } = 1;

    /// <summary>How soon more occurrences in an article stop to matter, where articles have one passage.</summary>
    public double ArticleSaturation { get; init; } = 1;

    /// <summary>
    /// How much later they do where articles have very many passages, and with them the room to come back to a word. It is the same for
    /// all articles of an index: were it more for the longer ones, they would push aside short ones that say as much.
    /// </summary>
    public double SaturationGrowth { get; init; } = 4;

    /// <summary>At how many passages an article on average, beside the first, half of that is reached; above 0.</summary>
    public double SaturationReach { get; init; } = 20;

    /// <summary>How much the length of an article matters, 0 to 1.</summary>
    public double ArticleLength { get; init; } = 0.75;

    /// <summary>As how many occurrences in the text one in the title counts; 0 switches titles off.</summary>
    public double TitleWeight { get; init; } = 3;

    /// <summary>
    /// How much more an occurrence in the lead counts for an article of very many passages: the first of them mostly says what it is about.
    /// 0 switches leads off.
    /// </summary>
    public double LeadWeight { get; init; } = 10;

    /// <summary>
    /// After how many passages beside the lead half of that is reached; above 0. The first of a few passages is as likely one like the
    /// others, and where it is, all that a lead counts for more is lost on it.
    /// </summary>
    public double LeadReach { get; init; } = 40;

    /// <summary>How much the length of a title matters, 0 to 1.</summary>
    public double TitleLength { get; init; }

    /// <summary>What it counts that one passage has all the words; 0 switches coverage off.</summary>
    public double Coverage { get; init; } = 0.3;

    /// <summary>How much less than its share a part of the words covers: 1 is the share.</summary>
    public double CoveragePower { get; init; } = 1.5;

    /// <summary>What words count that stand close to each other; 0 switches closeness off.</summary>
    public double Closeness { get; init; } = 0.8;

    /// <summary>
    /// Of more words than this, closeness counts as much less as they are more: each has that many more neighbours to be close to. Above 0.
    /// </summary>
    public double ClosenessWords { get; init; } = 8;

    /// <summary>How many words apart two words may be, in the query and in a passage, to count as close.</summary>
    public int ClosenessWindow { get; init; } = 16;

    /// <summary>What two words count that stand side by side in the wrong order, beside two in order.</summary>
    public double ClosenessReversed { get; init; } = 0.06;

    /// <summary>What it counts that words stand together, in one stretch of a passage; 0 switches it off.</summary>
    public double Together { get; init; } = 0.5;

    /// <summary>How many words such a stretch has.</summary>
    public int TogetherWindow { get; init; } = 30;

    /// <summary>For how many results at least closeness is looked at: the best ones without it.</summary>
    public int Candidates { get; init; } = 150;
}
