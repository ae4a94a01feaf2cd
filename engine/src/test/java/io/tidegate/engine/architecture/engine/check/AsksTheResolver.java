package io.tidegate.engine.architecture.engine.check;

import io.tidegate.route.sql.SqlAnalyzer;

/** Breaks the rule that the checker derives by itself. */
record AsksTheResolver(SqlAnalyzer analyzer) {}
