package io.tidegate.engine.draft;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.engine.compile.CheckedPlan;
import io.tidegate.engine.demo.CastMember;
import io.tidegate.engine.draft.AdmissionReport.Finding;
import io.tidegate.engine.draft.AdmissionReport.Result;
import io.tidegate.engine.draft.AdmissionReport.Section;
import io.tidegate.engine.openapi.OpenApiDocument;
import io.tidegate.engine.plan.Certificate.CertifiedField;
import io.tidegate.engine.plan.GovernedPlan;
import io.tidegate.engine.plan.PlannedParameter;
import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.problem.ProblemCode;
import io.tidegate.engine.publish.Answer;
import io.tidegate.route.catalog.FieldType;
import io.tidegate.route.catalog.Relation;
import io.tidegate.route.text.Bilingual;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * Calls one plan as the cast of the stories would, and holds what comes against its description,
 * its certificate and its limits. Used once, by one thread.
 */
final class Examination {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LOAD_CALLS = 40;
  private static final int LOAD_AT_ONCE = 4;
  private static final Duration LOAD_MOST = Duration.ofSeconds(5);

  private final CheckedPlan checked;
  private final GovernedPlan plan;
  private final TrialRun trial;
  private final LongSupplier nanoTime;
  private final Map<String, String> examples = new LinkedHashMap<>();
  private final List<String> withoutExample = new ArrayList<>();
  private final Map<Optional<CastMember>, Tried> tried = new LinkedHashMap<>();

  Examination(CheckedPlan checked, TrialRun trial, LongSupplier nanoTime) {
    this.checked = Objects.requireNonNull(checked, "checked");
    this.plan = checked.plan();
    this.trial = Objects.requireNonNull(trial, "trial");
    this.nanoTime = Objects.requireNonNull(nanoTime, "nanoTime");
    for (PlannedParameter parameter : plan.parameters()) {
      Optional<String> example =
          parameter.example().or(() -> parameter.allowed().stream().findFirst());
      if (parameter.required() && example.isEmpty() && parameter.otherwise().isEmpty()) {
        withoutExample.add(parameter.name());
      } else if (parameter.required()) {
        example.ifPresent(text -> examples.put(parameter.name(), text));
      }
    }
  }

  /** What came of one call. */
  private record Tried(Optional<JsonNode> answer, Optional<ProblemCode> problem) {
    String code() {
      return problem.map(ProblemCode::id).orElse("200");
    }
  }

  List<Section> sections() {
    if (withoutExample.isEmpty()) {
      List<Optional<CastMember>> callers = new ArrayList<>();
      Arrays.stream(CastMember.values()).forEach(member -> callers.add(Optional.of(member)));
      callers.add(Optional.empty());
      callers.forEach(caller -> tried.put(caller, call(examples, caller)));
    }
    return List.of(contract(), security(), performance());
  }

  private Tried call(Map<String, String> sent, Optional<CastMember> caller) {
    try {
      Answer answer = trial.call(sent, caller);
      return new Tried(Optional.of(JSON.readTree(answer.body())), Optional.empty());
    } catch (CallProblem e) {
      return new Tried(Optional.empty(), Optional.of(e.code()));
    } catch (IOException e) {
      throw new UncheckedIOException("an answer that is no JSON", e);
    }
  }

  private static String name(Optional<CastMember> caller) {
    return caller.map(CastMember::word).orElse(Previews.ANONYMOUS);
  }

  private static Finding finding(boolean good, String zh, String en, String detail) {
    return new Finding(new Bilingual(zh, en), good ? Result.PASSED : Result.FAILED, detail);
  }

  private Finding noExample() {
    return new Finding(
        new Bilingual("以示例参数调用", "calls with the example parameters"),
        Result.NOT_TRIED,
        "give an example for " + String.join(", ", withoutExample));
  }

  // ---- contract

