/**
 * Leads requests and agreements from the first look to a grant and its end. In come acts of people
 * of enterprises and of staff; what is decided, {@code agreement} decides, and {@code store} keeps.
 */
package io.tidegate.engine.applying;
