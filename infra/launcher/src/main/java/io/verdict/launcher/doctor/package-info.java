/** Looks at everything that the platform needs, and says what to do about what is missing. */
package io.verdict.launcher.doctor;
