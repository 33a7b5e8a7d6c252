/** The command line of the platform. */
package io.verdict.launcher;
