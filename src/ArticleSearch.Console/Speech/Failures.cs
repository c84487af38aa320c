using ArticleSearch.IndexFormat;
using ArticleSearch.Ingest;

namespace ArticleSearch.Console.Speech;

/// <summary>
/// Says in the user's language what the libraries report: by the name and the values of a message where there is a text of that name, else
/// in its own English. Where an index is damaged it names the place; what is wrong with the bytes there, <c>check</c> lists as data.
/// </summary>
internal static class Failures
{
    /// <summary>One line on an exception that a user can do something about.</summary>
    public static string Say(this Speaker speaker, Exception e) => e switch
    {
        UserException user => speaker.Say(user.Key, user.Values),
        QuerySyntaxException query => speaker.Say("error.query", query.Column, Wording.Of(e)),
        CorruptIndexException damage => speaker.Say("error.damaged", damage.Position < 0
            ? new Wording("library.damaged.file", $"{damage.File}: {damage.Problem}")
            : new Wording("library.damaged.byte", $"{damage.File} at byte {damage.Position}: {damage.Problem}")),
        IOException { HResult: 28 or unchecked((int)0x80070070) } => speaker.Say("error.full", Wording.Of(e)),
        IOException { HResult: 24 or unchecked((int)0x80070004) } => speaker.Say("error.files", Wording.Of(e)),
        _ => speaker.Say(Wording.Of(e)),
    };

    /// <summary>A message of the libraries.</summary>
    public static string Say(this Speaker speaker, Wording wording) =>
        speaker.Find(wording.Name) is null ? wording.ToString() : speaker.Say(wording.Name, [.. wording.Values]);

    /// <summary>What is wrong with the input, and where.</summary>
    public static string Say(this Speaker speaker, IngestProblem problem) => problem.ToString(speaker.Say(problem.Wording));
}
