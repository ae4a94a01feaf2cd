package io.tidegate.engine.architecture.doors;

import javax.xml.stream.XMLInputFactory;

/** Enters a library beside its door. */
record UsesXml(XMLInputFactory used) {}
