/** Stores for the bytes that the log only points at: put once under their content hash, verified on every read. */
package io.verdict.connectors.store;
