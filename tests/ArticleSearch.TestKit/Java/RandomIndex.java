import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.util.*;
import org.apache.lucene.codecs.DocValuesFormat;
import org.apache.lucene.codecs.PostingsFormat;
import org.apache.lucene.codecs.lucene80.Lucene80DocValuesFormat;
import org.apache.lucene.codecs.lucene84.Lucene84PostingsFormat;
import org.apache.lucene.codecs.lucene87.Lucene87Codec;
import org.apache.lucene.document.*;
import org.apache.lucene.index.*;
import org.apache.lucene.store.*;
import org.apache.lucene.util.BytesRef;

/** Indexes that real Lucene writes, for the program under test to read. */
final class RandomIndex {
    private static final FieldType TEXT = new FieldType(TextField.TYPE_STORED);
    private static final FieldType VECTORS = new FieldType(TextField.TYPE_STORED);
    private static final String[] WORDS = ("la de et l'armée d’armes Russie fournitures guerre pêche péché été avions œuvre cœur l’État contre-offensive aujourd’hui "
        + "président présidence ministère défense sanctions nord coréen train blindé munitions accord sommet Séoul Pyongyang Moscou 2023 1er 10 000 C# ONU").split(" ");

    static {
        TEXT.setIndexOptions(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS_AND_OFFSETS);
        TEXT.freeze();
        VECTORS.setStoreTermVectors(true);
        VECTORS.setStoreTermVectorPositions(true);
        VECTORS.freeze();
    }

    /** Flags, separated by commas: compound | loose, best, deletes, points, vectors, values, updates, sort, soft, merge, ordered (merges keep the order),
     *  many, keep (old commits),
     *  suffixes (fields in several instances of the same formats). */
    static List<String> build(Path path, long seed, int docs, String flagText) throws Exception {
        Set<String> flags = new HashSet<>(Arrays.asList(flagText.split(",")));
        Random random = new Random(seed);
        IndexWriterConfig config = new IndexWriterConfig(Oracle.byField());
        if (flags.contains("ordered")) config.setMergePolicy(new LogDocMergePolicy());
        if (flags.contains("loose")) config.setUseCompoundFile(false).getMergePolicy().setNoCFSRatio(0);
        if (flags.contains("best")) config.setCodec(new Lucene87Codec(Lucene87Codec.Mode.BEST_COMPRESSION));
        if (flags.contains("suffixes")) config.setCodec(new Suffixes());
        if (flags.contains("many")) config.setMaxBufferedDocs(Math.max(2, docs / 7)).setRAMBufferSizeMB(IndexWriterConfig.DISABLE_AUTO_FLUSH).setMergePolicy(NoMergePolicy.INSTANCE);
        if (flags.contains("sort")) config.setIndexSort(new org.apache.lucene.search.Sort(new org.apache.lucene.search.SortField("number", org.apache.lucene.search.SortField.Type.LONG)));
        if (flags.contains("soft")) config.setSoftDeletesField("soft");
        if (flags.contains("keep")) config.setIndexDeletionPolicy(NoDeletionPolicy.INSTANCE);
        try (Directory d = FSDirectory.open(path); IndexWriter w = new IndexWriter(d, config)) {
            for (int i = 0; i < docs; i++) {
                Document doc = document(random, i, flags);
                if (flags.contains("soft") && i > 0 && random.nextInt(5) == 0) w.softUpdateDocument(new Term("id", "" + random.nextInt(i)), doc, new NumericDocValuesField("soft", 1));
                else if (flags.contains("deletes") && i > 0 && random.nextInt(5) == 0) w.updateDocument(new Term("id", "" + random.nextInt(i)), doc);
                else w.addDocument(doc);
                if (flags.contains("updates") && i > 0 && random.nextInt(9) == 0) w.updateNumericDocValue(new Term("id", "" + random.nextInt(i)), "number", random.nextInt(1000));
                if (random.nextInt(Math.max(2, docs / 3)) == 0) w.commit();
            }
            if (flags.contains("deletes")) for (int i = 0; i < docs / 10; i++) w.deleteDocuments(new Term("id", "" + random.nextInt(docs)));
            if (flags.contains("merge")) w.forceMerge(1);
            w.commit();
        }
        return List.of();
    }

    /** The default formats, but the files of some fields apart from those of others. */
    private static final class Suffixes extends Lucene87Codec {
        private final PostingsFormat postings = new Lucene84PostingsFormat();
        private final DocValuesFormat values = new Lucene80DocValuesFormat();

        @Override public PostingsFormat getPostingsFormatForField(String field) {
            return field.equals("id") ? postings : super.getPostingsFormatForField(field);
        }

        @Override public DocValuesFormat getDocValuesFormatForField(String field) {
            return field.startsWith("s") ? values : super.getDocValuesFormatForField(field);
        }
    }

