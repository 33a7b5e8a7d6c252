/** Reads typed events from the log: any topic, any position, to the end or as they arrive. */
package io.verdict.launcher.log;
