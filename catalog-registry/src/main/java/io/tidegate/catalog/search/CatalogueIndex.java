package io.tidegate.catalog.search;

import io.tidegate.catalog.search.CatalogueEntry.Text;
import io.tidegate.catalog.search.Found.Hit;
import io.tidegate.catalog.search.Found.Match;
import io.tidegate.catalog.search.Found.Range;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.search.CollectorManager;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Matches;
import org.apache.lucene.search.MatchesIterator;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.Scorable;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;
import org.apache.lucene.search.Weight;
import org.apache.lucene.store.ByteBuffersDirectory;

/**
 * An index of entries, in memory. It is made once and never changed; asking is for any number of
 * threads at once. Equal questions about equal entries have equal answers, whoever made the index.
 */
public final class CatalogueIndex implements AutoCloseable {
  /** What an entry is called, whole. */
  static final String SAME = "same";

  static final String FORM = "form";
  private static final String PLACE = "place";
  private static final FieldType TEXT = text();

  private final List<CatalogueEntry> entries;
  private final Map<Facet, FacetValues> facets = new EnumMap<>(Facet.class);
  private final ByteBuffersDirectory directory = new ByteBuffersDirectory();
  private final Analysis analysis = new Analysis();
  private final DirectoryReader reader;
  private final IndexSearcher searcher;

  /**
   * Makes an index.
   *
   * @param entries in the order they are told in where nothing is asked for
   */
  public CatalogueIndex(Collection<CatalogueEntry> entries) {
    this.entries = List.copyOf(entries);
    for (Facet facet : Facet.values()) {
      facets.put(facet, FacetValues.of(this.entries, facet));
    }
    try {
      write();
      this.reader = DirectoryReader.open(directory);
    } catch (IOException e) {
      throw new UncheckedIOException("the index cannot be made", e);
    }
    this.searcher = new IndexSearcher(reader);
  }

  private static FieldType text() {
    FieldType type = new FieldType();
    type.setTokenized(true);
    type.setIndexOptions(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS_AND_OFFSETS);
    type.freeze();
    return type;
  }

