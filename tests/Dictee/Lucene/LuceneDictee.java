import java.io.*;
import java.nio.charset.StandardCharsets;
import java.util.*;
import java.util.regex.*;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.fr.FrenchAnalyzer;
import org.apache.lucene.document.*;
import org.apache.lucene.index.*;
import org.apache.lucene.queryparser.classic.QueryParser;
import org.apache.lucene.search.*;
import org.apache.lucene.search.uhighlight.*;
import org.apache.lucene.store.ByteBuffersDirectory;

/**
 * Real Lucene as it comes: FrenchAnalyzer, the classic query parser, BM25, UnifiedHighlighter. Reads one question a line,
 * {"query":…,"texts":[…]}, and answers with one line, {"ranked":[…],"marks":[[[start,length],…],…]} or {"error":…}.
 *
 * A query is taken as text, so that no sign in it is a syntax error; what stays an operator is what the pairs use as one:
 * "a b", "a b"~3, mot~, mot*. The sign of =mot, which Lucene does not have, is left out.
 */
public final class LuceneDictee {
    private static final Analyzer FRENCH = new FrenchAnalyzer();
    private static final Pattern PHRASE = Pattern.compile("\"([^\"]*)\"(~\\d*)?");
    private static final Pattern WORD = Pattern.compile("(\\S+?)(~\\d*|\\*)");

    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, "UTF-8");
        for (String line; (line = in.readLine()) != null; ) {
            String answer;
            try {
                Question question = new Question(line);
                answer = answer(question.query, question.texts);
            } catch (Exception e) {
                answer = "{\"error\":" + quote(e.toString()) + "}";
            }
            out.println(answer);
        }
    }

    private static String answer(String typed, List<String> texts) throws Exception {
        Query query = new QueryParser("text", FRENCH).parse(escape(typed));
        try (ByteBuffersDirectory directory = new ByteBuffersDirectory()) {
            try (IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig(FRENCH))) {
                for (String text : texts) {
                    Document document = new Document();
                    document.add(new TextField("text", text, Field.Store.NO));
                    writer.addDocument(document);
                }
            }
            try (DirectoryReader reader = DirectoryReader.open(directory)) {
                ScoreDoc[] hits = new IndexSearcher(reader).search(query, texts.size()).scoreDocs;
                StringJoiner ranked = new StringJoiner(",", "[", "]");
                StringJoiner marks = new StringJoiner(",", "[", "]");
                for (ScoreDoc hit : hits) {
                    ranked.add(String.valueOf(hit.doc));
                    marks.add(marks(query, texts.get(hit.doc)));
                }
                return "{\"ranked\":" + ranked + ",\"marks\":" + marks + "}";
            }
        }
    }

    private static String marks(Query query, String text) throws IOException {
        UnifiedHighlighter highlighter = new UnifiedHighlighter(null, FRENCH);
        highlighter.setBreakIterator(WholeBreakIterator::new);
        highlighter.setMaxNoHighlightPassages(0);
        highlighter.setFormatter(new PassageFormatter() {
            @Override
            public Object format(Passage[] passages, String content) {
                TreeMap<Integer, Integer> ends = new TreeMap<>();
                for (Passage passage : passages)
                    for (int i = 0; i < passage.getNumMatches(); i++)
                        ends.merge(passage.getMatchStarts()[i], passage.getMatchEnds()[i], Math::max);
                StringJoiner all = new StringJoiner(",", "[", "]");
                ends.forEach((start, end) -> all.add("[" + start + "," + (end - start) + "]"));
                return all.toString();
            }
        });
        Object found = highlighter.highlightWithoutSearcher("text", query, text, 1);
        return found == null ? "[]" : (String) found;
    }

    private static String escape(String typed) {
        String text = typed.startsWith("=") ? typed.substring(1) : typed;
        Matcher phrase = PHRASE.matcher(text);
        if (phrase.matches()) return '"' + phrase.group(1).replace("\\", "\\\\") + '"' + Objects.toString(phrase.group(2), "");
        Matcher word = WORD.matcher(text);
        return word.matches() ? QueryParser.escape(word.group(1)) + word.group(2) : QueryParser.escape(text);
    }

    private static String quote(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') quoted.append('\\').append(c);
            else if (c < ' ') quoted.append(String.format("\\u%04x", (int) c));
            else quoted.append(c);
        }
        return quoted.append('"').toString();
    }

    /** As much of JSON as a question has: an object of a string and an array of strings. */
    private static final class Question {
        String query = "";
        final List<String> texts = new ArrayList<>();
        private final String json;
        private int at;

        Question(String json) {
            this.json = json;
            for (at = json.indexOf('{') + 1; peek() != '}'; ) {
                String name = string();
                expect(':');
                if (name.equals("query")) query = string();
                else {
                    expect('[');
                    while (peek() != ']') {
                        texts.add(string());
                        if (peek() == ',') at++;
                    }
                    at++;
                }
                if (peek() == ',') at++;
            }
        }

        private char peek() {
            while (Character.isWhitespace(json.charAt(at))) at++;
            return json.charAt(at);
        }

        private void expect(char c) {
            if (peek() != c) throw new IllegalArgumentException("no " + c + " at " + at + ": " + json);
            at++;
        }

        private String string() {
            expect('"');
            StringBuilder text = new StringBuilder();
            for (char c; (c = json.charAt(at++)) != '"'; ) {
                if (c != '\\') {
                    text.append(c);
                    continue;
                }
                char escape = json.charAt(at++);
                if (escape == 'u') {
                    text.append((char) Integer.parseInt(json.substring(at, at + 4), 16));
                    at += 4;
                } else text.append("\"\\/bfnrt".indexOf(escape) < 3 ? escape : "\b\f\n\r\t".charAt("bfnrt".indexOf(escape)));
            }
            return text.toString();
        }
    }
}
