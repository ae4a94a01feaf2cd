/**
 * Rule packs as {@code .xlsx} workbooks: the files of a pack in, a workbook out, and back without a
 * byte of difference. What comes back is read by a reader of its own that takes texts in cells and
 * nothing else, and every fault is told at its sheet and cell. The only door to the library that
 * writes workbooks.
 */
package io.tidegate.rules.workbook;
