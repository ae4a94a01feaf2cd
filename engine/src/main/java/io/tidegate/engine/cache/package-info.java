/**
 * Answers that are given again. In come the name of an answer (plan, caller, parameters, form) and
 * a way to make it; out comes the answer, made now or before. What is kept is governed, guarded and
 * encoded already. Who may call is asked elsewhere and before: nothing here knows credentials.
 */
package io.tidegate.engine.cache;
