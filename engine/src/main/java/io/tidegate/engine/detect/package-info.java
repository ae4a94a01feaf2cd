/**
 * Holds what detectors find in sources and answers against the labels of the catalog: a sample in,
 * a judgement of each column with its reason out. No value leaves. The detectors are those of
 * {@code io.tidegate.rules.detect}.
 */
package io.tidegate.engine.detect;
