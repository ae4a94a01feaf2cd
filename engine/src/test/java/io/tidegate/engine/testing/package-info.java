/** Hand-written fakes and small builders that tests of several packages share. */
package io.tidegate.engine.testing;
