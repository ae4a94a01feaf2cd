/**
 * Catalog files in (YAML, one source or resource to a file), an immutable {@link
 * io.tidegate.catalog.files.CatalogSnapshot} out, or every reason why there is none.
 */
package io.tidegate.catalog.files;
