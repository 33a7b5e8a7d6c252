/** What differs between two declarations, or between two versions of a model. Pure. */
package io.verdict.streams.registry.diff;
