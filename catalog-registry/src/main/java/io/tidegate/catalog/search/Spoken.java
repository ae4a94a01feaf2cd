package io.tidegate.catalog.search;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;

/**
 * Reads the Chinese characters of a text aloud: a token for each reading of each character or, for
 * initials, of each two that stand together. What is no Chinese character is a gap.
 */
final class Spoken extends Tokenizer {
  private static final int MOST = 1_000_000;

  private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
  private final OffsetAttribute offset = addAttribute(OffsetAttribute.class);
  private final PositionIncrementAttribute position =
      addAttribute(PositionIncrementAttribute.class);
  private final boolean initials;
  private final List<Token> tokens = new ArrayList<>();
  private int next;
  private int length;

  Spoken(boolean initials) {
    this.initials = initials;
  }

  private record Token(String term, int from, int to, int increment) {}

  @Override
  public void reset() throws IOException {
    super.reset();
    tokens.clear();
    next = 0;
    String text = read(input);
    length = text.length();
    int pending = 0;
    for (int i = 0; i < text.length(); i++) {
      pending++;
      List<String> here = initials ? initials(text, i) : Pinyin.readings(text.charAt(i));
      for (String each : here) {
        tokens.add(new Token(each, i, i + (initials ? 2 : 1), pending));
        pending = 0;
      }
    }
  }

  private static List<String> initials(String text, int at) {
    if (at + 1 >= text.length()) {
      return List.of();
    }
    TreeSet<String> pairs = new TreeSet<>();
    for (String first : Pinyin.readings(text.charAt(at))) {
      for (String second : Pinyin.readings(text.charAt(at + 1))) {
        pairs.add(first.substring(0, 1) + second.charAt(0));
      }
    }
    return List.copyOf(pairs);
  }

  private static String read(Reader input) throws IOException {
    StringBuilder text = new StringBuilder();
    char[] buffer = new char[512];
    int read = input.read(buffer);
    while (read >= 0 && text.length() < MOST) {
      text.append(buffer, 0, read);
      read = input.read(buffer);
    }
    return text.toString();
  }

  @Override
  public boolean incrementToken() {
    if (next == tokens.size()) {
      return false;
    }
    clearAttributes();
    Token token = tokens.get(next++);
    term.append(token.term());
    offset.setOffset(correctOffset(token.from()), correctOffset(token.to()));
    position.setPositionIncrement(token.increment());
    return true;
  }

  @Override
  public void end() throws IOException {
    super.end();
    offset.setOffset(correctOffset(length), correctOffset(length));
  }
}
