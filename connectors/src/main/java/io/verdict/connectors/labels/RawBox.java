package io.verdict.connectors.labels;

/** A box as a file has it, and where: nothing of it is checked but that its numbers are numbers. */
record RawBox(AnnotatedBox box, Place place, String field) {}
