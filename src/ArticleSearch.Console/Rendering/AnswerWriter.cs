namespace ArticleSearch.Console.Rendering;

/// <summary>Writes answers in one format, one after the other; a format that has a heading has it once.</summary>
internal sealed class AnswerWriter(ResultFormat format, Terminal terminal)
{
    private bool _hasWritten;

    public ResultFormat Format => format;

    public void Write(Answer answer)
    {
        switch (format)
        {
            case ResultFormat.Json:
                terminal.Out.WriteLine(HitJson.Render(answer));
                break;
            case ResultFormat.Jsonl:
                HitJson.RenderLines(answer, terminal.Out);
                break;
            case ResultFormat.Csv:
                HitCsv.Render(answer, withHeading: !_hasWritten, terminal.Out);
                break;
            case ResultFormat.Markdown:
                HitMarkdown.Render(answer, terminal.Out);
                break;
            case ResultFormat.Trec:
                HitTrec.Render(answer, terminal.Out);
                break;
            default:
                HitText.Render(answer, terminal);
                FacetBars.Render(answer.Result, terminal);
                break;
        }

        _hasWritten = true;
    }
}
