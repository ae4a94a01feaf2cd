/**
 * From asking for data to a permission to call: what is wished, who has to agree, the terms, the
 * text that both sides sign, and the grant that is made of it. In come a plan and what people do;
 * out go values. Knows no HTTP, no database and no clock.
 */
package io.tidegate.engine.agreement;
