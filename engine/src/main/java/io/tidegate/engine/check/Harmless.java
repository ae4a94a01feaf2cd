package io.tidegate.engine.check;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a statement may call: functions of {@code pg_catalog} that only compute their result from
 * their arguments (or tell the time), operators, and types whose input reads nothing. Functions
 * that reach files, settings, other tables, sessions or sequences are not here; neither are casts
 * to {@code regclass} and its like, which look names up in the system catalog.
 */
final class Harmless {
  /** Make one value of many rows. */
  static final Set<String> AGGREGATES =
      words(
          """
          array_agg avg bit_and bit_or bool_and bool_or count every jsonb_agg jsonb_object_agg max min string_agg sum stddev stddev_pop
          stddev_samp variance var_pop var_samp corr covar_pop covar_samp regr_slope regr_intercept
          percentile_cont percentile_disc mode
          """);

  /** Look at other rows of the same result. */
  static final Set<String> WINDOWS =
      words(
          """
          row_number rank dense_rank percent_rank cume_dist ntile lag lead first_value last_value nth_value
          """);

  /** Make many rows of their arguments. */
  static final Set<String> ROWS =
      words(
          """
          generate_series unnest jsonb_array_elements jsonb_array_elements_text jsonb_each jsonb_each_text
          jsonb_object_keys regexp_split_to_table string_to_table
          """);

  private static final Set<String> SCALARS =
      words(
          """
          abs acos age array_length array_position array_remove array_to_string array_upper array_lower array_cat
          array_append array_prepend ascii asin atan atan2 bit_length btrim cardinality cbrt ceil ceiling char_length
          character_length chr concat concat_ws cos date_bin date_part date_trunc degrees div exp extract floor format
          greatest initcap isfinite jsonb_array_length jsonb_build_array jsonb_build_object jsonb_extract_path
          jsonb_extract_path_text jsonb_typeof justify_days justify_hours justify_interval least left length like_escape
          ln log log10 lower lpad ltrim make_date make_interval make_time make_timestamp make_timestamptz md5 mod
          normalize now num_nonnulls num_nulls nullif octet_length overlay pi position power radians regexp_count
          regexp_like regexp_match regexp_replace regexp_split_to_array regexp_substr repeat replace reverse right round
          rpad rtrim scale sign sin split_part sqrt starts_with statement_timestamp string_to_array strpos substr
          substring tan timezone to_char to_date to_jsonb to_number to_timestamp transaction_timestamp translate trim_array
          trim_scale trunc upper width_bucket
          """);

  private static final Set<String> OPERATORS =
      words(
          """
          = <> != < > <= >= + - * / % ^ || ~ !~ ~* !~* ~~ !~~ ~~* !~~* -> ->> #> #>> @> <@ ? ?| ?& && BETWEEN
          """);

  private static final Set<String> TYPES =
      words(
          """
          bool int2 int4 int8 float4 float8 numeric text varchar bpchar date time timetz timestamp timestamptz interval
          uuid json jsonb bytea
          """);

  private Harmless() {}

  static boolean function(List<String> name) {
    return name.size() == 2
        && name.getFirst().equals("pg_catalog")
        && (SCALARS.contains(name.getLast())
            || AGGREGATES.contains(name.getLast())
            || WINDOWS.contains(name.getLast())
            || ROWS.contains(name.getLast()));
  }

  static boolean operator(List<String> name) {
    return name.size() == 1
        && (OPERATORS.contains(name.getFirst()) || name.getFirst().equals("NOT BETWEEN"));
  }

  static boolean type(List<String> name) {
    boolean inPlace = name.size() == 1 || name.size() == 2 && name.getFirst().equals("pg_catalog");
    return inPlace && TYPES.contains(name.getLast());
  }

  private static Set<String> words(String text) {
    return Collections.unmodifiableSet(new TreeSet<>(List.of(text.strip().split("\\s+"))));
  }
}
