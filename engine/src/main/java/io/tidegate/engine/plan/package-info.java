/**
 * The plan and the certificate as data: what will run, and the proof that it leaks nothing. Records
 * only; the planner makes a plan, the checker a certificate, and everything that runs or prints one
 * reads it from here.
 */
package io.tidegate.engine.plan;
