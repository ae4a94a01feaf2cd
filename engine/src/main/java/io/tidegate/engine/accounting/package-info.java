/**
 * Accounting: one record for each call, of who asked for what under which plan and what came of it,
 * and never a value. A record is in a file before its answer leaves ({@link
 * io.tidegate.engine.accounting.CallJournal}), and from there goes to the database once ({@link
 * io.tidegate.engine.accounting.CallPosting}); meters count beside it ({@link
 * io.tidegate.engine.accounting.CallMeters}), which is all that knows Micrometer.
 */
package io.tidegate.engine.accounting;
