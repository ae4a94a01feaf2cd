package io.tidegate.engine.proposal;

import io.tidegate.route.catalog.Binding;
import io.tidegate.route.catalog.FieldType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Writes a proposal as a catalog file. A key whose value only a person can know is written without
 * one, so that the catalog refuses the file until somebody has written it.
 */
public final class ProposalText {
  private static final int LONGEST = 200;
  static final String FILL_IN = "  # to fill in / 待填写";

  private final String source;
  private final Proposal proposal;
  private final Optional<Surroundings> surroundings;
  private final StringBuilder out = new StringBuilder();

  private ProposalText(String source, Proposal proposal, Optional<Surroundings> surroundings) {
    this.source = source;
    this.proposal = proposal;
    this.surroundings = surroundings;
  }

  /**
   * The text of a resource's file.
   *
   * @param source the id of the source in the catalog
   */
  public static String of(String source, Proposal proposal) {
    return new ProposalText(source, proposal, Optional.empty()).text();
  }

  /**
   * The text of a resource of a registered source: it is confirmed as a whole, so that nothing in
   * it waits to be.
   */
  public static String of(Surroundings surroundings, Proposal proposal) {
    return new ProposalText(surroundings.source(), proposal, Optional.of(surroundings)).text();
  }

  private String text() {
    Titled titled = Titled.of(proposal.operation(), proposal.title(), proposal.description());
    line(
        0,
        "# Proposed from the description of the source. Check every value, fill in what is empty,");
    line(
        0,
        "# add `roles` if a record names its parties"
            + (surroundings.isPresent() ? "." : ", and remove each `confirm: true`."));
    line(0, "resource: " + Words.snake(proposal.operation()));
    line(0, "source: " + source);
    line(0, "operation: " + Words.camel(proposal.operation()));
    line(0, "title: " + bilingual(titled));
    line(0, "summary: " + bilingual(titled));
    line(0, "area:" + known(Surroundings::area));
    line(0, "department:" + known(Surroundings::department));
    line(0, "theme:" + known(Surroundings::theme));
    line(0, "updateFrequency:" + FILL_IN);
    line(0, "openness: closed");
    line(0, "primaryKey:" + key().map(name -> " [" + name + "]").orElse(FILL_IN));
    confirm(0);
    if (proposal.single()) {
      line(0, "single: true");
    }
    inputs();
    switch (proposal.binding()) {
      case Binding.Rest rest -> rest(rest);
      case Binding.Soap soap -> soap(soap);
      case Binding.Files files -> throw undescribed(files);
      case Binding.Topic topic -> throw undescribed(topic);
      case Binding.Stored stored -> throw undescribed(stored);
    }
    line(0, "fields:");
    proposal.fields().forEach(this::field);
    return out.toString();
  }

  private String known(Function<Surroundings, String> part) {
    return surroundings.map(part).map(text -> " " + told(text)).orElse(FILL_IN);
  }

  /** A registered source has a person confirm the text as it stands. */
  private void confirm(int depth) {
    if (surroundings.isEmpty()) {
      line(depth, "confirm: true");
    }
  }

  private static IllegalStateException undescribed(Binding binding) {
    return new IllegalStateException("nothing describes itself as " + binding.kind());
  }

  /** A field called a key, or else the one that is asked by. */
  private Optional<String> key() {
    Optional<String> called =
        proposal.fields().stream()
            .filter(field -> !field.optional() && !field.nullable())
            .filter(
                field ->
                    KnownName.label(field.leaf(), Writing.of(field.leaf()))
                        .filter(label -> label.category().equals("key"))
                        .isPresent())
            .map(Proposal.Output::name)
            .findFirst();
    return called.isPresent() || !proposal.single()
        ? called
        : proposal.inputs().stream()
            .filter(Proposal.Input::required)
            .flatMap(input -> selected(input).stream())
            .findFirst();
  }

  /** The field of the same name and type, by which an input is taken to select. */
  private Optional<String> selected(Proposal.Input input) {
    return proposal.fields().stream()
        .filter(field -> Words.camel(field.leaf().name()).equals(Words.camel(input.leaf().name())))
        .filter(field -> Writing.of(field.leaf()).type() == Writing.of(input.leaf()).type())
        .map(Proposal.Output::name)
        .findFirst();
  }

  private void inputs() {
    if (proposal.inputs().isEmpty()) {
      return;
    }
    line(0, "inputs:");
    for (Proposal.Input input : proposal.inputs()) {
      Writing writing = Writing.of(input.leaf());
      line(1, input.name() + ":");
      title(input.leaf());
      line(2, "type: " + writing.type().word());
      if (input.required()) {
        line(2, "required: true");
      }
      selected(input).ifPresent(field -> line(2, "field: " + field));
      wire(writing);
      example(input.leaf(), writing, KnownName.label(input.leaf(), writing));
      confirm(2);
    }
  }

  private void rest(Binding.Rest rest) {
    line(0, "rest:");
    line(1, rest.method().name().toLowerCase(Locale.ROOT) + ": " + quoted(rest.path()));
    map("query", rest.query());
    map("body", rest.body());
    if (!rest.records().isEmpty()) {
      line(1, "records: " + quoted(rest.records()));
    }
    rest.status().ifPresent(this::status);
  }

  private void map(String key, Map<String, String> values) {
    if (!values.isEmpty()) {
      line(1, key + ":");
      values.forEach((name, input) -> line(2, quoted(name) + ": " + input));
    }
  }

