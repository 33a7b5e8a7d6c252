/** Benchmarks: each with a peer in the same run, so that ratios hold where machines are noisy. */
package io.verdict.launcher.bench;
