package io.tidegate.engine.architecture.doors;

import org.apache.pdfbox.pdmodel.PDDocument;

/** Enters a library beside its door. */
record UsesPdf(PDDocument used) {}
