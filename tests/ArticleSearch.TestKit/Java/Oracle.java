import java.io.*;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.*;
import java.util.stream.Collectors;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.core.KeywordAnalyzer;
import org.apache.lucene.analysis.fr.FrenchAnalyzer;
import org.apache.lucene.analysis.miscellaneous.PerFieldAnalyzerWrapper;
import org.apache.lucene.analysis.tokenattributes.*;
import org.apache.lucene.codecs.lucene84.PostingsOracle;
import org.apache.lucene.index.*;
import org.apache.lucene.queryparser.classic.QueryParser;
import org.apache.lucene.search.*;
import org.apache.lucene.store.*;

/**
 * Real Lucene as a judge: reads one request a line from standard input, answers on standard output.
 *
 * A request is a command and its arguments, separated by tabs; characters outside printable ASCII, and the backslash, stand
 * as backslash, u and four hexadecimal digits in both directions. The answer is "ok N" and N lines, or "error MESSAGE".
 */
public final class Oracle {
    private static final Analyzer FRENCH = new FrenchAnalyzer();
    private static final Analyzer BY_FIELD = byField();

    public static void main(String[] args) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII), 1 << 16);
        PrintStream out = new PrintStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16), false, "US-ASCII");
        System.setOut(System.err);
        for (String line; (line = in.readLine()) != null; ) {
            String[] request = line.split("\t", -1);
            for (int i = 0; i < request.length; i++) request[i] = unescape(request[i]);
            try {
                List<String> answer = answer(request);
                out.println("ok " + answer.size());
                for (String l : answer) out.println(escape(l));
            } catch (Throwable e) {
                out.println("error " + escape(e.toString()));
            }
            if (!in.ready()) out.flush();
        }
        out.flush();
    }

    private static List<String> answer(String[] request) throws Exception {
        switch (request[0]) {
            case "ping": return List.of("pong");
            case "tokens": return List.of(tokens(request[1]));
            case "normalize": return List.of(FRENCH.normalize("text", request[1]).utf8ToString());
            case "parse": return List.of(parser().parse(request[1]).toString());
            case "queries": return QueryDump.parse(Arrays.asList(request).subList(1, request.length));
            case "matches": return QueryDump.matches(request[1], request[2], Integer.parseInt(request[3]), Integer.parseInt(request[4]), Arrays.asList(request).subList(5, request.length));
            case "check": return check(request[1]);
            case "digest": return new Dump(Path.of(request[1]), null).run();
            case "dump": return dump(request[1], request[2]);
            case "random": return RandomIndex.build(Path.of(request[1]), Long.parseLong(request[2]), Integer.parseInt(request[3]), request[4]);
            case "columns": return ColumnIndex.build(Path.of(request[1]), Long.parseLong(request[2]), Integer.parseInt(request[3]), request[4]);
            case "corpus": return RandomIndex.corpus(request[1], Path.of(request[2]), Integer.parseInt(request[3]), request[4]);
            case "extend": return RandomIndex.extend(Path.of(request[1]), request[2]);
            case "search": return search(request[1], Integer.parseInt(request[2]), Arrays.asList(request).subList(3, request.length));
            case "match": return Matching.run(request);
            case "explain": return explain(request[1], request[2], Integer.parseInt(request[3]));
            case "lock": return lock(request[1]);
            case "hold": return hold(request[1]);
            case "blocks": return PostingsOracle.blocks(Path.of(request[1]));
            case "postings": return PostingsOracle.write(Path.of(request[1]), request[2], Path.of(request[3]));
            case "terms": return TermsOracle.write(Path.of(request[1]), request[2], Path.of(request[3]));
            case "readterms": return TermsOracle.read(Path.of(request[1]), request[2], Path.of(request[3]));
            case "release": held.close(); held = null; return List.of();
            default: throw new IllegalArgumentException("unknown command " + request[0]);
        }
    }

    /** term/start-end+increment, separated by spaces. */
    private static String tokens(String text) throws IOException {
        StringBuilder sb = new StringBuilder();
        try (TokenStream stream = FRENCH.tokenStream("text", text)) {
            CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
            OffsetAttribute offset = stream.addAttribute(OffsetAttribute.class);
            PositionIncrementAttribute increment = stream.addAttribute(PositionIncrementAttribute.class);
            stream.reset();
            while (stream.incrementToken()) {
                if (sb.length() > 0) sb.append(' ');
                sb.append(term).append('/').append(offset.startOffset()).append('-').append(offset.endOffset()).append('+').append(increment.getPositionIncrement());
            }
            stream.end();
        }
        return sb.toString();
    }

    /** The first line is "clean SEGMENTS DOCS" or "broken"; then CheckIndex's own words where it is broken. */
    private static List<String> check(String dir) throws IOException {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        try (Directory d = FSDirectory.open(Path.of(dir)); CheckIndex checker = new CheckIndex(d)) {
            checker.setInfoStream(new PrintStream(log, true, "UTF-8"), false);
            checker.setFailFast(false);
            CheckIndex.Status status = checker.checkIndex();
            if (status.clean) {
                int docs = 0;
                for (CheckIndex.Status.SegmentInfoStatus s : status.segmentInfos) docs += s.maxDoc;
                return List.of("clean " + status.segmentInfos.size() + " " + docs);
            }
        }
        List<String> answer = new ArrayList<>(List.of("broken"));
        answer.addAll(log.toString("UTF-8").lines().collect(Collectors.toList()));
        return answer;
    }

    private static List<String> dump(String dir, String file) throws Exception {
        try (PrintWriter out = new PrintWriter(new BufferedWriter(new OutputStreamWriter(new FileOutputStream(file), StandardCharsets.UTF_8), 1 << 16))) {
            return new Dump(Path.of(dir), out).run();
        }
    }

    /** A line a query: "total relation doc:score doc:score …", scores as the eight hexadecimal digits of their bits, or "! message". */
    private static List<String> search(String dir, int top, List<String> queries) throws Exception {
        List<String> answer = new ArrayList<>();
        try (Directory d = FSDirectory.open(Path.of(dir)); IndexReader reader = DirectoryReader.open(d)) {
            IndexSearcher searcher = new IndexSearcher(reader);
            searcher.setQueryCache(null);
            for (String text : queries) {
                try {
                    TopScoreDocCollector collector = TopScoreDocCollector.create(top, Integer.MAX_VALUE);
                    searcher.search(parser().parse(text), collector);
                    TopDocs hits = collector.topDocs();
                    StringBuilder sb = new StringBuilder();
                    sb.append(hits.totalHits.value).append(' ').append(hits.totalHits.relation);
                    for (ScoreDoc hit : hits.scoreDocs) sb.append(' ').append(hit.doc).append(':').append(String.format("%08x", Float.floatToIntBits(hit.score)));
                    answer.add(sb.toString());
                } catch (Exception e) {
                    answer.add("! " + e);
                }
            }
        }
        return answer;
    }

    private static List<String> explain(String dir, String query, int doc) throws Exception {
        try (Directory d = FSDirectory.open(Path.of(dir)); IndexReader reader = DirectoryReader.open(d)) {
            return new IndexSearcher(reader).explain(parser().parse(query), doc).toString().lines().collect(Collectors.toList());
        }
    }

    private static Lock held;

    /** Takes the write lock of the index and keeps it until "release"; one index at a time. */
    private static List<String> hold(String dir) throws IOException {
        if (held != null) throw new IllegalStateException("a lock is held already");
        held = FSDirectory.open(Path.of(dir)).obtainLock(IndexWriter.WRITE_LOCK_NAME);
        return List.of();
    }

    /** "free" if the write lock of the index can be taken, "held" if another process has it. */
    private static List<String> lock(String dir) throws IOException {
        try (Directory d = FSDirectory.open(Path.of(dir)); Lock l = d.obtainLock(IndexWriter.WRITE_LOCK_NAME)) {
            return List.of("free");
        } catch (LockObtainFailedException e) {
            return List.of("held");
        }
    }

    static QueryParser parser() {
        return new QueryParser("text", BY_FIELD);
    }

    static Analyzer byField() {
        Map<String, Analyzer> whole = new HashMap<>();
        for (String field : new String[] {"id", "article", "date", "source"}) whole.put(field, new KeywordAnalyzer());
        return new PerFieldAnalyzerWrapper(new FrenchAnalyzer(), whole);
    }

    static String escape(String s) {
        StringBuilder sb = null;
        for (int i = 0; i < s.length(); i++) {
            char c = s.charAt(i);
            boolean plain = c >= 0x20 && c < 0x7F && c != '\\';
            if (!plain && sb == null) sb = new StringBuilder(s.length() * 2).append(s, 0, i);
            if (sb != null) {
                if (plain) sb.append(c);
                else {
                    sb.append("\\u");
                    for (int shift = 12; shift >= 0; shift -= 4) sb.append(Character.forDigit((c >> shift) & 15, 16));
                }
            }
        }
        return sb == null ? s : sb.toString();
    }

    static String unescape(String s) {
        if (s.indexOf('\\') < 0) return s;
        StringBuilder sb = new StringBuilder(s.length());
        for (int i = 0; i < s.length(); i++) {
            char c = s.charAt(i);
            if (c == '\\') {
                sb.append((char) Integer.parseInt(s.substring(i + 2, i + 6), 16));
                i += 5;
            } else sb.append(c);
        }
        return sb.toString();
    }
}
