import java.io.*;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.*;
import java.util.zip.CRC32;
import org.apache.lucene.index.*;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.store.*;
import org.apache.lucene.util.*;

/**
 * Everything an index holds, as lines of text in sections, and a digest of each section: "section lines crc32".
 * The program under test writes the same lines from its own reading; both must agree.
 */
final class Dump {
    private final Path path;
    private final PrintWriter out;
    private final List<String> digests = new ArrayList<>();
    private final CRC32 crc = new CRC32();
    private String section;
    private long lines;

    Dump(Path path, PrintWriter out) {
        this.path = path;
        this.out = out;
    }

    List<String> run() throws Exception {
        try (Directory d = FSDirectory.open(path); DirectoryReader reader = DirectoryReader.open(d)) {
            int ordinal = 0;
            for (LeafReaderContext leaf : reader.leaves()) segment(ordinal++, (SegmentReader) leaf.reader());
            end();
        }
        return digests;
    }

    private void segment(int ordinal, SegmentReader r) throws IOException {
        String s = "s" + ordinal;
        begin(s + " info");
        line("maxdoc " + r.maxDoc() + " live " + r.numDocs());
        List<FieldInfo> fields = new ArrayList<>();
        for (FieldInfo f : r.getFieldInfos()) fields.add(f);
        fields.sort(Comparator.comparing(f -> f.name));
        for (FieldInfo f : fields) line(f.name + " " + f.number + " " + f.getIndexOptions().ordinal() + " " + f.omitsNorms() + " " + f.hasPayloads() + " " + f.hasVectors() + " " + kind(f.getDocValuesType()));

        begin(s + " live");
        Bits live = r.getLiveDocs();
        if (live != null) for (int i = 0; i < r.maxDoc(); i++) if (!live.get(i)) line("deleted " + i);

        for (FieldInfo f : fields) {
            Terms terms = r.terms(f.name);
            if (terms != null) {
                begin(s + " terms " + f.name);
                line("terms " + terms.size() + " docs " + terms.getDocCount() + " df " + terms.getSumDocFreq() + " ttf " + terms.getSumTotalTermFreq() + " min " + hex(terms.getMin()) + " max " + hex(terms.getMax()));
                terms(terms);
            }
        }

        for (FieldInfo f : fields) {
            NumericDocValues norms = r.getNormValues(f.name);
            if (norms != null) {
                begin(s + " norms " + f.name);
                for (int doc; (doc = norms.nextDoc()) != DocIdSetIterator.NO_MORE_DOCS; ) line(doc + " " + norms.longValue());
            }
        }

        for (FieldInfo f : fields) values(s, r, f);

        begin(s + " stored");
        for (int doc = 0; doc < r.maxDoc(); doc++) {
            line("doc " + doc);
            r.document(doc, new StoredFieldVisitor() {
                @Override public Status needsField(FieldInfo info) { return Status.YES; }
                @Override public void stringField(FieldInfo info, byte[] value) { line(info.name + " s " + hex(new BytesRef(value))); }
                @Override public void binaryField(FieldInfo info, byte[] value) { line(info.name + " b " + hex(new BytesRef(value))); }
                @Override public void intField(FieldInfo info, int value) { line(info.name + " i " + value); }
                @Override public void longField(FieldInfo info, long value) { line(info.name + " l " + value); }
                @Override public void floatField(FieldInfo info, float value) { line(info.name + " f " + Float.floatToRawIntBits(value)); }
                @Override public void doubleField(FieldInfo info, double value) { line(info.name + " d " + Double.doubleToRawLongBits(value)); }
            });
        }
    }

    /** The number that stands on disk. */
    private static int kind(DocValuesType type) {
        switch (type) {
            case SORTED_SET: return 4;
            case SORTED_NUMERIC: return 5;
            default: return type.ordinal();
        }
    }

