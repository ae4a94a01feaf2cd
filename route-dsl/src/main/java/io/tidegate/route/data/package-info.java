/**
 * Values as they flow through a route while it runs: governed before they get here, each record
 * with a mark of every governed record that flowed into it.
 *
 * <p>A value is null, {@link java.lang.String}, {@link java.lang.Long}, {@link
 * java.math.BigDecimal}, {@link java.lang.Boolean}, {@link java.time.LocalDate}, {@link
 * java.time.OffsetDateTime}, a {@link io.tidegate.route.data.DataRecord}, or a {@link
 * java.util.List} of values.
 */
package io.tidegate.route.data;
