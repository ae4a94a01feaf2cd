/**
 * How much a caller may ask, exact over all nodes. In come an account and its limits; out comes
 * whether a call is admitted, decided from memory.
 *
 * <p>The {@linkplain io.tidegate.engine.quota.Ledger ledger} of an account says what was lent out
 * in the windows that are open. Only the {@linkplain io.tidegate.engine.quota.Lender lender} at the
 * owner of the account changes it, and gives a {@linkplain io.tidegate.engine.quota.Lease lease}
 * out after the database has taken the change. A node spends its lease from a {@linkplain
 * io.tidegate.engine.quota.Purse purse}. Why the limit is never exceeded is argued in ADR 26.
 */
package io.tidegate.engine.quota;
