/**
 * The edge: every request to {@code /api} comes in here and an answer or a problem document goes
 * out.
 *
 * <p>A request passes an ordered list of {@linkplain io.tidegate.engine.gateway.Step steps} on the
 * event loop (limits, route, authenticate, grant, accept, parameters, quota); each refuses with a
 * {@link io.tidegate.engine.problem.CallProblem} or lets it on. What is left is {@linkplain
 * io.tidegate.engine.gateway.Work work}, done on a virtual thread within a deadline. The table of
 * what is live is taken once, so a request sees one state from start to end.
 */
package io.tidegate.engine.gateway;
