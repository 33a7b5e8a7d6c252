/** Asks tabular and text models over the log, and waits for their answers. */
package io.verdict.launcher.predict;
