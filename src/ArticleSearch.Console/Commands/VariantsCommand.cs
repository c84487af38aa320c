using System.Buffers;
using System.CommandLine;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ArticleSearch.Console.Arguments;
using ArticleSearch.Console.Speech;

namespace ArticleSearch.Console.Commands;

/// <summary><c>variants</c>: what words match in an index, how near it is, and why. Searches for nothing.</summary>
internal static class VariantsCommand
{
    private const int Gap = 2;

    // French letters stand as themselves: the output is UTF-8 and goes to no HTML page.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Define(Terminal terminal)
    {
        var words = new Argument<string[]>("WORD") { Arity = ArgumentArity.OneOrMore };
        var index = CommandLine.IndexOption(terminal);
        var strictness = ValueOption.Settable("strictness", null, "derivation", terminal);
        var noVariants = new Option<bool>("--no-variants");
        var json = new Option<bool>("--json");
        var command = new Command("variants") { words, index, strictness, noVariants, json };
        command.Do((parsed, cancellation) =>
        {
            using var searcher = Indexes.Open(index.Read(parsed)!);
            string query = string.Join(' ', parsed.GetRequiredValue(words));
            var options = new SearchOptions
            {
                Strictness = strictness.ReadChoice<MatchLevel>(parsed),
                Variants = !parsed.GetValue(noVariants) && terminal.Settings.Find("variants") is not { Value: "no" },
            };
            var variants = searcher.Variants(query, options, cancellation);
            terminal.Out.Write(parsed.GetValue(json) ? Json(query, variants) + '\n' : Table(variants, terminal.DataSpeaker));
            terminal.Out.Flush();
            return variants.Count > 0 ? ExitCode.Found : ExitCode.NothingFound;
        });
        return command;
    }

    /// <summary>A line a term: how it is written, how near, why, and in how many passages; a heading a word where there are several.</summary>
    private static string Table(IReadOnlyList<Variant> variants, Speaker speaker)
    {
        (Variant Variant, string[] Cells)[] rows =
        [
            .. variants.Select(variant => (variant, new[]
            {
                variant.Term,
                speaker[Name(variant.Level)],
                speaker[Name(variant.Reason)],
                speaker.Number(variant.Passages),
            })),
        ];
        bool hasHeadings = variants.Any(variant => variant.Word != variants[0].Word);
        var text = new StringBuilder();
        string? word = null;
        foreach (var (variant, cells) in rows)
        {
            if (hasHeadings && variant.Word != word)
            {
                text.Append(word is null ? "" : "\n").Append(variant.Word).Append('\n');
                word = variant.Word;
            }

            for (int column = 0; column < cells.Length; column++)
            {
                int width = rows.Max(row => row.Cells[column].Length);
                bool isLast = column == cells.Length - 1;
                text.Append(isLast ? cells[column].PadLeft(width) : cells[column].PadRight(width + Gap));
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    private static string Name(MatchLevel level) => level switch
    {
        MatchLevel.Exact => "variants.level.exact",
        MatchLevel.Accent => "variants.level.accent",
        MatchLevel.Inflection => "variants.level.inflection",
        MatchLevel.Derivation => "variants.level.derivation",
        _ => "variants.level.sound",
    };

    private static string Name(VariantReason reason) => reason switch
    {
        VariantReason.Same => "variants.reason.same",
        VariantReason.Accents => "variants.reason.accents",
        VariantReason.Spelling => "variants.reason.spelling",
        VariantReason.Form => "variants.reason.form",
        VariantReason.FormByRule => "variants.reason.formbyrule",
        VariantReason.Number => "variants.reason.number",
        VariantReason.Family => "variants.reason.family",
        VariantReason.Transliteration => "variants.reason.transliteration",
        VariantReason.Acronym => "variants.reason.acronym",
        VariantReason.Sound => "variants.reason.sound",
        _ => "variants.reason.typing",
    };

    private static string Json(string query, IReadOnlyList<Variant> variants)
    {
        var bytes = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(bytes, Options))
        {
            json.WriteStartObject();
            json.WriteString("query", query);
            json.WriteStartArray("variants");
            foreach (var variant in variants)
            {
                json.WriteStartObject();
                json.WriteString("word", variant.Word);
                json.WriteString("term", variant.Term);
                json.WriteString("level", variant.Level.ToString().ToLowerInvariant());
                json.WriteString("reason", variant.Reason.ToString().ToLowerInvariant());
                json.WriteNumber("weight", variant.Weight);
                json.WriteNumber("passages", variant.Passages);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }
}
