/** One class per command: reads flags, calls the part that does the work, prints. */
package io.verdict.launcher.cli;
