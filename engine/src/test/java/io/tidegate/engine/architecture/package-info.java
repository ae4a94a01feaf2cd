/** Classes that each break one rule of the architecture, so that the rules can be seen to fail. */
package io.tidegate.engine.architecture;
