/** The author's texts: places in them, names near to what was written. */
package io.tidegate.route.text;
