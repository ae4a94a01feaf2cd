/**
 * Values as they flow through a route while it runs: governed before they get here, each record
 * with a mark of every governed record that flowed into it.
 *
 * <p>A value is null, {@link java.lang.String}, {@link java.lang.Long}, {@link
 * java.math.BigDecimal}, {@link java.lang.Boolean}, {@link java.time.LocalDate}, {@link
 * java.time.OffsetDateTime}, a {@link io.tidegate.route.data.DataRecord}, or a {@link
 * java.util.List} of values.
 *
 * <p>Where a mask turned a value that is no text into one, such as an amount into a band, a {@link
 * io.tidegate.route.data.MaskedText} stands in its place. It is copied and written like the value,
 * and every operation takes it for null: a script over a masked number yields nothing and does not
 * fail.
 */
package io.tidegate.route.data;
