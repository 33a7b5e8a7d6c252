/** Follows photos from upload to price on the log, as an outsider with a read_committed consumer would see them. */
package io.verdict.launcher.flow;
