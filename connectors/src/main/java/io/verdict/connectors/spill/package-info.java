/** Sorting of more than fits into memory: sorted runs on disk, merged while they are read. */
package io.verdict.connectors.spill;
