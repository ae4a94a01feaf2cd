/**
 * What the portal shows of the services that are live. An endpoint table comes in; what is found in
 * it, and the page of a service, go out.
 */
package io.tidegate.engine.catalogue;
