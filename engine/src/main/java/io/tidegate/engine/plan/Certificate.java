package io.tidegate.engine.plan;

import io.tidegate.route.catalog.ColumnId;
import io.tidegate.route.catalog.FieldType;
import io.tidegate.route.catalog.Relation;
import io.tidegate.route.sql.InfluenceKind;
import io.tidegate.rules.fact.Approval;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The proof for one plan: where each value that leaves comes from and what hides it from whom, and
 * why each column that decides which rows come may do so. Made only by the checker.
 *
 * @param fingerprint of the plan it proves
 * @param outputs of every read, in the order of the reads and of their fields
 * @param fields of the answer, in the order they are written
 * @param headers of the answer that the route sets
 * @param raws parameters of reads that are bound to what hides from some callers
 * @param statistics what puts records of others together, and how many parties a group has that is
 *     told
 * @param sources every source that is asked, with what is read of it; sorted
 * @param calls every other service whose route is part of the plan, called by it or by one of
 *     these; in the order of the plan
 */
public record Certificate(
    String service,
    String version,
    String fingerprint,
    List<CertifiedOutput> outputs,
    List<CertifiedField> fields,
    List<CertifiedHeader> headers,
    List<CertifiedInfluence> influences,
    List<CertifiedRaw> raws,
    List<CertifiedStatistic> statistics,
    List<CertifiedSource> sources,
    List<CertifiedCall> calls) {
  public Certificate {
    Objects.requireNonNull(service, "service");
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(fingerprint, "fingerprint");
    outputs = List.copyOf(outputs);
    fields = List.copyOf(fields);
    headers = List.copyOf(headers);
    influences = List.copyOf(influences);
    raws = List.copyOf(raws);
    statistics = List.copyOf(statistics);
    sources = List.copyOf(sources);
    calls = List.copyOf(calls);
  }

  /**
   * The groups of a table's records, of which those of too few parties are left out.
   *
   * @param least how many parties a group has in each role, at least
   * @param roles the columns they were counted by; sorted
   */
  public record CertifiedStatistic(String read, String resource, int least, List<String> roles) {
    public CertifiedStatistic {
      Objects.requireNonNull(read, "read");
      Objects.requireNonNull(resource, "resource");
      roles = roles.stream().sorted().toList();
    }
  }

  /**
   * A source that is asked.
   *
   * @param resources the ids of its tables and operations, sorted
   */
  public record CertifiedSource(String source, List<String> resources) {
    public CertifiedSource {
      Objects.requireNonNull(source, "source");
      resources = resources.stream().sorted().distinct().toList();
    }
  }

  /**
   * A service whose route is part of the plan.
   *
   * @param place of the call; the ids of its reads begin with it
   * @param fingerprint of that service's own plan
   * @param approval what its own callers need besides a key
   */
  public record CertifiedCall(
      String place,
      String service,
      String version,
      String fingerprint,
      Optional<Approval> approval) {
    public CertifiedCall {
      Objects.requireNonNull(place, "place");
      Objects.requireNonNull(service, "service");
      Objects.requireNonNull(version, "version");
      Objects.requireNonNull(fingerprint, "fingerprint");
      Objects.requireNonNull(approval, "approval");
    }
  }

  /**
   * What is known of a value.
   *
   * @param sources every column whose value flows into it
   * @param control every column that only decides which value it has
   * @param label such as {@code S2 price}
   * @param masks for each relation a caller can have, the mask's name or {@code none}
   */
  public record Proof(
      List<ColumnId> sources,
      List<ColumnId> control,
      String label,
      SortedMap<Relation, String> masks,
      List<String> rules) {
    public Proof {
      sources = sources.stream().sorted().distinct().toList();
      control = control.stream().sorted().distinct().toList();
      Objects.requireNonNull(label, "label");
      masks = Collections.unmodifiableSortedMap(new TreeMap<>(masks));
      rules = rules.stream().sorted().distinct().toList();
    }
  }

  /** One output of one read, which the guard holds every row against. */
  public record CertifiedOutput(String read, String name, Proof proof) {
    public CertifiedOutput {
      Objects.requireNonNull(read, "read");
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(proof, "proof");
    }
  }

  /**
   * One value that leaves.
   *
   * @param path where in the answer, such as {@code rows[].entry_id} or {@code items[].hs_code}
   * @param outputs the outputs it is made from, as {@code read.name}
   * @param controlMasks what hides the outputs that only decide it, for each relation: they were
   *     masked before anything was decided by them
   */
  public record CertifiedField(
      String path,
      FieldType type,
      boolean nullable,
      List<String> outputs,
      Proof proof,
      SortedMap<Relation, String> controlMasks) {
    public CertifiedField {
      Objects.requireNonNull(path, "path");
      Objects.requireNonNull(type, "type");
      outputs = outputs.stream().sorted().distinct().toList();
      Objects.requireNonNull(proof, "proof");
      controlMasks = Collections.unmodifiableSortedMap(new TreeMap<>(controlMasks));
    }
  }

  /**
   * A header of the answer, which is shown to every caller as it is.
   *
   * @param outputs the outputs it is made from, as {@code read.name}
   */
  public record CertifiedHeader(String name, List<String> outputs, Proof proof) {
    public CertifiedHeader {
      Objects.requireNonNull(name, "name");
      outputs = outputs.stream().sorted().distinct().toList();
      Objects.requireNonNull(proof, "proof");
    }
  }

  /**
   * A column that decides which rows come, and why it may: {@code unmasked} or the rules that allow
   * it.
   */
  public record CertifiedInfluence(
      ColumnId column, InfluenceKind where, boolean probe, List<String> allowedBy) {
    public CertifiedInfluence {
      Objects.requireNonNull(column, "column");
      Objects.requireNonNull(where, "where");
      allowedBy = allowedBy.stream().sorted().distinct().toList();
    }
  }

  /** A parameter of a read that is bound to columns of another read as their source gave them. */
  public record CertifiedRaw(
      String read, String parameter, List<ColumnId> columns, List<String> allowedBy) {
    public CertifiedRaw {
      Objects.requireNonNull(read, "read");
      Objects.requireNonNull(parameter, "parameter");
      columns = columns.stream().sorted().distinct().toList();
      allowedBy = allowedBy.stream().sorted().distinct().toList();
    }
  }
}
