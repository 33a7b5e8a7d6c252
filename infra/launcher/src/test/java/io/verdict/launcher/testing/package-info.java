/** What the integration tests of the launcher share: child processes, the command line, and a reader of outcomes. */
package io.verdict.launcher.testing;
