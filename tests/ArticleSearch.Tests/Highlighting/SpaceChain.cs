using ArticleSearch.Analysis;

namespace ArticleSearch.Tests.Highlighting;

/// <summary>Words between single spaces; "_" leaves a position free, as in the listed segments.</summary>
internal sealed class SpaceChain : AnalysisChain
{
    public override string Name => "space";

    public override TokenStream CreateStream() => new Stream();

    public override string Normalize(string text) => text;

    public override int ElidedLength(ReadOnlySpan<char> token) => 0;

    private sealed class Stream : TokenStream
    {
        private string _text = "";
        private int _increment;

        public override ReadOnlySpan<char> Term => _text.AsSpan(StartOffset, EndOffset - StartOffset);

        public override int PositionIncrement => _increment;

        public override int StartOffset => _start;

        public override int EndOffset => _end;

        private int _start;
        private int _end = -1;

        public override void Reset(ReadOnlyMemory<char> text)
        {
            _text = text.ToString();
            _end = -1;
        }

        public override bool MoveNext()
        {
            _increment = 0;
            do
            {
                _start = _end + 1;
                if (_start >= _text.Length)
                {
                    return false;
                }

                int space = _text.IndexOf(' ', _start);
                _end = space < 0 ? _text.Length : space;
                _increment++;
            }
            while (Term is "_");

            return true;
        }
    }
}
