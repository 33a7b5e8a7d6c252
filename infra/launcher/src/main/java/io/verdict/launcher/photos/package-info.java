/** Where the photos come from that the demo and the benchmarks publish. */
package io.verdict.launcher.photos;
