/** What lies in quarantine, and how a person takes it out. */
package io.verdict.launcher.quarantine;
