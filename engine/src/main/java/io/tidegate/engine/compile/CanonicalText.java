package io.tidegate.engine.compile;

import io.tidegate.engine.plan.GovernedPlan;
import io.tidegate.route.script.Script;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * Writes a tree of records as one text: the same tree always gives the same text, on every node and
 * every JVM. Every component of every record is written, so that nothing a plan says can stay out
 * of its fingerprint. A value whose order is not fixed is refused.
 */
final class CanonicalText {
  /** Asking a class for its components costs more than writing them. */
  private static final ClassValue<RecordComponent[]> COMPONENTS =
      new ClassValue<>() {
        @Override
        protected RecordComponent[] computeValue(Class<?> type) {
          return type.getRecordComponents();
        }
      };

  private final StringBuilder out = new StringBuilder();

  private CanonicalText() {}

  static String of(Object tree) {
    CanonicalText text = new CanonicalText();
    text.write(tree);
    return text.out.toString();
  }

  private void write(Object value) {
    switch (value) {
      case String text -> quote(text);
      case Enum<?> constant -> out.append(constant.name());
      case Integer number -> out.append(number.intValue());
      case Boolean flag -> out.append(flag.booleanValue());
      case Duration duration -> out.append(duration);
      case Script script -> quote(script.text());
      case OptionalInt number ->
          out.append(number.isPresent() ? "some(" + number.getAsInt() + ")" : "none");
      case Optional<?> optional -> {
        out.append(optional.isPresent() ? "some(" : "none");
        optional.ifPresent(this::write);
        out.append(optional.isPresent() ? ")" : "");
      }
      case List<?> list -> {
        out.append('[');
        for (Object item : list) {
          write(item);
          out.append(',');
        }
        out.append(']');
      }
      case SortedSet<?> set -> write(List.copyOf(set));
      case SortedMap<?, ?> map -> {
        out.append('{');
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          write(entry.getKey());
          out.append('=');
          write(entry.getValue());
          out.append(',');
        }
        out.append('}');
      }
      case Record node -> node(node);
      default -> throw new IllegalArgumentException("no canonical text for " + value.getClass());
    }
  }

  private void node(Record node) {
    out.append(node.getClass().getSimpleName()).append('(');
    for (RecordComponent component : COMPONENTS.get(node.getClass())) {
      try {
        Object value = component.getAccessor().invoke(node);
        // a plan without variants is named as it was before there were any
        if (node instanceof GovernedPlan && value.equals(List.of()) && isOfVariants(component)) {
          continue;
        }
        out.append(component.getName()).append('=');
        write(value);
      } catch (ReflectiveOperationException e) {
        throw new IllegalArgumentException("a plan is made of public records", e);
      }
      out.append(',');
    }
    out.append(")\n");
  }

  private static boolean isOfVariants(RecordComponent component) {
    return component.getName().equals("variants");
  }

  private void quote(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\');
      }
      out.append(c);
    }
    out.append('"');
  }
}
