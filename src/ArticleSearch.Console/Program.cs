using ArticleSearch.Console;

return Execution.Run(args, Terminal.OfProcess());
