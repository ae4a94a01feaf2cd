/**
 * The description of what is live, as OpenAPI 3.1. A table of endpoints comes in, a JSON document
 * goes out; equal tables give equal bytes. It is written from the plans, so it says what really
 * happens, masks included.
 */
package io.tidegate.engine.openapi;
