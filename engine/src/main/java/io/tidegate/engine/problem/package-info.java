/**
 * What is told to callers when something is not answered: stable codes, in Chinese and English,
 * never a value or a class name.
 */
package io.tidegate.engine.problem;