  private void soap(Binding.Soap soap) {
    line(0, "soap:");
    line(1, "action: " + quoted(soap.action()));
    line(1, "namespace: " + quoted(soap.namespace()));
    line(1, "charset: " + soap.charset());
    if (soap.signed()) {
      line(1, "signed: true");
    }
    line(1, "request:");
    element(2, soap.request());
    line(1, "records: " + quoted(soap.records()));
    soap.status().ifPresent(this::status);
  }

  private void element(int depth, Binding.Element element) {
    String content =
        element
            .input()
            .map(input -> " $" + input)
            .or(() -> element.constant().map(constant -> " " + quoted(constant)))
            .orElse("");
    line(depth, element.name() + ":" + content);
    element.children().forEach(child -> element(depth + 1, child));
  }

  private void status(Binding.Status status) {
    line(1, "status:");
    line(2, "at: " + quoted(status.at()));
    line(2, "success:" + (status.success().isEmpty() ? FILL_IN : " " + list(status.success())));
    if (!status.notFound().isEmpty()) {
      line(2, "notFound: " + list(status.notFound()));
    }
    if (!status.busy().isEmpty()) {
      line(2, "busy: " + list(status.busy()));
    }
  }

  private void field(Proposal.Output field) {
    Leaf leaf = field.leaf();
    Writing writing = Writing.of(leaf);
    Optional<KnownName.Label> label = KnownName.label(leaf, writing);
    line(1, field.name() + ":");
    boolean guessed = title(leaf) || writing.guessed() || label.isPresent();
    line(2, "type: " + writing.type().word());
    line(2, "from: " + quoted(field.at()));
    wire(writing);
    if (leaf.length() > 0 && writing.type() == FieldType.STRING) {
      line(2, "length: " + leaf.length());
    }
    label.filter(l -> !l.format().isEmpty()).ifPresent(l -> line(2, "format: " + l.format()));
    boolean empties = writing.emptyIsNull();
    if (field.optional()) {
      line(2, "optional: true");
    } else if (!field.nullable() && !empties) {
      line(2, "nullable: false");
    }
    label.ifPresent(l -> line(2, "sensitivity: " + l.sensitivity()));
    line(2, "categories: [" + label.map(KnownName.Label::category).orElse("") + "]");
    List<String> detected = KnownName.detections(leaf, writing);
    if (!detected.isEmpty()) {
      line(2, "detected: [" + String.join(", ", detected) + "]");
    }
    guessed |= example(leaf, writing, label);
    if (!leaf.values().isEmpty()) {
      String values =
          leaf.values().entrySet().stream()
              .map(v -> v.getValue().isEmpty() ? v.getKey() : v.getKey() + " " + v.getValue())
              .collect(Collectors.joining(", "));
      line(2, "meaning: { zh: " + told(values) + ", en: " + told(values) + " }");
      guessed = true;
    }
    if (guessed) {
      confirm(2);
    }
  }

  /** Says whether it is more than the source tells. */
  private boolean title(Leaf leaf) {
    Titled titled = Titled.of(leaf.name(), leaf.title(), leaf.description());
    line(2, "title: " + bilingual(titled));
    return titled.guessed();
  }

  private void wire(Writing writing) {
    if (!writing.pattern().isEmpty()) {
      line(2, "pattern: " + writing.pattern());
    }
    if (!writing.zone().isEmpty()) {
      line(2, "zone: " + writing.zone());
    }
    if (writing.emptyIsNull()) {
      line(2, "emptyIsNull: true");
    }
  }

  /** Says whether it is more than the source tells. */
  private boolean example(Leaf leaf, Writing writing, Optional<KnownName.Label> label) {
    if (!leaf.example().isEmpty() && !writing.guessed()) {
      line(2, "example: " + told(leaf.example()));
      // whoever wrote it may have taken it from a real record
      return true;
    }
    Optional<String> made =
        switch (writing.type()) {
          case DATE -> Optional.of("2024-01-12");
          case DATE_TIME -> Optional.of("2024-01-12T10:00:00+08:00");
          case INTEGER, NUMBER -> Optional.of("1");
          case BOOLEAN -> Optional.of("true");
          case STRING, OBJECT -> leaf.values().keySet().stream().findFirst().or(() -> of(label));
        };
    line(2, "example:" + made.map(text -> " " + told(text)).orElse(FILL_IN));
    return made.isPresent();
  }

  /** Synthetic ones with right check characters, where the format wants them. */
  static Optional<String> of(Optional<KnownName.Label> label) {
    return switch (label.map(KnownName.Label::format).orElse("")) {
      case "uscc" -> Optional.of("91350299MAT0000182");
      case "iso6346" -> Optional.of("TDGU1234568");
      default -> Optional.empty();
    };
  }

  private void line(int depth, String text) {
    out.append("  ".repeat(depth)).append(text).append('\n');
  }

  static String bilingual(Titled titled) {
    return "{ zh: " + told(titled.zh()) + ", en: " + told(titled.en()) + " }";
  }

  private static String list(List<String> texts) {
    return texts.stream().map(ProposalText::quoted).collect(Collectors.joining(", ", "[", "]"));
  }

  /** Words for a reader: on one line and not too long. */
  static String told(String text) {
    int[] clean = text.strip().codePoints().limit(LONGEST).map(c -> steers(c) ? ' ' : c).toArray();
    return quoted(new String(clean, 0, clean.length));
  }

  /** Exactly this text; characters that would steer a terminal are written as their numbers. */
  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints()
        .forEach(
            c -> {
              if (steers(c)) {
                quoted.append(String.format("\\U%08x", c));
              } else {
                quoted.append(c == '"' || c == '\\' ? "\\" : "").appendCodePoint(c);
              }
            });
    return quoted.append('"').toString();
  }

  private static boolean steers(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      default -> false;
    };
  }
}