  private Section contract() {
    List<Finding> findings = new ArrayList<>();
    if (!withoutExample.isEmpty()) {
      findings.add(noExample());
    }
    AnswerSchema schema = schema();
    tried.forEach(
        (caller, came) -> {
          List<String> wrong = came.answer().map(schema::wrong).orElse(List.of());
          boolean ours = came.problem().filter(code -> code.status() >= 500).isPresent();
          findings.add(
              finding(
                  wrong.isEmpty() && !ours,
                  "以 " + name(caller) + " 身份调用，应答符合描述",
                  "called as " + name(caller) + ", the answer is as described",
                  came.code() + (wrong.isEmpty() ? "" : ": " + String.join("; ", wrong))));
        });
    Optional<CastMember> anybody = Optional.of(CastMember.PRINCIPAL);
    Map<String, String> more = new LinkedHashMap<>(examples);
    more.put("noSuchParameter", "1");
    findings.add(refusal("未声明的参数", "a parameter nobody declared", more, anybody, "TG-PARAM"));
    for (PlannedParameter parameter : plan.parameters()) {
      if (parameter.required() && parameter.otherwise().isEmpty()) {
        Map<String, String> less = new LinkedHashMap<>(examples);
        less.remove(parameter.name());
        findings.add(
            refusal(
                "缺少 " + parameter.name(),
                parameter.name() + " left out",
                less,
                anybody,
                "TG-PARAM"));
      }
      Map<String, String> bad = new LinkedHashMap<>(examples);
      bad.put(
          parameter.name(),
          parameter.type() == FieldType.STRING ? "\u0007" : "not-" + parameter.type().word());
      findings.add(
          refusal(
              parameter.name() + " 的格式错误",
              parameter.name() + " in a wrong form",
              bad,
              anybody,
              "TG-PARAM"));
    }
    return new Section(
        "contract",
        new Bilingual("契约：按描述生成的请求", "contract: requests made from the description"),
        findings);
  }

  /** Something that must be refused before anything is read. */
  private Finding refusal(
      String zh, String en, Map<String, String> sent, Optional<CastMember> caller, String family) {
    Tried came = call(sent, caller);
    // whoever is not let in is not told about parameters, and that is right
    boolean refused =
        came.problem()
            .filter(code -> code.id().startsWith(family) || code.id().startsWith("TG-GRANT"))
            .isPresent();
    return finding(refused, zh + "，应被拒绝", en + " is refused", came.code());
  }

  private AnswerSchema schema() {
    try {
      JsonNode document = JSON.readTree(OpenApiDocument.render(checked));
      String name =
          document
              .path("components")
              .path("schemas")
              .propertyStream()
              .map(Map.Entry::getKey)
              .filter(key -> key.endsWith("V" + plan.version().major()))
              .findFirst()
              .orElseThrow(() -> new IllegalStateException("an answer that is not described"));
      return new AnswerSchema(document.path("components").path("schemas").path(name));
    } catch (IOException e) {
      throw new UncheckedIOException("a description that is no JSON", e);
    }
  }

  // ---- security

  private Section security() {
    List<Finding> findings = new ArrayList<>();
    findings.add(
        finding(
            checked.certificate().fingerprint().equals(checked.fingerprint()),
            "独立核验器签发的证书属于该方案",
            "an independent checker certified this very plan",
            checked.certificate().fields().size()
                + " fields, "
                + checked.certificate().influences().size()
                + " influences, "
                + checked.certificate().raws().size()
                + " raw keys"));
    Tried nobody = call(examples, Optional.empty());
    boolean kept = nobody.problem().equals(Optional.of(ProblemCode.AUTH_MISSING));
    findings.add(
        finding(
            kept != plan.anonymous(),
            plan.anonymous() ? "无密钥的调用方可以调用，因为规则允许" : "无密钥的调用方被拒绝",
            plan.anonymous()
                ? "a caller without a key is served, as the rules say"
                : "a caller without a key is refused",
            nobody.code()));
    if (!withoutExample.isEmpty()) {
      findings.add(noExample());
    }
    Map<String, CertifiedField> fields = new TreeMap<>();
    checked.certificate().fields().forEach(field -> fields.put(field.path(), field));
    tried.forEach(
        (caller, came) ->
            came.answer()
                .ifPresent(
                    answer -> {
                      List<String> leaks = new ArrayList<>();
                      leaks(answer, "", fields, leaks);
                      findings.add(
                          finding(
                              leaks.isEmpty(),
                              "以 " + name(caller) + " 身份调用，应脱敏的字段均已脱敏",
                              "called as " + name(caller) + ", what has to be masked is",
                              leaks.isEmpty() ? came.code() : String.join("; ", leaks)));
                    }));
    return new Section(
        "security",
        new Bilingual("安全：证书、鉴权与脱敏", "security: certificate, authentication and masks"),
        findings);
  }

