package io.tidegate.catalog.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.DelegatingAnalyzerWrapper;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.cjk.CJKBigramFilter;
import org.apache.lucene.analysis.cjk.CJKWidthFilter;
import org.apache.lucene.analysis.core.LowerCaseFilter;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/** Takes the texts of an index apart, each field in its own way. */
final class Analysis extends DelegatingAnalyzerWrapper {
  /** So that no phrase is found across two texts. */
  private static final int BETWEEN_TEXTS = 16;

  private final Analyzer words =
      new Analyzer() {
        @Override
        protected TokenStreamComponents createComponents(String field) {
          Tokenizer tokenizer = new StandardTokenizer();
          TokenStream stream = new LowerCaseFilter(new CJKWidthFilter(tokenizer));
          return new TokenStreamComponents(tokenizer, new PorterStemFilter(stream));
        }
      };
  private final Analyzer characters =
      new Analyzer() {
        @Override
        protected TokenStreamComponents createComponents(String field) {
          Tokenizer tokenizer = new StandardTokenizer();
          TokenStream stream = new LowerCaseFilter(new CJKWidthFilter(tokenizer));
          return new TokenStreamComponents(
              tokenizer, new CJKBigramFilter(stream, CJKBigramFilter.HAN, true));
        }
      };
  private final Analyzer syllables = spoken(false);
  private final Analyzer initials = spoken(true);

  Analysis() {
    super(PER_FIELD_REUSE_STRATEGY);
  }

  private static Analyzer spoken(boolean initials) {
    return new Analyzer() {
      @Override
      protected TokenStreamComponents createComponents(String field) {
        return new TokenStreamComponents(new Spoken(initials));
      }
    };
  }

  @Override
  protected Analyzer getWrappedAnalyzer(String field) {
    return switch (field.charAt(field.length() - 1)) {
      case 'w' -> words;
      case 'c' -> characters;
      case 'p' -> syllables;
      case 'i' -> initials;
      default -> throw new IllegalArgumentException("no texts stand in " + field);
    };
  }

  @Override
  public int getPositionIncrementGap(String field) {
    return BETWEEN_TEXTS;
  }

  /**
   * The same text, where joined names come apart: {@code container_no} is two words. Of the same
   * length, so that places stay what they are.
   */
  static String apart(String text) {
    return text.replace('_', ' ').replace('-', ' ').replace('/', ' ');
  }

  /** The words of a text. */
  List<String> words(String text) {
    List<String> terms = new ArrayList<>();
    try (TokenStream stream = words.tokenStream("w", text)) {
      CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
      stream.reset();
      while (stream.incrementToken()) {
        terms.add(term.toString());
      }
      stream.end();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return terms;
  }
}
