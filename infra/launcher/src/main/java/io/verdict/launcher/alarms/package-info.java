/** Alarms about models from the command line: raised, cleared, and what stands. */
package io.verdict.launcher.alarms;
