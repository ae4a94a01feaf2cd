package io.tidegate.route.data;

/**
 * Says of a governed record what was done to it. Made by the governed read; everything behind it
 * only carries marks on.
 */
public interface Mark {}
