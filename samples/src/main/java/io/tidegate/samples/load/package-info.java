/**
 * Sample data and a database go in; the tables filled, indexed and analysed come out, or nothing.
 */
package io.tidegate.samples.load;
