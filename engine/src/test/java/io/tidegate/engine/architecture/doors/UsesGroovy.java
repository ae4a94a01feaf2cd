package io.tidegate.engine.architecture.doors;

import org.codehaus.groovy.control.CompilationUnit;
import org.codehaus.groovy.control.SourceUnit;

/** Enters a library beside its door, and compiles with it. */
record UsesGroovy(SourceUnit used, CompilationUnit compiles) {}
