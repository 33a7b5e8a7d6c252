/** A small language to find versions of models by, and what it finds. Pure. */
package io.verdict.streams.registry.search;