    /** Adds a document with an id to an index of any origin, deletes the one of another id, and merges all segments into one. */
    static List<String> extend(Path path, String deletedId) throws Exception {
        try (Directory d = FSDirectory.open(path); IndexWriter w = new IndexWriter(d, new IndexWriterConfig(Oracle.byField()))) {
            Document doc = new Document();
            doc.add(new StringField("id", "added", Field.Store.YES));
            w.addDocument(doc);
            w.deleteDocuments(new Term("id", deletedId));
            w.forceMerge(1);
            w.commit();
            return List.of("" + w.getDocStats().numDocs);
        }
    }

    private static Document document(Random random, int i, Set<String> flags) {
        Document doc = new Document();
        doc.add(new StringField("id", "" + i, Field.Store.YES));
        if (random.nextInt(4) > 0) doc.add(new TextField("title", words(random, 1 + random.nextInt(8)), Field.Store.YES));
        doc.add(new Field("text", words(random, random.nextInt(random.nextInt(20) == 0 ? 3000 : 60)), TEXT));
        doc.add(new StoredField("start", random.nextInt()));
        doc.add(new StoredField("long", random.nextLong() >> random.nextInt(64)));
        doc.add(new StoredField("double", random.nextInt(3) == 0 ? (double) random.nextInt(200) : random.nextGaussian()));
        doc.add(new StoredField("float", random.nextInt(3) == 0 ? (float) random.nextInt(200) : (float) random.nextGaussian()));
        if (random.nextInt(3) == 0) {
            byte[] bytes = new byte[random.nextInt(100)];
            random.nextBytes(bytes);
            doc.add(new StoredField("bytes", bytes));
        }
        if (flags.contains("points")) doc.add(new LongPoint("point", random.nextLong(), random.nextInt(10)));
        if (flags.contains("vectors")) doc.add(new Field("vectors", words(random, 20), VECTORS));
        if (flags.contains("values") || flags.contains("updates") || flags.contains("sort")) {
            doc.add(new NumericDocValuesField("number", random.nextInt(1000)));
            if (random.nextInt(3) > 0) doc.add(new NumericDocValuesField("sparse", random.nextLong() >> random.nextInt(64)));
            doc.add(new NumericDocValuesField("gcd", 1000L * random.nextInt(50)));
            doc.add(new NumericDocValuesField("constant", 7));
            doc.add(new SortedDocValuesField("sorted", new BytesRef(words(random, 1 + random.nextInt(2)))));
            for (int n = random.nextInt(4); n > 0; n--) doc.add(new SortedSetDocValuesField("set", new BytesRef(words(random, 1))));
            for (int n = random.nextInt(4); n > 0; n--) doc.add(new SortedNumericDocValuesField("numbers", random.nextInt(100)));
            if (random.nextBoolean()) doc.add(new BinaryDocValuesField("binary", new BytesRef(words(random, random.nextInt(9)))));
        }
        return doc;
    }

    private static String words(Random random, int count) {
        StringBuilder sb = new StringBuilder();
        for (int i = 0; i < count; i++) {
            if (i > 0) sb.append(random.nextInt(9) == 0 ? ", " : " ");
            double skew = random.nextDouble();
            sb.append(WORDS[(int) (skew * skew * WORDS.length)]);
            if (random.nextInt(30) == 0) sb.append(random.nextInt(2000));
        }
        return sb.toString();
    }

    /** Indexes tab-separated escaped lines "id title text" of a file; flags as for build, docs 0 for all. */
    static List<String> corpus(String file, Path path, int docs, String flagText) throws Exception {
        Set<String> flags = new HashSet<>(Arrays.asList(flagText.split(",")));
        IndexWriterConfig config = new IndexWriterConfig(Oracle.byField());
        if (flags.contains("many")) config.setMaxBufferedDocs(5000).setRAMBufferSizeMB(IndexWriterConfig.DISABLE_AUTO_FLUSH).setMergePolicy(NoMergePolicy.INSTANCE);
        if (flags.contains("best")) config.setCodec(new Lucene87Codec(Lucene87Codec.Mode.BEST_COMPRESSION));
        int n = 0;
        try (Directory d = FSDirectory.open(path); IndexWriter w = new IndexWriter(d, config);
             java.io.BufferedReader in = Files.newBufferedReader(Path.of(file), StandardCharsets.US_ASCII)) {
            for (String line; (line = in.readLine()) != null && (docs == 0 || n < docs); n++) {
                String[] parts = line.split("\t", -1);
                Document doc = new Document();
                doc.add(new StringField("id", Oracle.unescape(parts[0]), Field.Store.YES));
                doc.add(new TextField("title", Oracle.unescape(parts[1]), Field.Store.YES));
                doc.add(new Field("text", Oracle.unescape(parts[2]), TEXT));
                w.addDocument(doc);
            }
            if (flags.contains("deletes")) for (int i = 0; i < n; i += 11) w.deleteDocuments(new Term("id", "" + i));
            if (flags.contains("merge")) w.forceMerge(1);
            w.commit();
        }
        return List.of("" + n);
    }
}
