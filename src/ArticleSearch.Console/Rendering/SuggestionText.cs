using ArticleSearch.Console.Speech;

namespace ArticleSearch.Console.Rendering;

/// <summary>What is said to people of a query that may have been meant otherwise. It stands beside the results, never among them.</summary>
internal static class SuggestionText
{
    /// <summary>What is to be said of an answer; null if nothing is.</summary>
    public static string? Of(Answer answer, Speaker speaker) => answer.Result switch
    {
        { Suggestion: null } => null,
        { IsCorrected: true, Suggestion: var applied } => speaker.Say("suggestion.applied", answer.Query, applied.Query),
        { Suggestion: var suggestion } => Question(suggestion, speaker),
    };

    public static string Question(Suggestion suggestion, Speaker speaker) => speaker.Say("suggestion.question", suggestion.Query);
}
