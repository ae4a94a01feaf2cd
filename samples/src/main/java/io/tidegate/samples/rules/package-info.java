/** The sample rules as a test or a measurement needs them. A folder goes in; another comes out. */
package io.tidegate.samples.rules;
