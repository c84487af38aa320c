import java.nio.file.Path;
import java.util.*;
import org.apache.lucene.codecs.lucene87.Lucene87Codec;
import org.apache.lucene.document.*;
import org.apache.lucene.index.*;
import org.apache.lucene.store.*;
import org.apache.lucene.util.BytesRef;

/** An index of one segment, not compound, whose columns, norms and stored fields take every form the format has. */
final class ColumnIndex {
    /** Flags, separated by commas: best (compression), big (stored documents of up to two megabytes), live (leave a deleted document). */
    static List<String> build(Path path, long seed, int docs, String flagText) throws Exception {
        Set<String> flags = new HashSet<>(Arrays.asList(flagText.split(",")));
        Random random = new Random(seed);
        IndexWriterConfig config = new IndexWriterConfig(Oracle.byField());
        config.setUseCompoundFile(false).getMergePolicy().setNoCFSRatio(0);
        if (flags.contains("best")) config.setCodec(new Lucene87Codec(Lucene87Codec.Mode.BEST_COMPRESSION));
        try (Directory d = FSDirectory.open(path); IndexWriter w = new IndexWriter(d, config)) {
            for (int i = 0; i < docs; i++) {
                w.addDocument(document(random, i, flags));
                if (i == docs / 2) w.commit();
            }
            w.deleteDocuments(new Term("id", "" + docs / 3)); // without a deletion a single segment would not be written anew
            w.forceMerge(1);
            if (flags.contains("live")) w.deleteDocuments(new Term("id", "1"));
            w.commit();
        }
        return List.of();
    }

    private static Document document(Random random, int i, Set<String> flags) {
        Document doc = new Document();
        doc.add(new StringField("id", "" + i, Field.Store.NO));
        numbers(random, i, doc);
        lists(random, i, doc);
        bytes(random, i, doc);
        doc.add(new TextField("all", words(random, 1 + random.nextInt(9)), Field.Store.NO));
        doc.add(new TextField("equal", "mot", Field.Store.NO));
        if (random.nextInt(3) == 0) doc.add(new TextField("some", words(random, 1 + random.nextInt(9)), Field.Store.NO));
        if (random.nextInt(500) == 0) doc.add(new TextField("few", words(random, 1 + random.nextInt(9)), Field.Store.NO));
        stored(random, doc, flags);
        return doc;
    }

    private static void numbers(Random random, int i, Document doc) {
        doc.add(new NumericDocValuesField("constant", 7));
        doc.add(new NumericDocValuesField("bit", random.nextInt(2)));
        doc.add(new NumericDocValuesField("table", (random.nextInt(5) - 2) * 123456789123L));
        doc.add(new NumericDocValuesField("multiple", 86400000L * (random.nextInt(10000) - 5000)));
        doc.add(new NumericDocValuesField("long", random.nextLong()));
        doc.add(new NumericDocValuesField("extreme", random.nextInt(100) == 0 ? Long.MIN_VALUE : random.nextInt(100) == 0 ? Long.MAX_VALUE : random.nextInt(1000)));
        doc.add(new NumericDocValuesField("distant", 1000000000000L + random.nextInt(3000)));
        doc.add(new NumericDocValuesField("near", 1000 + random.nextInt(3000)));
        doc.add(new NumericDocValuesField("blocks", (i >> 14) % 3 == 1 ? 5 : 3 * (random.nextLong() >>> (63 - (i >> 14) * 9 % 60))));
        if (random.nextInt(3) > 0) doc.add(new NumericDocValuesField("some", random.nextLong() >> random.nextInt(64)));
        if (random.nextInt(500) == 0) doc.add(new NumericDocValuesField("few", random.nextInt(300)));
        if (i / 20000 == 1) doc.add(new NumericDocValuesField("stretch", random.nextInt(1 << 20)));
        doc.add(new SortedNumericDocValuesField("one number", random.nextInt(100000)));
        for (int n = random.nextInt(4); n > 0; n--) doc.add(new SortedNumericDocValuesField("numbers", random.nextInt(100000) - 50000));
        for (int n = 1 + random.nextInt(3); n > 0; n--) doc.add(new SortedNumericDocValuesField("all numbers", random.nextInt(9)));
    }

    private static void lists(Random random, int i, Document doc) {
        doc.add(new SortedDocValuesField("word", new BytesRef(words(random, 1))));
        doc.add(new SortedDocValuesField("same word", new BytesRef("mot")));
        doc.add(new SortedDocValuesField("key", new BytesRef("article/" + Integer.toString(i * 7919, 36) + "/" + (i % 10 == 0 ? words(random, 40) : ""))));
        if (random.nextInt(3) == 0) doc.add(new SortedDocValuesField("some word", new BytesRef(words(random, 2))));
        if (random.nextInt(500) == 0) doc.add(new SortedDocValuesField("few words", new BytesRef(words(random, 2))));
        for (int n = random.nextInt(4); n > 0; n--) doc.add(new SortedSetDocValuesField("words", new BytesRef(words(random, 2))));
        doc.add(new SortedSetDocValuesField("one of a set", new BytesRef(words(random, 2))));
        for (int n = 1 + random.nextInt(3); n > 0; n--) doc.add(new SortedSetDocValuesField("all words", new BytesRef(words(random, 1))));
    }

    private static void bytes(Random random, int i, Document doc) {
        doc.add(new BinaryDocValuesField("fixed", new BytesRef(String.format("%08d", i))));
        doc.add(new BinaryDocValuesField("text", new BytesRef(words(random, random.nextInt(9)))));
        doc.add(new BinaryDocValuesField("empty", new BytesRef("")));
        if (random.nextInt(3) == 0) doc.add(new BinaryDocValuesField("some text", new BytesRef(words(random, random.nextInt(4)))));
    }

    private static void stored(Random random, Document doc, Set<String> flags) {
        if (flags.contains("big")) {
            int length = random.nextInt(4) > 0 ? random.nextInt(2000) : random.nextInt(2000000);
            StringBuilder text = new StringBuilder();
            while (text.length() < length) text.append(words(random, 50)).append('\n');
            doc.add(new StoredField("stored text", text.toString()));
        }
        if (random.nextInt(4) == 0) return;
        doc.add(new StoredField("stored text", words(random, random.nextInt(12))));
        doc.add(new StoredField("stored int", random.nextInt() >> random.nextInt(32)));
        doc.add(new StoredField("stored long", random.nextInt(2) == 0 ? random.nextLong() >> random.nextInt(64) : 3600000L * random.nextInt(1000000)));
        doc.add(new StoredField("stored float", random.nextInt(2) == 0 ? (float) random.nextInt(300) - 50 : Float.intBitsToFloat(random.nextInt())));
        doc.add(new StoredField("stored double", random.nextInt(2) == 0 ? (double) random.nextInt(300) - 50 : Double.longBitsToDouble(random.nextLong())));
        byte[] bytes = new byte[random.nextInt(20)];
        random.nextBytes(bytes);
        doc.add(new StoredField("stored bytes", bytes));
    }

    private static String words(Random random, int count) {
        String[] words = {"armée", "œuvre", "de", "l’Ouest", "président", "présidence", "pêche", "2023", "Noël"};
        StringBuilder sb = new StringBuilder();
        for (int n = 0; n < count; n++) sb.append(n > 0 ? " " : "").append(words[random.nextInt(words.length)]).append(random.nextInt(3) == 0 ? random.nextInt(100) : "");
        return sb.toString();
    }
}