    private void terms(Terms terms) throws IOException {
        boolean freqs = terms.hasFreqs(), positions = terms.hasPositions(), offsets = terms.hasOffsets();
        TermsEnum cursor = terms.iterator();
        PostingsEnum postings = null;
        StringBuilder sb = new StringBuilder();
        for (BytesRef term; (term = cursor.next()) != null; ) {
            line(hex(term) + " " + cursor.docFreq() + " " + cursor.totalTermFreq());
            postings = cursor.postings(postings, PostingsEnum.OFFSETS);
            for (int doc; (doc = postings.nextDoc()) != DocIdSetIterator.NO_MORE_DOCS; ) {
                sb.setLength(0);
                sb.append(doc);
                if (freqs) sb.append(' ').append(postings.freq());
                if (positions) {
                    for (int i = 0; i < postings.freq(); i++) {
                        sb.append(' ').append(postings.nextPosition());
                        if (offsets) sb.append(',').append(postings.startOffset()).append(',').append(postings.endOffset());
                    }
                }
                line(sb.toString());
            }
        }
    }

    private void values(String s, SegmentReader r, FieldInfo f) throws IOException {
        int end = DocIdSetIterator.NO_MORE_DOCS;
        switch (f.getDocValuesType()) {
            case NUMERIC: {
                begin(s + " numeric " + f.name);
                NumericDocValues v = r.getNumericDocValues(f.name);
                for (int doc; (doc = v.nextDoc()) != end; ) line(doc + " " + v.longValue());
                break;
            }
            case BINARY: {
                begin(s + " binary " + f.name);
                BinaryDocValues v = r.getBinaryDocValues(f.name);
                for (int doc; (doc = v.nextDoc()) != end; ) line(doc + " " + hex(v.binaryValue()));
                break;
            }
            case SORTED: {
                begin(s + " sorted " + f.name);
                SortedDocValues v = r.getSortedDocValues(f.name);
                for (int i = 0; i < v.getValueCount(); i++) line(hex(v.lookupOrd(i)));
                for (int doc; (doc = v.nextDoc()) != end; ) line(doc + " " + v.ordValue());
                break;
            }
            case SORTED_SET: {
                begin(s + " sortedset " + f.name);
                SortedSetDocValues v = r.getSortedSetDocValues(f.name);
                for (long i = 0; i < v.getValueCount(); i++) line(hex(v.lookupOrd(i)));
                for (int doc; (doc = v.nextDoc()) != end; ) {
                    StringBuilder sb = new StringBuilder().append(doc);
                    for (long ord; (ord = v.nextOrd()) != SortedSetDocValues.NO_MORE_ORDS; ) sb.append(' ').append(ord);
                    line(sb.toString());
                }
                break;
            }
            case SORTED_NUMERIC: {
                begin(s + " sortednumeric " + f.name);
                SortedNumericDocValues v = r.getSortedNumericDocValues(f.name);
                for (int doc; (doc = v.nextDoc()) != end; ) {
                    StringBuilder sb = new StringBuilder().append(doc);
                    for (int i = 0; i < v.docValueCount(); i++) sb.append(' ').append(v.nextValue());
                    line(sb.toString());
                }
                break;
            }
            default:
                break;
        }
    }

    private void begin(String name) {
        end();
        section = name;
        lines = 0;
        crc.reset();
        if (out != null) out.println("== " + name);
    }

    private void end() {
        if (section != null) digests.add(section + " " + lines + " " + Long.toHexString(crc.getValue()));
        section = null;
    }

    private void line(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        crc.update(bytes);
        crc.update('\n');
        lines++;
        if (out != null) out.println(text);
    }

    private static String hex(BytesRef bytes) {
        StringBuilder sb = new StringBuilder(bytes.length * 2);
        for (int i = 0; i < bytes.length; i++) {
            int b = bytes.bytes[bytes.offset + i] & 0xFF;
            sb.append(Character.forDigit(b >> 4, 16)).append(Character.forDigit(b & 15, 16));
        }
        return sb.toString();
    }
}
