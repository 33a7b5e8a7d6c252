/**
 * What all Streams apps share: the definition of an app apart from running it, time and causes from the log, dead
 * letters, bounded memory.
 */
package io.verdict.streams.app;
