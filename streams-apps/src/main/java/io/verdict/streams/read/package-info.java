/** Answers questions about the views over HTTP: what is known, as of which offsets. */
package io.verdict.streams.read;
