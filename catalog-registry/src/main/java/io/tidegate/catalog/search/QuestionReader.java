package io.tidegate.catalog.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.FuzzyQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.MultiPhraseQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/**
 * Reads what somebody typed. It falls into runs of Chinese characters and words of other letters
 * and digits; nearly all of them have to be found, each in one of many ways, of which the surest
 * counts: as a word, as characters that stand together, by how it is read, with a slip.
 */
final class QuestionReader {
  /** Not letters of a syntax: what is typed is never an expression. */
  private static final Pattern RUN = Pattern.compile("\\p{IsHan}+|[\\p{L}\\p{N}&&[^\\p{IsHan}]]+");

  private static final Pattern GROUPED_DIGITS = Pattern.compile("(?<=[0-9])[.](?=[0-9])");
  private static final int MOST_RUNS = 12;

  // how sure it is that this is what was meant
  private static final float SAME = 12f;
  private static final float TOGETHER = 3f;
  private static final float WORD = 2f;
  private static final float FORM = 6f;
  private static final float BEGINNING = 1f;
  private static final float READ = 0.8f;
  private static final float READ_INITIALS = 0.6f;
  private static final float SLIP = 0.3f;

  private static final int SHORTEST_SLIP = 4;
  private static final int SHORTEST_DOUBLE_SLIP = 8;
  private static final int LONGEST_INITIALS = 12;

  private final Analysis analysis;

  QuestionReader(Analysis analysis) {
    this.analysis = analysis;
  }

  Query read(String text) {
    String typed = text.strip().toLowerCase(Locale.ROOT);
    if (typed.isEmpty()) {
      return new MatchAllDocsQuery();
    }
    List<Query> runs = new ArrayList<>();
    Matcher matcher = RUN.matcher(GROUPED_DIGITS.matcher(typed).replaceAll(""));
    while (matcher.find() && runs.size() < MOST_RUNS) {
      String run = matcher.group();
      runs.add(Character.isIdeographic(run.codePointAt(0)) ? ofCharacters(run) : ofLetters(run));
    }
    if (runs.isEmpty()) {
      return new MatchNoDocsQuery();
    }
    BooleanQuery.Builder all = new BooleanQuery.Builder();
    runs.forEach(run -> all.add(run, Occur.SHOULD));
    all.setMinimumNumberShouldMatch(
        runs.size() <= 2 ? runs.size() : (int) Math.ceil(runs.size() * 0.7));
    return new DisjunctionMaxQuery(
        List.of(
            all.build(),
            new BoostQuery(
                new ConstantScoreQuery(new TermQuery(new Term(CatalogueIndex.SAME, typed))),
                SAME * Group.TITLE.weight())),
        1f);
  }

  private Query ofCharacters(String run) {
    List<Query> ways = new ArrayList<>();
    List<String> words = analysis.words(run);
    for (Group group : Group.values()) {
      float weight = group.weight();
      ways.add(boost(together(group.characters(), pairs(run)), weight * TOGETHER));
      ways.add(boost(most(group.words(), words, 0.7), weight * WORD));
      if (run.length() > 2) {
        ways.add(boost(most(group.characters(), pairs(run), 0.5), weight * SLIP));
      }
      if (run.length() > 1 && group.spoken()) {
        List<Set<String>> readings =
            run.chars().mapToObj(c -> Set.copyOf(Pinyin.readings((char) c))).toList();
        ways.add(boost(read(group.syllables(), readings), weight * SLIP));
      }
    }
    return new DisjunctionMaxQuery(ways, 0.1f);
  }

  private Query ofLetters(String run) {
    List<Query> ways = new ArrayList<>();
    List<List<Set<String>>> spellings =
        run.chars().allMatch(c -> c >= 'a' && c <= 'z' || c == 'ü')
            ? Pinyin.spellings(run)
            : List.of();
    List<String> words = analysis.words(run);
    for (Group group : Group.values()) {
      float weight = group.weight();
      Term term = new Term(group.characters(), run);
      ways.add(boost(new TermQuery(term), weight * TOGETHER));
      ways.add(boost(most(group.words(), words, 1), weight * WORD));
      if (run.length() > 1) {
        ways.add(boost(new PrefixQuery(term), weight * BEGINNING));
      }
      if (run.length() >= SHORTEST_SLIP && run.chars().noneMatch(Character::isDigit)) {
        int slips = run.length() >= SHORTEST_DOUBLE_SLIP ? 2 : 1;
        ways.add(boost(new FuzzyQuery(term, slips, 1), weight * SLIP));
      }
      if (group.spoken()) {
        for (List<Set<String>> spelling : spellings) {
          ways.add(boost(read(group.syllables(), spelling), weight * READ));
        }
        if (run.length() > 1 && run.length() <= LONGEST_INITIALS) {
          ways.add(boost(together(group.initials(), pairs(run)), weight * READ_INITIALS));
        }
      }
    }
    for (String form : Shape.forms(run)) {
      ways.add(
          boost(new ConstantScoreQuery(new TermQuery(new Term(CatalogueIndex.FORM, form))), FORM));
    }
    return new DisjunctionMaxQuery(ways, 0.1f);
  }

  private static Query boost(Query query, float by) {
    return new BoostQuery(query, by);
  }

  /** Each two that stand together; what is only one is that one. */
  private static List<String> pairs(String run) {
    List<String> pairs = new ArrayList<>();
    for (int i = 0; i + 1 < run.length(); i++) {
      pairs.add(run.substring(i, i + 2));
    }
    return pairs.isEmpty() ? List.of(run) : pairs;
  }

  private static Query together(String field, List<String> terms) {
    return terms.size() == 1
        ? new TermQuery(new Term(field, terms.getFirst()))
        : new PhraseQuery(field, terms.toArray(String[]::new));
  }

  private static Query most(String field, List<String> terms, double share) {
    BooleanQuery.Builder query = new BooleanQuery.Builder();
    List<String> different = terms.stream().distinct().toList();
    different.forEach(term -> query.add(new TermQuery(new Term(field, term)), Occur.SHOULD));
    query.setMinimumNumberShouldMatch((int) Math.ceil(different.size() * share));
    return query.build();
  }

  private static Query read(String field, List<Set<String>> syllables) {
    MultiPhraseQuery.Builder phrase = new MultiPhraseQuery.Builder();
    for (Set<String> each : syllables) {
      phrase.add(each.stream().sorted().map(s -> new Term(field, s)).toArray(Term[]::new));
    }
    return new ConstantScoreQuery(phrase.build());
  }
}
