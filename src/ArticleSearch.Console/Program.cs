using ArticleSearch.Console;

return await Execution.Run(args, Terminal.OfProcess());
