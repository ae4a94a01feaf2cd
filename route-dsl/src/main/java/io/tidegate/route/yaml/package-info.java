/** YAML text in, a tree with positions out; the only door to the YAML library. */
package io.tidegate.route.yaml;
