/** Agreements as pages to keep and to print; the one door to the library of PDF. */
package io.tidegate.engine.pdf;
