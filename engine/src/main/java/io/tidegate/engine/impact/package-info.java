/**
 * What a candidate rule pack would change. Resolved services and two compilers come in, one that
 * judges by the pack in force and one by the candidate; what would be loosened, tightened, gone or
 * refused for whom goes out, with a grade that says who has to agree. Nothing here publishes.
 */
package io.tidegate.engine.impact;
