package io.tidegate.engine.run;

import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.problem.ProblemCode;
import io.tidegate.route.data.DataRecord;
import io.tidegate.route.data.Provenance;
import io.tidegate.route.flow.Flow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The rows of a code set, to look codes up in. */
public final class CodeTable {
  private final Map<Object, DataRecord> byCode = new HashMap<>();

  /**
   * @param rows each with the code first and what it stands for second; of a code that stands
   *     twice, the first row counts
   */
  public CodeTable(List<DataRecord> rows) {
    for (DataRecord row : rows) {
      byCode.putIfAbsent(row.values()[0], row);
    }
  }

  /** What a code stands for in the body: a record, or each record of a list. */
  public Object looked(Flow.CodeMap step, Object body) throws CallProblem {
    Objects.requireNonNull(step, "step");
    if (body instanceof DataRecord record) {
      return looked(step, record);
    }
    List<Object> all = new ArrayList<>();
    for (Object element : (List<?>) body) {
      all.add(element == null ? null : looked(step, (DataRecord) element));
    }
    return all;
  }

  private DataRecord looked(Flow.CodeMap step, DataRecord record) throws CallProblem {
    Object code = record.value(step.member());
    DataRecord row = code == null ? null : byCode.get(code);
    if (row != null) {
      return Records.with(record, step.into(), row.values()[1], row.provenance());
    }
    Object instead =
        switch (step.miss()) {
          case NULL -> null;
          case KEEP -> code;
          case FAIL -> {
            if (code != null) {
              throw new CallProblem(ProblemCode.CODE_UNKNOWN);
            }
            yield null;
          }
        };
    return Records.with(record, step.into(), instead, Provenance.NONE);
  }
}