  /** Members that a mask hides from every relation the record names, and that are not marked so. */
  static void leaks(
      JsonNode node, String path, Map<String, CertifiedField> fields, List<String> leaks) {
    if (node.isArray()) {
      node.forEach(item -> leaks(item, path + "[]", fields, leaks));
      return;
    }
    if (!node.isObject()) {
      return;
    }
    Set<Relation> held = new LinkedHashSet<>();
    node.path("_relation").forEach(word -> held.add(Relation.valueOf(word.asText())));
    Set<String> marked = new LinkedHashSet<>();
    node.path("_masked").forEach(word -> marked.add(word.asText()));
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      String at = path.isEmpty() ? member.getKey() : path + "." + member.getKey();
      CertifiedField field = fields.get(at);
      if (field != null && !member.getValue().isNull() && !held.isEmpty()) {
        boolean hidden = held.stream().allMatch(relation -> hides(field, relation));
        if (hidden && !marked.contains(member.getKey())) {
          leaks.add(at + " is not masked for " + held);
        }
      }
      leaks(member.getValue(), at, fields, leaks);
    }
  }

  /** A mask that a switch of the record lifts may be lifted. */
  private static boolean hides(CertifiedField field, Relation relation) {
    String mask = field.proof().masks().get(relation);
    return mask != null && !mask.equals("none") && !mask.contains(" unless ");
  }

  // ---- performance

  private Section performance() {
    List<Finding> findings = new ArrayList<>();
    Optional<Optional<CastMember>> caller =
        tried.entrySet().stream()
            .filter(entry -> entry.getValue().answer().isPresent())
            .map(Map.Entry::getKey)
            .findFirst();
    if (caller.isEmpty()) {
      findings.add(
          new Finding(
              new Bilingual("短时负载", "a short load"),
              Result.NOT_TRIED,
              "nobody of the cast gets an answer; give an example that finds a record"));
    } else {
      findings.add(load(caller.get()));
    }
    return new Section(
        "performance",
        new Bilingual("性能：在声明的时限内", "performance: within the declared deadline"),
        findings);
  }

  private Finding load(Optional<CastMember> caller) {
    long end = nanoTime.getAsLong() + LOAD_MOST.toNanos();
    ConcurrentLinkedQueue<Long> times = new ConcurrentLinkedQueue<>();
    AtomicInteger begun = new AtomicInteger();
    AtomicInteger failed = new AtomicInteger();
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < LOAD_AT_ONCE; i++) {
        callers.execute(
            () -> {
              while (begun.getAndIncrement() < LOAD_CALLS && nanoTime.getAsLong() < end) {
                long from = nanoTime.getAsLong();
                if (call(examples, caller).answer().isEmpty()) {
                  failed.incrementAndGet();
                }
                times.add(nanoTime.getAsLong() - from);
              }
            });
      }
    }
    List<Long> sorted = times.stream().sorted().toList();
    long slow = millis(sorted, 95);
    return finding(
        failed.get() == 0 && slow <= plan.timeout().toMillis(),
        LOAD_AT_ONCE + " 个并发的短时负载，95% 在时限内",
        "a short load of " + LOAD_AT_ONCE + " at once, 95 % within the deadline",
        sorted.size()
            + " calls, p50 "
            + millis(sorted, 50)
            + " ms, p95 "
            + slow
            + " ms, deadline "
            + plan.timeout().toMillis()
            + " ms, "
            + failed
            + " failed");
  }

  /** Nearest rank. */
  private static long millis(List<Long> sorted, int percent) {
    int rank = (int) Math.ceil(percent / 100.0 * sorted.size());
    return Duration.ofNanos(sorted.get(Math.max(0, rank - 1))).toMillis();
  }
}
