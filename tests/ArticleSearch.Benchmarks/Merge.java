import java.nio.file.Path;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.FSDirectory;

/** Makes one segment of an index, for the sizes in "compare": java -cp LUCENE-JARS Merge.java DIR. */
public class Merge {
  public static void main(String[] arguments) throws Exception {
    try (FSDirectory folder = FSDirectory.open(Path.of(arguments[0])); IndexWriter writer = new IndexWriter(folder, new IndexWriterConfig(null))) {
      writer.forceMerge(1);
      writer.commit();
    }
  }
}
