import java.util.*;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.core.KeywordAnalyzer;
import org.apache.lucene.analysis.tokenattributes.*;
import org.apache.lucene.document.*;
import org.apache.lucene.index.*;
import org.apache.lucene.search.*;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;

/** Real Lucene's matches of queries that no syntax can express, on small documents given as lists of words. */
final class Matching {
    private static final FieldType WORDS = new FieldType();

    static {
        WORDS.setIndexOptions(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS_AND_OFFSETS);
        WORDS.setTokenized(true);
        WORDS.freeze();
    }

    /**
     * Lines: "doc field=words|field=words" adds a document ("_" leaves a position free, the fields of the second argument are
     * indexed whole), "commit" ends a segment, "delete N" deletes a document of the committed ones, "query …" asks for the best.
     * Answers a line a query, as Oracle.search does.
     */
    static List<String> run(String[] request) throws Exception {
        int top = Integer.parseInt(request[1]);
        Set<String> whole = new HashSet<>(Arrays.asList(request[2].split(",")));
        List<String> answer = new ArrayList<>();
        try (Directory directory = new ByteBuffersDirectory()) {
            IndexWriterConfig config = new IndexWriterConfig(new KeywordAnalyzer()).setMergePolicy(NoMergePolicy.INSTANCE);
            int at = 3;
            try (IndexWriter writer = new IndexWriter(directory, config)) {
                int documents = 0;
                for (; at < request.length && !request[at].startsWith("query "); at++) {
                    String line = request[at];
                    if (line.startsWith("doc ")) writer.addDocument(document(line.substring(4), documents++, whole));
                    else if (line.equals("commit")) writer.commit();
                    else writer.deleteDocuments(new Term("#", line.substring(7)));
                }
            }
            try (IndexReader reader = DirectoryReader.open(directory)) {
                IndexSearcher searcher = new IndexSearcher(reader);
                searcher.setQueryCache(null);
                for (; at < request.length; at++) answer.add(search(searcher, top, request[at].substring(6)));
            }
        }
        return answer;
    }

    private static String search(IndexSearcher searcher, int top, String text) {
        try {
            Query query = query(new ArrayDeque<>(Arrays.asList(text.split(" "))));
            TopScoreDocCollector collector = TopScoreDocCollector.create(top, Integer.MAX_VALUE);
            searcher.search(query, collector);
            TopDocs hits = collector.topDocs();
            StringBuilder sb = new StringBuilder().append(hits.totalHits.value).append(' ').append(hits.totalHits.relation);
            for (ScoreDoc hit : hits.scoreDocs) sb.append(' ').append(hit.doc).append(':').append(String.format("%08x", Float.floatToIntBits(hit.score)));
            TopDocs pruned = searcher.search(query, top);
            for (int i = 0; i < pruned.scoreDocs.length; i++) {
                ScoreDoc a = hits.scoreDocs[i], b = pruned.scoreDocs[i];
                if (a.doc != b.doc || a.score != b.score) return "~" + sb;
            }
            return sb.toString();
        } catch (Exception e) {
            return "! " + e;
        }
    }

    private static Document document(String line, int number, Set<String> whole) {
        Document document = new Document();
        document.add(new StringField("#", "" + number, Field.Store.NO));
        for (String field : line.split("\\|")) {
            int equals = field.indexOf('=');
            if (equals < 0) continue;
            String name = field.substring(0, equals), words = field.substring(equals + 1);
            document.add(whole.contains(name) ? new StringField(name, words, Field.Store.NO) : new Field(name, new Words(words), WORDS));
        }
        return document;
    }

    private static Query query(Deque<String> in) {
        switch (in.pop()) {
            case "term": return new TermQuery(new Term(in.pop(), in.pop()));
            case "prefix": return new PrefixQuery(new Term(in.pop(), in.peek().equals("!") ? in.pop().substring(1) : in.pop()));
            case "wildcard": return new WildcardQuery(new Term(in.pop(), in.pop()));
            case "regexp": return new RegexpQuery(new Term(in.pop(), in.pop()));
            case "fuzzy": return new FuzzyQuery(new Term(in.pop(), in.pop()), number(in), number(in), number(in), true);
            case "range": {
                String field = in.pop(), lower = in.pop(), upper = in.pop();
                return TermRangeQuery.newStringRange(field, lower.equals("!") ? null : lower, upper.equals("!") ? null : upper, in.pop().equals("["), in.pop().equals("]"));
            }
            case "boost": {
                float boost = Float.intBitsToFloat(Integer.parseUnsignedInt(in.pop(), 16));
                return new BoostQuery(query(in), boost);
            }
            case "constant": return new ConstantScoreQuery(query(in));
            case "all": return new MatchAllDocsQuery();
            case "none": return new MatchNoDocsQuery();
            case "bool": {
                BooleanQuery.Builder builder = new BooleanQuery.Builder().setMinimumNumberShouldMatch(number(in));
                for (int left = number(in); left > 0; left--) {
                    BooleanClause.Occur occur = BooleanClause.Occur.valueOf(in.pop());
                    builder.add(query(in), occur);
                }
                return builder.build();
            }
            case "phrase": return phrase(in);
            default: throw new IllegalArgumentException();
        }
    }

    private static Query phrase(Deque<String> in) {
        String field = in.pop();
        int slop = number(in), parts = number(in);
        PhraseQuery.Builder plain = new PhraseQuery.Builder().setSlop(slop);
        MultiPhraseQuery.Builder many = new MultiPhraseQuery.Builder().setSlop(slop);
        boolean isPlain = true;
        for (; parts > 0; parts--) {
            int position = number(in);
            Term[] terms = new Term[number(in)];
            for (int i = 0; i < terms.length; i++) terms[i] = new Term(field, in.pop());
            many.add(terms, position);
            if (terms.length == 1) plain.add(terms[0], position);
            else isPlain = false;
        }
        return isPlain ? plain.build() : many.build();
    }

    private static int number(Deque<String> in) {
        return Integer.parseInt(in.pop());
    }

    /** Words separated by single spaces. */
    private static final class Words extends TokenStream {
        private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
        private final OffsetAttribute offset = addAttribute(OffsetAttribute.class);
        private final PositionIncrementAttribute increment = addAttribute(PositionIncrementAttribute.class);
        private final String[] words;
        private int at, start;

        Words(String text) {
            words = text.split(" ");
        }

        @Override
        public boolean incrementToken() {
            clearAttributes();
            for (int gap = 1; at < words.length; gap++) {
                String word = words[at++];
                int from = start;
                start += word.length() + 1;
                if (word.equals("_") || word.isEmpty()) continue;
                term.append(word);
                offset.setOffset(from, from + word.length());
                increment.setPositionIncrement(gap);
                return true;
            }
            return false;
        }
    }
}
