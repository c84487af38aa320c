package org.apache.lucene.codecs.lucene84; // to reach what Lucene keeps to the package

import java.io.*;
import java.nio.file.*;
import java.util.*;
import org.apache.lucene.codecs.*;
import org.apache.lucene.index.*;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.store.*;
import org.apache.lucene.util.*;

/** Packs blocks and writes postings of single terms by Lucene's own classes, so that bytes can be compared. */
public final class PostingsOracle {
    private PostingsOracle() { }

    /** A file of (byte kind, byte bits, 128 ints)…: kind 0 fixed width, 1 patched, 2 differences. Answers the bytes of each in hexadecimal. */
    public static List<String> blocks(Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        ForUtil packed = new ForUtil();
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            for (int kind; (kind = in.read()) >= 0; ) {
                int bits = in.read();
                long[] numbers = new long[128];
                for (int i = 0; i < 128; i++) numbers[i] = in.readInt();
                ByteBuffersDataOutput out = new ByteBuffersDataOutput();
                if (kind == 0) packed.encode(numbers, bits, out);
                else if (kind == 1) new PForUtil(packed).encode(numbers, out);
                else new ForDeltaUtil(packed).encodeDeltas(numbers, out);
                lines.add(hex(out.toArrayCopy()));
            }
        }
        return lines;
    }

    /**
     * Writes the files of a segment _0 with one field. The description holds, as big-endian ints: index options (1 to 4), payloads
     * (0 or 1), document count, a long norm for each document (0: none), term count; for each term its document count; for each document
     * its number, its frequency, and with positions for each its position, start and end offset. Answers the terms' metadata in hexadecimal.
     */
    public static List<String> write(Path folder, String suffix, Path description) throws IOException {
        byte[] id = new byte[16];
        for (int i = 0; i < 16; i++) id[i] = (byte) (i + 1);
        try (Directory directory = FSDirectory.open(folder); DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(description)))) {
            IndexOptions options = IndexOptions.values()[in.readInt()];
            boolean payloads = in.readInt() == 1;
            int maxDoc = in.readInt();
            long[] norms = new long[maxDoc];
            for (int i = 0; i < maxDoc; i++) norms[i] = in.readLong();
            SegmentInfo segment = new SegmentInfo(directory, Version.LATEST, Version.LATEST, "_0", maxDoc, false, Codec.getDefault(), Map.of(), id, Map.of(), null);
            FieldInfo field = new FieldInfo("text", 0, false, false, payloads, options, DocValuesType.NONE, -1, new HashMap<>(), 0, 0, 0, false);
            SegmentWriteState state = new SegmentWriteState(InfoStream.NO_OUTPUT, directory, segment, new FieldInfos(new FieldInfo[] { field }), null, IOContext.DEFAULT, suffix);
            ByteBuffersDataOutput metadata = new ByteBuffersDataOutput();
            try (Lucene84PostingsWriter writer = new Lucene84PostingsWriter(state)) {
                writer.setField(field);
                int terms = in.readInt();
                for (int t = 0; t < terms; t++) {
                    writer.startTerm(new Norms(norms));
                    int documents = in.readInt();
                    long total = 0;
                    for (int d = 0; d < documents; d++) {
                        int document = in.readInt();
                        int frequency = in.readInt();
                        total += frequency;
                        writer.startDoc(document, options == IndexOptions.DOCS ? -1 : frequency);
                        if (options.compareTo(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS) >= 0) {
                            for (int i = 0; i < frequency; i++) {
                                int position = in.readInt(), start = in.readInt(), end = in.readInt();
                                BytesRef payload = payloads && position % 3 != 0 ? new BytesRef(new byte[position % 7]) : null;
                                writer.addPosition(position, payload, start, end);
                            }
                        }
                        writer.finishDoc();
                    }
                    BlockTermState term = writer.newTermState();
                    term.docFreq = documents;
                    term.totalTermFreq = options == IndexOptions.DOCS ? documents : total;
                    writer.finishTerm(term);
                    writer.encodeTerm(metadata, field, term, t == 0);
                }
            }
            return List.of(hex(metadata.toArrayCopy()));
        }
    }

    private static String hex(byte[] bytes) {
        StringBuilder sb = new StringBuilder(2 * bytes.length);
        for (byte b : bytes) sb.append(Character.forDigit(b >> 4 & 15, 16)).append(Character.forDigit(b & 15, 16));
        return sb.toString();
    }

    private static final class Norms extends NumericDocValues {
        private final long[] norms;
        private int doc = -1;

        Norms(long[] norms) { this.norms = norms; }

        @Override public long longValue() { return norms[doc]; }
        @Override public boolean advanceExact(int target) { doc = target; return norms[doc] != 0; }
        @Override public int docID() { return doc; }
        @Override public int nextDoc() { return advance(doc + 1); }
        @Override public int advance(int target) {
            for (doc = target; doc < norms.length && norms[doc] == 0; doc++) { }
            return doc < norms.length ? doc : (doc = DocIdSetIterator.NO_MORE_DOCS);
        }
        @Override public long cost() { return norms.length; }
    }
}