  private void write() throws IOException {
    try (IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig(analysis))) {
      for (int place = 0; place < entries.size(); place++) {
        writer.addDocument(document(place, entries.get(place)));
      }
      // one part: it is never written to again
      writer.forceMerge(1);
    }
  }

  private static Document document(int place, CatalogueEntry entry) {
    Document document = new Document();
    document.add(new NumericDocValuesField(PLACE, place));
    for (Text text : entry.texts()) {
      Group group = text.group();
      String words = Analysis.apart(text.text());
      document.add(new Field(group.words(), words, TEXT));
      document.add(new Field(group.characters(), words, TEXT));
      if (group.spoken()) {
        document.add(new Field(group.syllables(), words, TEXT));
        document.add(new Field(group.initials(), words, TEXT));
      }
      if (group == Group.TITLE) {
        document.add(
            new StringField(SAME, text.text().strip().toLowerCase(Locale.ROOT), Field.Store.NO));
      }
    }
    for (String form : entry.forms()) {
      document.add(new StringField(FORM, form, Field.Store.NO));
    }
    return document;
  }

  /** How many entries there are. */
  public int size() {
    return entries.size();
  }

  /** Looks for entries. */
  public Found find(Question question) {
    Query query = new QuestionReader(analysis).read(question.text());
    try {
      Counted counted = searcher.search(query, new Counting(question));
      List<Scored> best = counted.best();
      int from = Math.min(best.size(), (question.page() - 1) * question.size());
      Query written = searcher.rewrite(query);
      Weight weight = searcher.createWeight(written, ScoreMode.COMPLETE_NO_SCORES, 1);
      List<Hit> hits = new ArrayList<>();
      for (Scored scored : best.subList(from, best.size())) {
        CatalogueEntry entry = entries.get(scored.place());
        hits.add(
            new Hit(
                entry.id(),
                question.text().isBlank() ? List.of() : matches(weight, scored.document(), entry)));
      }
      Map<Facet, Map<String, Integer>> counts = new EnumMap<>(Facet.class);
      facets.forEach((facet, values) -> counts.put(facet, values.told(counted.counts(facet))));
      return new Found(hits, counted.total(), counts);
    } catch (IOException e) {
      throw new UncheckedIOException("the index cannot be read", e);
    }
  }

  // ---- what is counted

  /**
   * @param place of the entry
   */
  private record Scored(float score, int place, int document) {
    /** The better one first; of equal ones the earlier. */
    static final Comparator<Scored> ORDER =
        Comparator.comparing(Scored::score).reversed().thenComparing(Scored::place);
  }

  /** Looks at everything that matches once: counts it, and keeps the best. */
  private final class Counting implements CollectorManager<Counted, Counted> {
    private final Question question;

    Counting(Question question) {
      this.question = question;
    }

    @Override
    public Counted newCollector() {
      return new Counted(question);
    }

    @Override
    public Counted reduce(Collection<Counted> parts) {
      // there is one part, for there is one segment; an empty index has none
      return parts.stream().findFirst().orElseGet(this::newCollector);
    }
  }

  private final class Counted extends SimpleCollector {
    private final int most;
    private final Map<Facet, boolean[]> wanted = new EnumMap<>(Facet.class);
    private final Map<Facet, int[]> counts = new EnumMap<>(Facet.class);
    private final PriorityQueue<Scored> best = new PriorityQueue<>(Scored.ORDER.reversed());
    private int total;
    private Scorable scorer;
    private NumericDocValues places;
    private int base;

    Counted(Question question) {
      this.most = question.page() * question.size();
      facets.forEach((facet, values) -> counts.put(facet, new int[values.names().size()]));
      question
          .chosen()
          .forEach((facet, values) -> wanted.put(facet, facets.get(facet).chosen(values)));
    }

    @Override
    protected void doSetNextReader(LeafReaderContext context) throws IOException {
      places = context.reader().getNumericDocValues(PLACE);
      base = context.docBase;
    }

    @Override
    public void setScorer(Scorable scorable) {
      scorer = scorable;
    }

    @Override
    public ScoreMode scoreMode() {
      return ScoreMode.COMPLETE;
    }

    @Override
    public void collect(int document) throws IOException {
      if (!places.advanceExact(document)) {
        throw new IllegalStateException("a document has no place");
      }
      int place = (int) places.longValue();
      int missed = 0;
      Facet missing = null;
      for (Map.Entry<Facet, boolean[]> each : wanted.entrySet()) {
        if (!facets.get(each.getKey()).hasOne(place, each.getValue())) {
          missed++;
          missing = each.getKey();
        }
      }
      if (missed == 0) {
        total++;
        for (Map.Entry<Facet, int[]> each : counts.entrySet()) {
          facets.get(each.getKey()).count(place, each.getValue());
        }
        keep(new Scored(scorer.score(), place, base + document));
      } else if (missed == 1) {
        // it would be there, were it not for this facet
        facets.get(missing).count(place, counts.get(missing));
      }
    }

    private void keep(Scored scored) {
      if (best.size() < most) {
        best.add(scored);
      } else if (Scored.ORDER.compare(scored, best.peek()) < 0) {
        best.poll();
        best.add(scored);
      }
    }

    int total() {
      return total;
    }

    int[] counts(Facet facet) {
      return counts.get(facet);
    }

    List<Scored> best() {
      return best.stream().sorted(Scored.ORDER).toList();
    }
  }

  /**
   * The values of a facet.
   *
   * @param names every value there is
   * @param values for each entry the places of its values among the names
   */
  private record FacetValues(List<String> names, int[][] values) {
    static FacetValues of(List<CatalogueEntry> entries, Facet facet) {
      Map<String, Integer> numbers = new LinkedHashMap<>();
      int[][] values = new int[entries.size()][];
      for (int place = 0; place < entries.size(); place++) {
        values[place] =
            entries.get(place).facets().getOrDefault(facet, List.of()).stream()
                .distinct()
                .mapToInt(value -> numbers.computeIfAbsent(value, v -> numbers.size()))
                .toArray();
      }
      return new FacetValues(List.copyOf(numbers.keySet()), values);
    }

    boolean[] chosen(Set<String> wanted) {
      boolean[] chosen = new boolean[names.size()];
      for (int i = 0; i < chosen.length; i++) {
        chosen[i] = wanted.contains(names.get(i));
      }
      return chosen;
    }

    boolean hasOne(int place, boolean[] chosen) {
      for (int value : values[place]) {
        if (chosen[value]) {
          return true;
        }
      }
      return false;
    }

    void count(int place, int[] counts) {
      for (int value : values[place]) {
        counts[value]++;
      }
    }

    /** The values that occur, the commonest first. */
    Map<String, Integer> told(int[] counts) {
      List<Integer> order = new ArrayList<>();
      for (int i = 0; i < counts.length; i++) {
        if (counts[i] > 0) {
          order.add(i);
        }
      }
      order.sort(
          Comparator.comparing((Integer i) -> counts[i]).reversed().thenComparing(names::get));
      Map<String, Integer> told = new LinkedHashMap<>();
      order.forEach(i -> told.put(names.get(i), counts[i]));
      return told;
    }
  }

  // ---- where it was found

  private List<Match> matches(Weight weight, int document, CatalogueEntry entry)
      throws IOException {
    LeafReaderContext leaf = reader.leaves().get(ReaderUtil.subIndex(document, reader.leaves()));
    Matches matches = weight.matches(leaf, document - leaf.docBase);
    if (matches == null) {
      return List.of();
    }
    List<Match> found = new ArrayList<>();
    for (Group group : Group.values()) {
      // the ways a text is found, the surest first; a slip is only shown where nothing else is
      Map<Integer, List<Range>> ranges = new TreeMap<>();
      for (String field :
          List.of(group.characters(), group.words(), group.syllables(), group.initials())) {
        MatchesIterator iterator = matches.getMatches(field);
        while (iterator != null && iterator.next()) {
          place(ranges, entry, group, new Range(iterator.startOffset(), iterator.endOffset()));
        }
      }
      ranges.forEach((place, each) -> found.add(new Match(entry.texts().get(place), joined(each))));
    }
    return found;
  }

  /** The texts of a group stand one behind the other, with one character between. */
  private static void place(
      Map<Integer, List<Range>> ranges, CatalogueEntry entry, Group group, Range range) {
    int start = 0;
    for (int i = 0; i < entry.texts().size(); i++) {
      Text text = entry.texts().get(i);
      if (text.group() != group) {
        continue;
      }
      int end = start + text.text().length();
      if (range.from() >= start && range.to() <= end) {
        ranges
            .computeIfAbsent(i, key -> new ArrayList<>())
            .add(new Range(range.from() - start, range.to() - start));
        return;
      }
      start = end + 1;
    }
  }

  private static List<Range> joined(List<Range> ranges) {
    List<Range> sorted =
        ranges.stream()
            .sorted(Comparator.comparingInt(Range::from).thenComparingInt(Range::to))
            .toList();
    List<Range> joined = new ArrayList<>();
    for (Range range : sorted) {
      if (!joined.isEmpty() && range.from() <= joined.getLast().to()) {
        Range last = joined.removeLast();
        joined.add(new Range(last.from(), Math.max(last.to(), range.to())));
      } else {
        joined.add(range);
      }
    }
    return joined;
  }

  @Override
  public void close() {
    try {
      reader.close();
      directory.close();
      analysis.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the index cannot be closed", e);
    }
  }
}
