import java.io.*;
import java.nio.file.*;
import java.util.*;
import org.apache.lucene.codecs.*;
import org.apache.lucene.codecs.lucene84.Lucene84PostingsFormat;
import org.apache.lucene.index.*;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.store.*;
import org.apache.lucene.util.*;

/**
 * Writes and reads dictionaries of terms by Lucene's own postings format, without the rest of an index. The description of a
 * segment holds, as big-endian ints: document count, field count; for each field its number, index options (1 to 4), term count;
 * for each term its length, its bytes, its document count; for each document its number and frequency. A field's name is "field"
 * and its number; the i-th position of a document is 3 i, from offset 10 i to 10 i + 4.
 */
final class TermsOracle {
    private final SegmentInfo segment;
    private final FieldInfos infos;
    private final Directory directory;
    private final TreeMap<String, List<Term>> fields = new TreeMap<>();

    private TermsOracle(Directory directory, Path description) throws IOException {
        this.directory = directory;
        byte[] id = new byte[16];
        for (int i = 0; i < 16; i++) id[i] = (byte) (i * 7);
        List<FieldInfo> infos = new ArrayList<>();
        int maxDoc;
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(description)))) {
            maxDoc = in.readInt();
            for (int f = in.readInt(); f > 0; f--) {
                int number = in.readInt();
                IndexOptions options = IndexOptions.values()[in.readInt()];
                infos.add(new FieldInfo("field" + number, number, false, true, false, options, DocValuesType.NONE, -1, new HashMap<>(), 0, 0, 0, false));
                List<Term> terms = new ArrayList<>();
                for (int t = in.readInt(); t > 0; t--) {
                    byte[] bytes = new byte[in.readInt()];
                    in.readFully(bytes);
                    int[] docs = new int[in.readInt()], freqs = new int[docs.length];
                    for (int d = 0; d < docs.length; d++) {
                        docs[d] = in.readInt();
                        freqs[d] = in.readInt();
                    }
                    terms.add(new Term(new BytesRef(bytes), docs, freqs));
                }
                fields.put("field" + number, terms);
            }
        }
        this.infos = new FieldInfos(infos.toArray(new FieldInfo[0]));
        segment = new SegmentInfo(directory, Version.LATEST, Version.LATEST, "_0", maxDoc, false, Codec.getDefault(), Map.of(), id, Map.of(), null);
    }

    static List<String> write(Path folder, String suffix, Path description) throws IOException {
        try (Directory directory = FSDirectory.open(folder)) {
            TermsOracle oracle = new TermsOracle(directory, description);
            SegmentWriteState state = new SegmentWriteState(InfoStream.NO_OUTPUT, directory, oracle.segment, oracle.infos, null, IOContext.DEFAULT, suffix);
            try (FieldsConsumer writer = new Lucene84PostingsFormat().fieldsConsumer(state)) {
                writer.write(oracle.new AllFields(), null);
            }
            return List.of();
        }
    }

    /** Reads everything in every way and throws where it is not as described. Answers the count of terms. */
    static List<String> read(Path folder, String suffix, Path description) throws IOException {
        try (Directory directory = FSDirectory.open(folder)) {
            TermsOracle oracle = new TermsOracle(directory, description);
            SegmentReadState state = new SegmentReadState(directory, oracle.segment, oracle.infos, IOContext.DEFAULT, suffix);
            long count = 0;
            try (FieldsProducer reader = new Lucene84PostingsFormat().fieldsProducer(state)) {
                reader.checkIntegrity();
                for (Map.Entry<String, List<Term>> field : oracle.fields.entrySet()) {
                    List<Term> terms = field.getValue();
                    Terms read = reader.terms(field.getKey());
                    require(terms.isEmpty() == (read == null), field.getKey());
                    if (read != null) count += compare(terms, read);
                }
            }
            return List.of("" + count);
        }
    }

    private static long compare(List<Term> terms, Terms read) throws IOException {
        require(read.size() == terms.size(), "size");
        require(read.getMin().equals(terms.get(0).bytes) && read.getMax().equals(terms.get(terms.size() - 1).bytes), "ends");
        long df = 0, ttf = 0;
        TermsEnum all = read.iterator();
        for (Term term : terms) {
            require(term.bytes.equals(all.next()), "next " + term.bytes);
            term.compare(all, read.hasFreqs());
            df += term.docs.length;
            ttf += read.hasFreqs() ? Arrays.stream(term.freqs).sum() : term.docs.length;
        }
        require(all.next() == null, "end");
        require(read.getSumDocFreq() == df && read.getSumTotalTermFreq() == ttf, "sums");

        Random random = new Random(terms.size());
        TermsEnum seek = read.iterator();
        for (int i = 0; i < 2 * terms.size(); i++) {
            int n = random.nextInt(terms.size());
            Term term = terms.get(n);
            require(seek.seekExact(term.bytes), "seek " + term.bytes);
            term.compare(seek, read.hasFreqs());
            BytesRef longer = BytesRef.deepCopyOf(term.bytes);
            longer.bytes = Arrays.copyOf(longer.bytes, ++longer.length);
            boolean follows = n + 1 < terms.size() && terms.get(n + 1).bytes.equals(longer);
            require(seek.seekExact(longer) == follows, "seek after " + term.bytes);
            TermsEnum.SeekStatus status = seek.seekCeil(longer);
            require(status == (n + 1 == terms.size() ? TermsEnum.SeekStatus.END : follows ? TermsEnum.SeekStatus.FOUND : TermsEnum.SeekStatus.NOT_FOUND), "ceiling");
            if (n + 1 < terms.size()) require(seek.term().equals(terms.get(n + 1).bytes), "ceiling of " + longer);
        }
        return terms.size();
    }

    private static void require(boolean condition, String what) {
        if (!condition) throw new IllegalStateException(what);
    }

    private static final class Term {
        final BytesRef bytes;
        final int[] docs, freqs;

        Term(BytesRef bytes, int[] docs, int[] freqs) {
            this.bytes = bytes;
            this.docs = docs;
            this.freqs = freqs;
        }

        void compare(TermsEnum cursor, boolean hasFreqs) throws IOException {
            require(cursor.docFreq() == docs.length, "document frequency");
            require(!hasFreqs || cursor.totalTermFreq() == Arrays.stream(freqs).sum(), "frequency");
            PostingsEnum postings = cursor.postings(null, PostingsEnum.FREQS);
            for (int doc : docs) require(postings.nextDoc() == doc, "document");
            require(postings.nextDoc() == DocIdSetIterator.NO_MORE_DOCS, "documents");
        }
    }

    private final class AllFields extends Fields {
        @Override public Iterator<String> iterator() { return fields.keySet().iterator(); }
        @Override public int size() { return fields.size(); }
        @Override public Terms terms(String field) {
            FieldInfo info = infos.fieldInfo(field);
            List<Term> terms = fields.get(field);
            return new Terms() {
                @Override public TermsEnum iterator() { return new Cursor(terms); }
                @Override public long size() { return terms.size(); }
                @Override public long getSumTotalTermFreq() { return -1; }
                @Override public long getSumDocFreq() { return -1; }
                @Override public int getDocCount() { return -1; }
                @Override public boolean hasFreqs() { return info.getIndexOptions().compareTo(IndexOptions.DOCS_AND_FREQS) >= 0; }
                @Override public boolean hasOffsets() { return info.getIndexOptions().compareTo(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS_AND_OFFSETS) >= 0; }
                @Override public boolean hasPositions() { return info.getIndexOptions().compareTo(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS) >= 0; }
                @Override public boolean hasPayloads() { return false; }
            };
        }
    }

    private static final class Cursor extends BaseTermsEnum {
        private final List<Term> terms;
        private int at = -1;

        Cursor(List<Term> terms) { this.terms = terms; }

        @Override public BytesRef next() { return ++at < terms.size() ? terms.get(at).bytes : null; }
        @Override public BytesRef term() { return terms.get(at).bytes; }
        @Override public int docFreq() { return terms.get(at).docs.length; }
        @Override public PostingsEnum postings(PostingsEnum reuse, int flags) { return new Documents(terms.get(at)); }
        @Override public SeekStatus seekCeil(BytesRef text) { throw new UnsupportedOperationException(); }
        @Override public void seekExact(long ord) { throw new UnsupportedOperationException(); }
        @Override public long ord() { throw new UnsupportedOperationException(); }
        @Override public long totalTermFreq() { throw new UnsupportedOperationException(); }
        @Override public ImpactsEnum impacts(int flags) { throw new UnsupportedOperationException(); }
    }

    private static final class Documents extends PostingsEnum {
        private final Term term;
        private int at = -1, position = -1;

        Documents(Term term) { this.term = term; }

        @Override public int docID() { return at < 0 ? -1 : at < term.docs.length ? term.docs[at] : NO_MORE_DOCS; }
        @Override public int nextDoc() { at++; position = -1; return docID(); }
        @Override public int advance(int target) { throw new UnsupportedOperationException(); }
        @Override public long cost() { return term.docs.length; }
        @Override public int freq() { return term.freqs[at]; }
        @Override public int nextPosition() { return 3 * ++position; }
        @Override public int startOffset() { return 10 * position; }
        @Override public int endOffset() { return 10 * position + 4; }
        @Override public BytesRef getPayload() { return null; }
    }
}
