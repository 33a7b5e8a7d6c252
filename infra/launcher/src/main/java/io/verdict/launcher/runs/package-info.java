/** Training runs on the platform's log: asks for them, makes them, stops them, searches among them. */
package io.verdict.launcher.runs;
